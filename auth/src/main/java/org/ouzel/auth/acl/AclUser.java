package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandTable;

/**
 * A user as its rules describe it. Made and edited by one thread, then never changed again: a change is made to a
 * copy, which takes the old one's place if all rules can be taken.
 */
public final class AclUser {
    private static final String NAMESPACE_RULE = "namespace=";
    private static final String NOBODYS_HASH = "0".repeat(64);

    private boolean isOn;
    private boolean isNoPass;
    private boolean isSanitizing = true;
    private String namespace;
    private AclSelector root;
    private final String name;
    private final boolean allChannels;
    private final CommandTable table;
    private final Set<String> passwords = new LinkedHashSet<>();
    private final List<AclSelector> selectors = new ArrayList<>();

    /**
     * Makes a user that is off and may do nothing.
     *
     * @param namespace   the name of the namespace that it begins in
     * @param allChannels what {@code acl-pubsub-default} says
     */
    AclUser(final String name, final String namespace, final CommandTable table, final boolean allChannels) {
        this.namespace = namespace;
        this.name = name;
        this.table = table;
        this.allChannels = allChannels;
        this.root = new AclSelector(table, allChannels);
    }

    AclUser copy() {
        final AclUser copy = new AclUser(name, namespace, table, allChannels);
        copy.isOn = isOn;
        copy.isNoPass = isNoPass;
        copy.isSanitizing = isSanitizing;
        copy.root = root.copy();
        copy.passwords.addAll(passwords);
        selectors.forEach(selector -> copy.selectors.add(selector.copy()));
        return copy;
    }

    /** Tells whether a name or pattern holds what separates rules. */
    static boolean hasBlank(final String text) {
        return text.chars().anyMatch(each -> each == 0 || each == ' ' || each >= '\t' && each <= '\r');
    }

    /**
     * Applies rules one after the other; words of a set in parentheses may come one by one.
     *
     * @throws RuleException with the reply of ACL SETUSER
     */
    void applyAll(final List<String> rules) throws RuleException {
        for (final String rule : merge(rules)) {
            try {
                apply(rule);
            } catch (final RuleException e) {
                throw RuleException.ofModifier(rule, e);
            }
        }
    }

    private static List<String> merge(final List<String> rules) throws RuleException {
        final List<String> merged = new ArrayList<>();
        String open = null;
        String first = null;
        for (final String rule : rules) {
            if (open != null) {
                open += " " + rule;
            } else if (rule.startsWith("(")) {
                open = rule;
                first = rule;
            }
            if (open == null) {
                merged.add(rule);
            } else if (open.endsWith(")")) {
                merged.add(open);
                open = null;
            }
        }
        if (open != null) {
            throw new RuleException("Unmatched parenthesis in acl selector starting at '" + first + "'.");
        }
        return merged;
    }

