package org.ouzel.engine.command;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.Arrays;
import org.ouzel.engine.Loading;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.blocking.Waiter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.ring.Effect;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.ring.NestedCalls;
import org.ouzel.engine.ring.ShardPart;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.StringForm;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * All that a command sees while it runs: its arguments, the keyspace, the reply, the clock and chance of its event.
 *
 * <p>There is one for each thread that runs commands, bound to one event after another. A handler runs to its end,
 * keeps nothing of it, and reads no other clock or random source. Argument 0 is the command's name. Handlers of routing
 * SESSION run without a shard: they must not ask for databases.
 */
public final class CommandContext implements RequestArguments {
    /** How deep commands run inside of each other: a script in a transaction. */
    public static final int MAX_DEPTH = 2;

    private static final int SCRATCH_BYTES = 256;
    private static final int KEPT_SCRATCH_BYTES = 64 * 1024;
    private static final int INT_TYPE = EntryDescriptor.ENCODING_INT << 4 | EntryDescriptor.TYPE_STRING;

    private CommandEvent event;
    private CommandSpec continuation;
    private Shard shard;
    private Database database;
    private long parsedLong;
    private boolean isSplit;
    private boolean hasChanged;
    private boolean isChangeNoted;
    private AutoCloseable[] locals = new AutoCloseable[0];
    private NestedCalls nestedCalls;
    private final ServerState server;
    private final Shard ownShard;
    private final int depth;
    private final KeyList keys = new KeyList();
    private final StringValue stringValue = new StringValue();
    private final ReplyWriter reply = new ReplyWriter();
    private final NativeBuffer scratch = new NativeBuffer(SCRATCH_BYTES, KEPT_SCRATCH_BYTES);

    /**
     * @param server   what all threads share
     * @param ownShard the shard that the thread runs, or null for an IO loop
     * @param depth    0 for commands that have a slot of the ring, more for those that run inside of another command
     */
    public CommandContext(final ServerState server, final Shard ownShard, final int depth) {
        this.server = server;
        this.ownShard = ownShard;
        this.depth = depth;
    }

    /** Directs the context to an event; called by the stage, not by handlers. */
    public void bind(final CommandEvent newEvent, final boolean split) {
        event = newEvent;
        isSplit = split;
        hasChanged = false;
        isChangeNoted = false;
        shard = ownShard;
        database = ownShard == null || newEvent.session() == null ? null
            : ownShard.keyspace().database(newEvent.namespace(), newEvent.database());
        reply.wrap(split ? newEvent.part(ownShard.index()).reply() : newEvent.reply(), newEvent.isResp3());
    }

    @Override
    public int argCount() {
        return event.argCount();
    }

    @Override
    public long argAddress(final int index) {
        return event.argAddress(index);
    }

    @Override
    public int argLength(final int index) {
        return event.argLength(index);
    }

    /** Returns an argument as ISO-8859-1 text; not for hot paths. */
    public String argText(final int index) {
        return NativeMemory.toText(event.argAddress(index), event.argLength(index));
    }

    /** Returns a copy of an argument's bytes; not for hot paths. */
    public byte[] argBytes(final int index) {
        return NativeMemory.toArray(event.argAddress(index), event.argLength(index));
    }

    /** Tells whether an argument is a canonical signed 64-bit number, which {@link #parsedLong()} then returns. */
    public boolean isLong(final int index) {
        final long address = event.argAddress(index);
        final int length = event.argLength(index);
        parsedLong = Decimal.parse(address, length);
        return parsedLong != Decimal.NOT_A_NUMBER || Decimal.isCanonical(address, length);
    }

    /** Returns the number that the last successful {@link #isLong} or {@link #requireLong} read. */
    public long parsedLong() {
        return parsedLong;
    }

    /** Like {@link #isLong}, and answers the client with {@link Errors#NOT_AN_INTEGER} where it is none. */
    public boolean requireLong(final int index) {
        if (isLong(index)) {
            return true;
        }
        reply.error(Errors.NOT_AN_INTEGER);
        return false;
    }

    public CommandEvent event() {
        return event;
    }

    public CommandSpec spec() {
        return event.spec();
    }

