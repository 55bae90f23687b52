package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ouzel.engine.access.Permissions;
import org.ouzel.engine.command.AclCategory;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.protocol.GlobPattern;

/**
 * One set of rules of a user: which commands, on which keys and channels. A user may run what any of its sets allows.
 *
 * <p>Edited by one thread, rule by rule, and then never changed again: {@link AclUser} copies it before it edits.
 * Source: redis.io, ACL. Texts hold one byte a character (ISO-8859-1).
 */
final class AclSelector {
    private boolean isAllKeys;
    private boolean isAllChannels;
    /** Whether every command is allowed, and none was taken away again. */
    private boolean isAllCommands;
    /** Whether the rules begin with {@code +@all}. */
    private boolean isAllowing;
    private final long[] commands = new long[Permissions.MAX_COMMAND_COUNT / Long.SIZE];
    private final Map<String, KeyPattern> keys = new LinkedHashMap<>();
    private final Map<String, Integer> manners = new HashMap<>();
    private final Map<String, GlobPattern> channels = new LinkedHashMap<>();
    private final Map<Integer, Set<String>> firstWords = new HashMap<>();
    private final List<String> commandRules = new ArrayList<>();
    private final CommandTable table;

    AclSelector(final CommandTable table, final boolean allChannels) {
        this.table = table;
        this.isAllChannels = allChannels;
    }

    AclSelector copy() {
        final AclSelector copy = new AclSelector(table, isAllChannels);
        copy.isAllKeys = isAllKeys;
        copy.isAllCommands = isAllCommands;
        copy.isAllowing = isAllowing;
        System.arraycopy(commands, 0, copy.commands, 0, commands.length);
        copy.keys.putAll(keys);
        copy.manners.putAll(manners);
        copy.channels.putAll(channels);
        firstWords.forEach((id, words) -> copy.firstWords.put(id, new LinkedHashSet<>(words)));
        copy.commandRules.addAll(commandRules);
        return copy;
    }

