package org.ouzel.auth.acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Quota;

/**
 * The file of users, in Redis's format: a line {@code user <name> <rules>} for each, blank lines between at will. If
 * there are namespaces, each has a line {@code namespace <number> <name> <quotas>} before.
 */
final class AclFile {
    private static final String NO_CHANGE =
        "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    private static final String NAMESPACE = "namespace";

    private final Path path;

    AclFile(final Path path) {
        this.path = path;
    }

    /**
     * Reads all users and namespaces.
     *
     * @param newUser    makes a user of a name
     * @param namespaces takes over the namespaces, unless there is a fault
     * @throws RuleException if there is any fault, with all of them and their lines
     */
    Map<String, AclUser> read(final Function<String, AclUser> newUser, final Namespaces namespaces)
        throws RuleException {
        final List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new RuleException("Error loading ACLs, opening file '" + path + "': " + e.getClass().getSimpleName());
        }
        final Map<String, AclUser> users = new TreeMap<>();
        final List<Runnable> namespaceChanges = new ArrayList<>();
        final List<String> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final List<String> words = List.of(lines.get(i).trim().split("[ \t]+"));
            String fault = null;
            if (words.get(0).equals(NAMESPACE)) {
                fault = readNamespace(words, namespaces, namespaceChanges);
            } else if (!words.get(0).isEmpty()) {
                fault = readUser(words, newUser, users);
            }
            if (fault != null) {
                faults.add(path + ":" + (i + 1) + ": " + fault + ".");
            }
        }
        if (!faults.isEmpty()) {
            throw new RuleException(String.join(" ", faults) + " " + NO_CHANGE);
        }
        namespaceChanges.forEach(Runnable::run);
        return users;
    }

    private static String readUser(final List<String> words, final Function<String, AclUser> newUser,
        final Map<String, AclUser> users) {
        if (words.size() < 2 || !words.get(0).equals("user")) {
            return "line should start with user keyword followed by the username";
        }
        final String name = words.get(1);
        if (AclUser.hasBlank(name)) {
            return "username '" + name + "' contains invalid characters";
        }
        if (users.containsKey(name)) {
            return "user '" + name + "' is defined more than once";
        }
        final AclUser user = newUser.apply(name);
        try {
            user.applyAll(words.subList(2, words.size()));
        } catch (final RuleException e) {
            return e.getMessage();
        }
        users.put(name, user);
        return null;
    }

    private static String readNamespace(final List<String> words, final Namespaces namespaces,
        final List<Runnable> changes) {
        final Map<Namespace.Limit, Long> limits = QuotaText.values(Quota.NONE);
        boolean isRight = words.size() >= 3 && words.get(1).matches("\\d{1,5}");
        for (int i = 3; i < words.size() && isRight; i++) {
            final String[] pair = words.get(i).split("=", 2);
            final Namespace.Limit limit = QuotaText.limit(pair[0]);
            isRight = limit != null && pair.length == 2 && QuotaText.number(pair[1]) >= 0;
            if (isRight) {
                limits.put(limit, QuotaText.number(pair[1]));
            }
        }
        if (isRight) {
            changes.add(() -> namespaces.restore(Integer.parseInt(words.get(1)), words.get(2),
                QuotaText.quota(limits)));
        }
        return isRight ? null : "line should be: namespace <number> <name> [<quota>=<limit> ...]";
    }

    private static String line(final Namespace namespace) {
        final StringBuilder line = new StringBuilder(NAMESPACE).append(' ').append(namespace.number()).append(' ')
            .append(namespace.name());
        QuotaText.values(namespace.quota()).forEach((limit, value) -> {
            if (value > 0) {
                line.append(' ').append(QuotaText.name(limit)).append('=').append(value);
            }
        });
        return line.append('\n').toString();
    }

    /** Writes all users: either the whole new file is there in the end, or the old one. */
    void write(final Collection<AclUser> users, final Collection<Namespace> namespaces) throws IOException {
        final Path target = path.toAbsolutePath();
        final StringBuilder text = new StringBuilder();
        namespaces.stream().filter(each -> each.number() > 0 || !each.quota().equals(Quota.NONE))
            .forEach(each -> text.append(line(each)));
        users.forEach(user -> text.append(user.line()).append('\n'));
        // The hashes are for the server's eyes only.
        final Path written = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, text, StandardCharsets.ISO_8859_1);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