    public Session session() {
        return event.session();
    }

    /** Returns the command's clock in Unix milliseconds. */
    public long nowMs() {
        return event.nowMs();
    }

    /** Returns the command's random bits; whoever needs more draws them from a generator seeded with these. */
    public long seed() {
        return event.seed();
    }

    /** Returns the writer of the reply (in a split command: of this shard's elements of it). */
    public ReplyWriter reply() {
        return reply;
    }

    /** Answers {@code ERR syntax error}. */
    public void syntaxError() {
        reply.error(Errors.SYNTAX);
    }

    /** Lets the rest of this reply, and the session's later ones, be in another protocol version (HELLO). */
    public void switchProtocol(final int version) {
        session().setRespVersion(version);
        event.setResp3(version == 3);
        reply.wrap(event.reply(), version == 3);
    }

    /** Chooses the database that the session's later commands work on (SELECT). */
    public void selectDatabase(final int number) {
        if (event.isNested()) {
            event.setDatabase(number);
        }
        if (!event.isNested() || session().isHeld()) {
            session().selectDatabase(number);
        }
    }

    /** Returns what runs other commands inside of this one; see {@link NestedCalls}. */
    public NestedCalls nestedCalls() {
        if (nestedCalls == null) {
            nestedCalls = new NestedCalls(server, ownShard, depth + 1);
        }
        return nestedCalls;
    }

    /**
     * Lets the reply come later, from another thread; the session waits for it. Only in a command of routing
     * SESSION_LATE, and not inside of another command.
     */
    public LateReply answerLater() {
        session().setHeld(true);
        return new LateReply(server, event);
    }

    /** Returns whether the command goes on in a meeting. */
    public boolean hasContinuation() {
        return continuation != null;
    }

    /** Returns, and forgets, what {@link #goOnInMeeting} asked for, or null; called by the ingress. */
    public CommandSpec takeContinuation() {
        final CommandSpec taken = continuation;
        continuation = null;
        return taken;
    }

    /** Goes on in the same slot while all shards stand still; only where {@link #answerLater()} may be called. */
    public void goOnInMeeting(final CommandHandler rest) {
        continuation = event.spec().continuedBy(rest);
    }

    /** Brings something to other sessions, in ring order. */
    public void deliver(final Delivery delivery) {
        event.deliver(delivery);
    }

    /** Returns what all threads of the server share. */
    public ServerState server() {
        return server;
    }

    /** Returns the shard that runs the command. */
    public Shard shard() {
        return shard;
    }

    /** Returns the session's database on the shard that runs the command. */
    public Database database() {
        return database;
    }

    /** Returns the session's database on the shard that owns a key, in a rendezvous perhaps another one. */
    public Database databaseOf(final int keyArg) {
        return databaseOf(keyArg, event.database());
    }

    /** Returns the session's database that has a key or would have it, in a rendezvous perhaps another shard's. */
    public Database databaseFor(final int keyArg) {
        return event.sharing() == CommandEvent.Sharing.RENDEZVOUS ? databaseOf(keyArg) : database;
    }

    /** Returns a numbered database on the shard that owns a key. */
    public Database databaseOf(final int keyArg, final int number) {
        return shardOf(event.argAddress(keyArg), event.argLength(keyArg)).keyspace()
            .database(event.namespace(), number);
    }

    /** Returns a numbered database of the session's namespace on a shard; only when all shards meet. */
    public Database databaseOn(final int shardIndex, final int number) {
        return server.shard(shardIndex).keyspace().database(event.namespace(), number);
    }

    /** Returns the shard that owns a key. */
    public Shard shardOf(final long keyAddress, final int keyLength) {
        if (server.shardCount() == 1) {
            return shard;
        }
        final Shard owner = server.shard(server.shardOf(keyAddress, keyLength));
        // Another shard's memory may only be touched while that shard stands still at this slot.
        assert (event.shardSet() & 1L << owner.index()) != 0
            : "shard not at the slot: command=" + event.spec().name() + " shard=" + owner.index();
        return owner;
    }