    /** Applies one rule about commands, keys or channels. */
    void apply(final String rule) throws RuleException {
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "allkeys", "~*" -> setKeys(true);
            case "resetkeys" -> setKeys(false);
            case "allchannels", "&*" -> setChannels(true);
            case "resetchannels" -> setChannels(false);
            case "allcommands", "+@all" -> setCommands(true);
            case "nocommands", "-@all" -> setCommands(false);
            default -> applyNamed(rule);
        }
    }

    private void applyNamed(final String rule) throws RuleException {
        final char first = rule.isEmpty() ? 0 : rule.charAt(0);
        if (first == '~' || first == '%') {
            addKeys(rule);
        } else if (first == '&') {
            addChannels(rule);
        } else if ((first == '+' || first == '-') && rule.startsWith("@", 1)) {
            setCategory(rule.substring(2), first == '+');
        } else if (first == '+') {
            allow(rule.substring(1));
        } else if (first == '-') {
            setAll(require(rule.substring(1)), false);
            note('-', require(rule.substring(1)).name());
        } else {
            throw new RuleException(RuleException.SYNTAX);
        }
    }

    private void setKeys(final boolean all) {
        isAllKeys = all;
        keys.clear();
        manners.clear();
    }

    private void setChannels(final boolean all) {
        isAllChannels = all;
        channels.clear();
    }

    private void setCommands(final boolean all) {
        isAllCommands = all;
        isAllowing = all;
        Arrays.fill(commands, all ? -1L : 0);
        firstWords.clear();
        commandRules.clear();
    }

    private void addKeys(final String rule) throws RuleException {
        if (isAllKeys) {
            throw new RuleException(RuleException.PATTERN_AFTER_ALL_KEYS);
        }
        int manner = rule.charAt(0) == '~' ? KeyPattern.READ_AND_WRITE : 0;
        int position = 1;
        boolean isEnded = manner != 0;
        while (!isEnded && position < rule.length()) {
            final char letter = Character.toUpperCase(rule.charAt(position++));
            final int added = letter == 'R' ? KeyPattern.READ : letter == 'W' ? KeyPattern.WRITE : 0;
            isEnded = letter == '~' && manner != 0;
            if (!isEnded && (added == 0 || (manner & added) != 0)) {
                throw new RuleException(RuleException.SYNTAX);
            }
            manner |= added;
        }
        final String pattern = rule.substring(position);
        if (!isEnded || AclUser.hasBlank(pattern)) {
            throw new RuleException(RuleException.SYNTAX);
        }
        manners.merge(pattern, manner, (before, more) -> before | more);
        keys.put(pattern, new KeyPattern(pattern, manners.get(pattern)));
    }

    private void addChannels(final String rule) throws RuleException {
        if (isAllChannels) {
            throw new RuleException(RuleException.PATTERN_AFTER_ALL_CHANNELS);
        }
        final String pattern = rule.substring(1);
        if (AclUser.hasBlank(pattern)) {
            throw new RuleException(RuleException.SYNTAX);
        }
        channels.putIfAbsent(pattern, GlobPattern.of(pattern));
    }

    private void setCategory(final String name, final boolean allowed) throws RuleException {
        final AclCategory category = AclCategory.find(name);
        if (category == null) {
            throw new RuleException(RuleException.UNKNOWN_NAME);
        }
        note(allowed ? '+' : '-', "@" + category.text());
        for (final CommandSpec spec : table.all()) {
            if (spec.isIn(category)) {
                set(spec, allowed);
            }
        }
    }

    private void allow(final String name) throws RuleException {
        final int bar = name.lastIndexOf('|');
        if (bar < 0) {
            final CommandSpec spec = require(name);
            setAll(spec, true);
            note('+', spec.name());
            return;
        }
        final CommandSpec container = require(name.substring(0, bar));
        if (container.parent() != null) {
            throw new RuleException(RuleException.FIRST_WORD_OF_SUBCOMMAND);
        }
        final String word = name.substring(bar + 1);
        if (word.isEmpty()) {
            throw new RuleException(RuleException.SYNTAX);
        }
        if (container.isContainer()) {
            setAll(require(name), true);
        } else {
            firstWords.computeIfAbsent(container.id(), id -> new LinkedHashSet<>())
                .add(word.toLowerCase(Locale.ROOT));
        }
        note('+', name.toLowerCase(Locale.ROOT));
    }

    private CommandSpec require(final String name) throws RuleException {
        final CommandSpec spec = table.find(name);
        if (spec == null) {
            throw new RuleException(RuleException.UNKNOWN_NAME);
        }
        return spec;
    }

    private void setAll(final CommandSpec spec, final boolean allowed) {
        set(spec, allowed);
        spec.subcommands().values().forEach(subcommand -> set(subcommand, allowed));
    }

    private void set(final CommandSpec spec, final boolean allowed) {
        final long bit = 1L << spec.id();
        if (allowed) {
            commands[spec.id() >>> 6] |= bit;
        } else {
            commands[spec.id() >>> 6] &= ~bit;
            isAllCommands = false;
        }
        firstWords.remove(spec.id());
    }

    /** Adds a rule about commands; an older one about the same, or about part of it, has no effect any more. */
    private void note(final char sign, final String name) {
        commandRules.removeIf(rule -> rule.substring(1).equals(name) || rule.startsWith(name + "|", 1));
        commandRules.add(sign + name);
    }

    boolean isAllKeys() {
        return isAllKeys;
    }

    boolean isAllChannels() {
        return isAllChannels;
    }

    /** Tells whether a command is allowed whatever its first word. */
    boolean allows(final CommandSpec spec) {
        return isAllCommands || (commands[spec.id() >>> 6] >>> spec.id() & 1) != 0;
    }

    /** Returns the first words, in lower case, with which an otherwise forbidden command is allowed; or null. */
    Set<String> firstWords(final CommandSpec spec) {
        return firstWords.get(spec.id());
    }

    Iterable<KeyPattern> keyPatterns() {
        return keys.values();
    }

    Map<String, GlobPattern> channels() {
        return channels;
    }

    /** Returns the rules about commands, such as {@code -@all +get}. */
    String commandText() {
        return (isAllowing ? "+@all" : "-@all") + (commandRules.isEmpty() ? "" : " " + String.join(" ", commandRules));
    }

    /** Returns the rules about keys, such as {@code ~a* %R~b*}. */
    String keyText() {
        return isAllKeys ? "~*" : String.join(" ", keys.values().stream().map(KeyPattern::rule).toList());
    }

    /** Returns the rules about channels, such as {@code &a* &b}. */
    String channelText() {
        return isAllChannels ? "&*" : String.join(" ", channels.keySet().stream().map(name -> "&" + name).toList());
    }

    /** Returns the rules that make this set out of a new one. */
    String text() {
        final List<String> rules = new ArrayList<>();
        if (!keyText().isEmpty()) {
            rules.add(keyText());
        }
        if (!isAllChannels) {
            rules.add("resetchannels");
        }
        if (!channelText().isEmpty()) {
            rules.add(channelText());
        }
        rules.add(commandText());
        return String.join(" ", rules);
    }
}
