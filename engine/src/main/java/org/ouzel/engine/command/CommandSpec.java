package org.ouzel.engine.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known about one command or subcommand. Immutable once {@link CommandTable} has been built; read by all
 * threads.
 */
public final class CommandSpec {
    private static final Set<String> SUBSCRIBING = Set.of("subscribe", "psubscribe", "ssubscribe", "unsubscribe",
        "punsubscribe", "sunsubscribe", "client|tracking");
    private static final Set<String> UNQUEUED = Set.of("multi", "exec", "discard", "watch", "quit", "reset");

    private final int id;
    private final int arity;
    private final int firstKey;
    private final int lastKey;
    private final int keyStep;
    private final long flags;
    private final long aclCategories;
    private final boolean isWrite;
    private final boolean isReadonly;
    private final boolean isDenyOom;
    private final boolean isFast;
    private final boolean isConstantTime;
    private final boolean isSecret;
    private final boolean isBlocking;
    private final boolean isUnqueued;
    private final boolean isSubscribing;
    private final boolean isForSubscribers;
    private final boolean hasPlainKeys;
    private final boolean isContinuation;
    private final Routing routing;
    private final CommandHandler handler;
    private final CommandRow row;
    private final String lastName;
    private final KeySpec[] keySpecs;
    private final KeyRefinement keyRefinement;
    private final CommandSpec parent;
    private final Map<String, CommandSpec> subcommands = new TreeMap<>();
    private CommandNames subcommandNames;
    private volatile CommandDocs docs;

    CommandSpec(final int id, final CommandRow row, final CommandSpec parent, final CommandHandler handler) {
        this(id, row, parent, handler, false, KeyRefinement.of(row.name()));
    }

    private CommandSpec(final int id, final CommandRow row, final CommandSpec parent, final CommandHandler handler,
        final boolean isContinuation, final KeyRefinement keyRefinement) {
        this.keyRefinement = keyRefinement;
        this.isContinuation = isContinuation;
        this.id = id;
        this.row = row;
        this.parent = parent;
        this.handler = handler;
        arity = row.arity();
        flags = row.flags();
        aclCategories = row.aclCategories();
        routing = row.routing();
        keySpecs = row.keySpecs().toArray(new KeySpec[0]);
        final LegacyKeyRange range = LegacyKeyRange.of(row.keySpecs());
        firstKey = range.first();
        lastKey = range.last();
        keyStep = range.step();
        hasPlainKeys = keySpecs.length == 1 && keySpecs[0].isIndexedRange() && keySpecs[0].limit() <= 1;
        isWrite = has(CommandFlag.WRITE);
        isReadonly = has(CommandFlag.READONLY);
        isDenyOom = has(CommandFlag.DENYOOM);
        isFast = has(CommandFlag.FAST);
        isConstantTime = row.complexity().startsWith("O(1)");
        isSecret = has(CommandFlag.NO_AUTH) || row.name().equals("acl|setuser");
        isBlocking = has(CommandFlag.BLOCKING);
        isSubscribing = SUBSCRIBING.contains(row.name());
        isForSubscribers = isSubscribing && !row.isSubcommand() || Set.of("ping", "quit", "reset").contains(row.name());
        isUnqueued = UNQUEUED.contains(row.name());
        lastName = row.name().substring(row.name().indexOf('|') + 1);
    }

    /** Completes a container; called once by the table's builder. */
    void setSubcommands(final List<CommandSpec> commands) {
        for (final CommandSpec command : commands) {
            subcommands.put(command.lastName, command);
        }
        subcommandNames = new CommandNames(commands);
    }

    /** Returns the same command with other code, for the rest of a request that was allowed when it began. */
    public CommandSpec continuedBy(final CommandHandler rest) {
        return new CommandSpec(id, row, parent, rest, true, keyRefinement);
    }

    /** Returns the same command with other arguments: each key is followed by what is meant within it. */
    public CommandSpec inParts(final int newArity, final String newKeySpec, final CommandHandler newHandler) {
        return new CommandSpec(id, row.with(newArity, KeySpec.parse(newKeySpec)), parent, newHandler, false,
            KeyRefinement.NONE);
    }

    /** Returns whether this is what {@link #continuedBy} returned. */
    public boolean isContinuation() {
        return isContinuation;
    }

    /** Returns the position in {@link CommandTable#all()}: dense, from 0; may differ between versions. */
    public int id() {
        return id;
    }