    /** Tells whether the shard that runs this part of a split command owns a key. */
    public boolean isOwned(final int keyArg) {
        return !isSplit
            || server.shardOf(event.argAddress(keyArg), event.argLength(keyArg)) == ownShard.index();
    }

    /** Tells whether two arguments are the same key. */
    public boolean isSameKey(final int firstArg, final int secondArg) {
        final int length = event.argLength(firstArg);
        return length == event.argLength(secondArg)
            && NativeMemory.equal(event.argAddress(firstArg), event.argAddress(secondArg), length);
    }

    /** Returns this shard's part of a split command. */
    public ShardPart part() {
        return event.part(ownShard.index());
    }

    /** Returns the hash of a key. */
    public long hash(final int keyArg) {
        return keyArg == event.spec().firstKey() ? event.keyHash()
            : server.hashOf(event.argAddress(keyArg), event.argLength(keyArg));
    }

    /**
     * Looks a key up for reading: counts a hit or miss, and notes the use.
     *
     * @return its entry, or {@link org.ouzel.engine.store.SegmentedIndex#NONE}
     */
    public long lookupRead(final int keyArg) {
        return noteRead(peek(keyArg), argAddress(keyArg), argLength(keyArg));
    }

    /** Like {@link #lookupRead(int)} for a key that is no argument; its shard is at the slot. */
    public long lookupRead(final long keyAddress, final int keyLength) {
        return noteRead(shardOf(keyAddress, keyLength).keyspace().database(event.namespace(), event.database())
            .find(server.hashOf(keyAddress, keyLength), keyAddress, keyLength, event.nowMs()), keyAddress, keyLength);
    }

    /** Looks a key up for what is known about it (TTL, TYPE, OBJECT …): counts a hit or miss, doesn't note the use. */
    public long inspect(final int keyArg) {
        final long entry = peek(keyArg);
        if (entry == NONE) {
            noteMiss(argAddress(keyArg), argLength(keyArg));
        } else {
            countingShard().countHit(event.namespace());
        }
        return entry;
    }

    /** Looks a key up for writing: notes the use, counts nothing. */
    public long lookupWrite(final int keyArg) {
        final long entry = peek(keyArg);
        if (entry != NONE) {
            touch(entry);
        }
        return entry;
    }

    /**
     * Looks a key up without noting anything; one that is due goes away all the same. What a command that writes looks
     * up may change from here on, so that a snapshot under way saves it first.
     */
    public long peek(final int keyArg) {
        final Database target = databaseFor(keyArg);
        final long entry = target.find(hash(keyArg), event.argAddress(keyArg), event.argLength(keyArg),
            event.nowMs());
        if (target.keyspace().walk() != null && entry != NONE && event.spec().isWrite()) {
            target.beforeChange(entry);
        }
        return entry;
    }

    /** Notes the use of an entry, by the eviction policy in force, unless the session asked for CLIENT NO-TOUCH. */
    public void touch(final long entry) {
        if (!event.session().isNoTouch()) {
            use(entry);
        }
    }

    /** Notes the use of an entry, whatever the session asked for (TOUCH). */
    public void use(final long entry) {
        EntryUse.note(server, entry, notedMs(), event.seed());
    }

    /** Returns the access bits of a new entry. */
    public int newAccess() {
        return EntryUse.ofNew(server, notedMs());
    }

    /** Returns the access bits of a key's new value: if the key is there, setting it is one more use, or was one. */
    private int accessForPut(final int keyArg, final boolean isUse) {
        final long old = server.isLfu() ? peek(keyArg) : NONE;
        if (old == NONE) {
            return newAccess();
        }
        if (isUse) {
            touch(old);
        }
        return EntryDescriptor.access(old);
    }

    /** Tells whether an entry has a type, and answers WRONGTYPE where it hasn't; a missing one passes. */
    public boolean requireType(final long entry, final int type) {
        if (entry == NONE || EntryDescriptor.type(entry) == type) {
            return true;
        }
        reply.error(Errors.WRONG_TYPE);
        return false;
    }

    /** Returns the bytes of a string entry's value; numbers as their digits. Valid until the next call. */
    public StringValue stringValue(final long entry) {
        return stringValue.of(entry);
    }