    private void apply(final String rule) throws RuleException {
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "" -> { }
            case "on" -> isOn = true;
            case "off" -> isOn = false;
            case "nopass" -> setNoPass(true);
            case "resetpass" -> setNoPass(false);
            case "sanitize-payload" -> isSanitizing = true;
            case "skip-sanitize-payload" -> isSanitizing = false;
            case "clearselectors" -> selectors.clear();
            case "reset" -> reset();
            default -> applyNamed(rule);
        }
    }

    private void applyNamed(final String rule) throws RuleException {
        if (rule.regionMatches(true, 0, NAMESPACE_RULE, 0, NAMESPACE_RULE.length())) {
            setNamespace(rule.substring(NAMESPACE_RULE.length()));
            return;
        }
        switch (rule.charAt(0)) {
            case '>' -> addPassword(PasswordHash.sha256(rule.substring(1)));
            case '#' -> addPassword(requireHash(rule.substring(1)));
            case '<' -> removePassword(PasswordHash.sha256(rule.substring(1)));
            case '!' -> removePassword(requireHash(rule.substring(1)));
            case '(' -> addSelector(rule);
            default -> root.apply(rule);
        }
    }

    private void setNamespace(final String newNamespace) throws RuleException {
        if (newNamespace.isEmpty() || hasBlank(newNamespace)) {
            throw new RuleException(RuleException.SYNTAX);
        }
        namespace = newNamespace;
    }

    /** Returns the name of the namespace that the user's keys live in. */
    String namespace() {
        return namespace;
    }

    /** Returns the same user in a namespace, which may be the same one under another name. */
    AclUser in(final String newNamespace) {
        final AclUser moved = copy();
        moved.namespace = newNamespace;
        return moved;
    }

    private void setNoPass(final boolean noPass) {
        isNoPass = noPass;
        passwords.clear();
    }

    /** Leaves this one password, or none if it is empty: what {@code requirepass} does. */
    void setOnlyPassword(final byte[] password) {
        setNoPass(password.length == 0);
        if (!isNoPass) {
            addPassword(PasswordHash.sha256(password));
        }
    }

    private static String requireHash(final String hash) throws RuleException {
        if (!PasswordHash.isWellFormed(hash)) {
            throw new RuleException(RuleException.BAD_HASH);
        }
        return hash;
    }

    private void addPassword(final String hash) {
        passwords.add(hash);
        isNoPass = false;
    }

    private void removePassword(final String hash) throws RuleException {
        if (!passwords.remove(hash)) {
            throw new RuleException(RuleException.NO_SUCH_PASSWORD);
        }
    }

    private void addSelector(final String rule) throws RuleException {
        final AclSelector selector = new AclSelector(table, allChannels);
        for (final String each : rule.substring(1, rule.length() - 1).trim().split("[ \t\r\n]+")) {
            if (!each.isEmpty()) {
                selector.apply(each);
            }
        }
        selectors.add(selector);
    }

    private void reset() {
        isOn = false;
        setNoPass(false);
        isSanitizing = true;
        root = new AclSelector(table, allChannels);
        selectors.clear();
    }

    String name() {
        return name;
    }

    boolean isOn() {
        return isOn;
    }

    boolean isNoPass() {
        return isNoPass;
    }

    /** Returns the hashes, as ACL GETUSER shows them. */
    Set<String> passwords() {
        return passwords;
    }

    AclSelector root() {
        return root;
    }

    /** Returns the further sets of rules, those in parentheses. */
    List<AclSelector> selectors() {
        return selectors;
    }

    /** Returns the words of ACL GETUSER's flags. */
    List<String> flags() {
        final List<String> flags = new ArrayList<>();
        flags.add(isOn ? "on" : "off");
        if (isNoPass) {
            flags.add("nopass");
        }
        flags.add(isSanitizing ? "sanitize-payload" : "skip-sanitize-payload");
        return flags;
    }

    /** Returns the line of ACL LIST and of the ACL file. */
    String line() {
        final StringBuilder line = new StringBuilder("user ").append(name);
        flags().forEach(flag -> line.append(' ').append(flag));
        passwords.forEach(hash -> line.append(" #").append(hash));
        if (!namespace.equals(Namespace.DEFAULT_NAME)) {
            line.append(' ').append(NAMESPACE_RULE).append(namespace);
        }
        line.append(' ').append(root.text());
        selectors.forEach(selector -> line.append(" (").append(selector.text()).append(')'));
        return line.toString();
    }

    /**
     * Returns the hash that a password agrees with, or null. All are looked at either way; one who has none, as one who
     * doesn't exist, costs as much as one who has a quick one.
     */
    String findPassword(final byte[] password) {
        String found = null;
        if (passwords.isEmpty()) {
            PasswordHash.matches(NOBODYS_HASH, password);
        }
        for (final String hash : passwords) {
            found = PasswordHash.matches(hash, password) ? hash : found;
        }
        return found;
    }

    /**
     * Returns the hash that a password agrees with, or null, in no time.
     *
     * @param agreeing the slow hashes that it is known to agree with
     */
    String findPassword(final byte[] password, final Set<String> agreeing) {
        String found = null;
        for (final String hash : passwords) {
            final boolean isMatch = PasswordHash.isSlow(hash) ? agreeing.contains(hash)
                : PasswordHash.matches(hash, password);
            found = isMatch ? hash : found;
        }
        return found;
    }

    boolean hasSlowPassword() {
        return passwords.stream().anyMatch(PasswordHash::isSlow);
    }

    /** Puts another hash of the same password in the place of one. */
    void replacePassword(final String hash, final String newHash) {
        if (passwords.remove(hash)) {
            passwords.add(newHash);
        }
    }
}