    /** Returns the name in lower case, of a subcommand {@code client|kill}. */
    public String name() {
        return row.name();
    }

    /** Returns the name in lower case, of a subcommand {@code kill}. */
    public String lastName() {
        return lastName;
    }

    /** Returns the code; null for a container, which only its subcommands make runnable. */
    public CommandHandler handler() {
        return handler;
    }

    public Routing routing() {
        return routing;
    }

    /** Returns the number of arguments with the command's name; negative for at least that many. */
    public int arity() {
        return arity;
    }

    /** Tells whether a request of so many arguments, the command's name included, is complete. */
    public boolean isArgCountAllowed(final int argCount) {
        return arity >= 0 ? argCount == arity : argCount >= -arity;
    }

    /** Returns the bits of the {@link CommandFlag}s. */
    public long flags() {
        return flags;
    }

    public boolean has(final CommandFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    public boolean isWrite() {
        return isWrite;
    }

    public boolean isReadonly() {
        return isReadonly;
    }

    public boolean isDenyOom() {
        return isDenyOom;
    }

    public boolean isFast() {
        return isFast;
    }

    /** Returns whether the cost doesn't depend on how much is stored: such commands are timed by samples. */
    public boolean isConstantTime() {
        return isConstantTime;
    }

    /** Returns whether the arguments may hold a password: they are neither logged nor monitored. */
    public boolean isSecret() {
        return isSecret;
    }

    public boolean isBlocking() {
        return isBlocking;
    }

    /** Returns whether the command changes what the session is to hear of, so that later ones must wait for it. */
    public boolean isSubscribing() {
        return isSubscribing;
    }

    /** Returns whether a session with subscriptions may use the command in RESP2. */
    public boolean isForSubscribers() {
        return isForSubscribers;
    }

    /** Returns whether the command is run at once in a transaction, where others are queued. */
    public boolean isUnqueued() {
        return isUnqueued;
    }

    /** Returns the bits of the {@link AclCategory}s, those that follow from the flags included. */
    public long aclCategories() {
        return aclCategories;
    }

    public boolean isIn(final AclCategory category) {
        return (aclCategories & category.bit()) != 0;
    }

    /** Returns the argument index of the first key as in COMMAND INFO; 0 without keys at fixed places. */
    public int firstKey() {
        return firstKey;
    }

    /** Returns the argument index of the last key as in COMMAND INFO; negative counts from the end. */
    public int lastKey() {
        return lastKey;
    }

    /** Returns the distance between two keys as in COMMAND INFO. */
    public int keyStep() {
        return keyStep;
    }

    /** Tells whether first, last and step are the whole truth about the keys, so that nothing has to be searched. */
    public boolean hasPlainKeys() {
        return hasPlainKeys;
    }

    /** Tells whether what is done with the keys depends on the other arguments. */
    public boolean hasVariableKeys() {
        return keyRefinement != KeyRefinement.NONE;
    }

    public int keySpecCount() {
        return keySpecs.length;
    }

    public KeySpec keySpec(final int index) {
        return keySpecs[index];
    }

    KeyRefinement keyRefinement() {
        return keyRefinement;
    }

    /** Returns the container of a subcommand, or null. */
    public CommandSpec parent() {
        return parent;
    }

    public boolean isContainer() {
        return subcommandNames != null;
    }

    /** Returns the subcommands by their last names, in order; empty for what isn't a container. */
    public Map<String, CommandSpec> subcommands() {
        return subcommands;
    }

    /** Returns the subcommand of that name in any case, or null. No garbage. */
    CommandSpec findSubcommand(final long address, final int length) {
        return subcommandNames == null ? null : subcommandNames.find(address, length);
    }

    public String group() {
        return row.group();
    }

    /** Returns the version of Redis in which the command appeared. */
    public String since() {
        return row.since();
    }

    /** Returns the version of Redis in which the command was deprecated, or an empty text. */
    public String deprecatedSince() {
        return row.deprecatedSince();
    }

    /** Returns the hints to clients that talk to several servers. */
    public List<String> tips() {
        return row.tips();
    }

    /** Returns the documentation; worked out at the first call. */
    public CommandDocs docs() {
        CommandDocs current = docs;
        if (current == null) {
            current = CommandDocs.of(row);
            docs = current;
        }
        return current;
    }

    @Override
    public String toString() {
        return row.name();
    }
}