    /**
     * Sets a key to a string, as the number that it spells if it does. The value must not lie in the key's old entry.
     *
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     */
    public void putString(final int keyArg, final long valueAddress, final int valueLength, final long expiryMs) {
        StringForm.put(databaseFor(keyArg), hash(keyArg), event.argAddress(keyArg), event.argLength(keyArg),
            valueAddress, valueLength, expiryMs, accessForPut(keyArg, true));
    }

    /** Sets a key to a number; that it was looked up for writing before counts as its use. */
    public void putInteger(final int keyArg, final long number, final long expiryMs) {
        final long entry = databaseFor(keyArg).put(hash(keyArg), event.argAddress(keyArg), event.argLength(keyArg),
            INT_TYPE, Long.BYTES, expiryMs, accessForPut(keyArg, false));
        EntryDescriptor.setIntegerValue(entry, number);
    }

    /** Takes a key out; returns whether it was there. One that is due counts as expired, and as not there. */
    public boolean removeKey(final int keyArg) {
        if (peek(keyArg) == NONE) {
            return false;
        }
        return databaseFor(keyArg).remove(hash(keyArg), event.argAddress(keyArg), event.argLength(keyArg));
    }

    /** Returns an empty buffer for building a value; valid until the next call. */
    public NativeBuffer scratch() {
        scratch.reset();
        return scratch;
    }

    /** Notes that the command changed something, and that repeating the request as it came would do the same. */
    public void changed() {
        shard.statistics().countChange();
        hasChanged = true;
        if (isSplit) {
            part().markChanged();
        } else if (event.effect() == Effect.NONE) {
            event.setEffect(Effect.REQUEST);
        }
    }

    /**
     * Notes that the command changed something, and returns the writer of the RESP commands that say what, in place of
     * the request; null when nothing is journaled. May be called several times: commands follow each other.
     */
    public EffectWriter changedAs() {
        shard.statistics().countChange();
        hasChanged = true;
        if (!server.isJournaled()) {
            return null;
        }
        if (!isSplit) {
            event.setEffect(Effect.REWRITTEN);
        }
        return shard.effects().wrap(isSplit ? part().effect() : event.effectBuffer());
    }

    /** Records a change as a command with some of the arguments, in place of the request; see {@link #changedAs}. */
    public void recordAs(final String name, final int... args) {
        final EffectWriter effect = changedAs();
        if (effect != null) {
            effect.begin(1 + args.length).text(name);
            for (final int arg : args) {
                effect.bytes(argAddress(arg), argLength(arg));
            }
        }
    }

    /**
     * Tells whoever watches the command's keys if it has changed something, and has not said itself which of them
     * ({@link #notify}); called by the stage after the handler.
     */
    public void settle() {
        if (event.isTracked() && spec().isReadonly()) {
            track();
        }
        if (hasChanged && !isChangeNoted && spec().isWrite()
            && (event.sharing() == CommandEvent.Sharing.RENDEZVOUS || shard.observers().areAny())) {
            keys.clear();
            KeyFinder.findWithExactFlags(spec(), event, keys);
            for (int i = 0; i < keys.size(); i++) {
                if ((keys.flags(i) & KeyFlag.RO.bit()) == 0 && isOwned(keys.index(i))) {
                    notify(null, keys.index(i), event.database());
                }
            }
        }
    }

    private void track() {
        keys.clear();
        KeyFinder.find(spec(), event, keys);
        for (int i = 0; i < keys.size(); i++) {
            final int keyArg = keys.index(i);
            if ((keys.flags(i) & KeyFlag.NOT_KEY.bit()) == 0 && isOwned(keyArg)) {
                shardOf(argAddress(keyArg), argLength(keyArg)).observers().track(session(), event.namespace(),
                    argAddress(keyArg), argLength(keyArg));
            }
        }
    }

    /**
     * Tells whoever wants to know (transactions that watch, clients that cache, listeners to keyspace notifications)
     * what has happened to a key. Called once the change has been made, for each key that was changed.
     */
    public void notify(final KeyEvent what, final int keyArg) {
        isChangeNoted = true;
        if (event.sharing() == CommandEvent.Sharing.RENDEZVOUS || shard.observers().areAny()) {
            notify(what, keyArg, event.database());
        }
    }

    /** Like {@link #notify(KeyEvent, int)}; says also that the key is gone, if it is since nothing was left in it. */
    public void notify(final KeyEvent what, final int keyArg, final boolean isEmpty) {
        notify(what, keyArg);
        if (isEmpty) {
            notify(KeyEvent.DEL, keyArg);
        }
    }

    /** Like {@link #notify(KeyEvent, int)}, for the key in a numbered database. */
    public void notify(final KeyEvent what, final int keyArg, final int number) {
        isChangeNoted = true;
        final long address = argAddress(keyArg);
        final int length = argLength(keyArg);
        final Shard owner = shardOf(address, length);
        if (owner.observers().areAny()) {
            owner.observers().changed(what, owner.keyspace().database(event.namespace(), number), address, length);
        }
    }

    /** Returns what a family keeps for this context's thread, made at its first use. */
    @SuppressWarnings("unchecked")
    public <T extends AutoCloseable> T local(final ContextLocal<T> local) {
        final int index = local.index();
        if (index >= locals.length) {
            locals = Arrays.copyOf(locals, index + 1);
        }
        if (locals[index] == null) {
            locals[index] = local.create();
        }
        return (T) locals[index];
    }

    /**
     * Is called when none of the keys has what a blocking command needs: the client waits.
     * Nothing has been replied. The command runs again when one of the keys may have it.
     *
     * @param awaited         {@code 1 << type} of the value waited for, such as {@link EntryDescriptor#TYPE_LIST}; with
     *                        {@link Database#WATCH_REMOVAL} if the command is to run when the key goes away, too
     * @param firstKeyArg     the first of the keys waited for
     * @param lastKeyArg      the last of them; all between are keys as well
     * @param deadlineMs      from {@link org.ouzel.engine.blocking.BlockingTimeout}
     * @param isNilArray      whether the reply in a transaction, where nothing waits, is a null array in RESP2; after
     *                        the deadline it always is
     */
    public void block(final int awaited, final int firstKeyArg, final int lastKeyArg, final long deadlineMs,
        final boolean isNilArray) {
        if (event.isDetached()) {
            event.setReplyLate(deadlineMs);
        } else if (!event.isNested()) {
            Waiter.begin(this, awaited, firstKeyArg, lastKeyArg, deadlineMs);
        } else if (isNilArray) {
            reply.nilArray();
        } else {
            reply.nil();
        }
    }

    /** Frees what the context holds, when its thread ends. */
    public void close() {
        if (nestedCalls != null) {
            nestedCalls.close();
        }
        scratch.close();
        stringValue.close();
        for (final AutoCloseable local : locals) {
            try {
                if (local != null) {
                    local.close();
                }
            } catch (final Exception e) {
                throw new IllegalStateException("local not closed: class=" + local.getClass().getName(), e);
            }
        }
    }

    private long noteRead(final long entry, final long keyAddress, final int keyLength) {
        if (entry == NONE) {
            noteMiss(keyAddress, keyLength);
            return NONE;
        }
        countingShard().countHit(event.namespace());
        touch(entry);
        return entry;
    }

    /**
     * Returns the time to note in what is stored, Unix milliseconds: that of the event, but that of the loading while
     * the dataset is loaded, whose events have their clock in the past so that nothing expires under way.
     */
    public long notedMs() {
        final Loading loading = server.loading();
        return loading == null ? event.nowMs() : loading.startMs();
    }

    /** Returns the shard that counts hits: in a meeting not the one that came last, since counts decide in AHE. */
    private Shard countingShard() {
        return event.sharing() == CommandEvent.Sharing.RENDEZVOUS
            ? server.shard(Long.numberOfTrailingZeros(event.shardSet())) : shard;
    }

    private void noteMiss(final long keyAddress, final int keyLength) {
        countingShard().countMiss(event.namespace());
        if (shard.observers().isMissNoted()) {
            shard.observers().noted(KeyEvent.KEYMISS, shard.keyspace().database(event.namespace(), event.database()),
                keyAddress, keyLength);
        }
    }
}
