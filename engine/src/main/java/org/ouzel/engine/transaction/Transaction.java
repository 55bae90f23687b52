package org.ouzel.engine.transaction;

import java.util.Arrays;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.command.Routing;
import org.ouzel.protocol.NativeBuffer;

/**
 * The requests that a session has queued since MULTI: their bytes one behind the other, and where they lie.
 *
 * <p>The session's IO loop fills it; EXEC's slot then carries it to the shard that runs it, and the loop gets it back
 * with the slot, to be used again. Memory beyond {@value #KEPT_BYTES} bytes is given back with {@link #reset()}.
 */
public final class Transaction implements AutoCloseable {
    private static final int INLINE_BYTES = 512;
    private static final int KEPT_BYTES = 16 * 1024;
    private static final int KEPT_COMMAND_COUNT = 256;
    private static final int INITIAL_COMMAND_COUNT = 8;
    private static final int INITIAL_PAIR_COUNT = 32;
    /** Numbers kept of each request: its start, its bytes, its arguments, its first pair. */
    private static final int FACT_COUNT = 4;

    private boolean isFailed;
    private boolean hasSessionCommand;
    private boolean hasLateCommand;
    private boolean isWriting;
    private boolean isDenyOom;
    private int count;
    private int current;
    private int pairCount;
    private long shardSet;
    private long scriptEndNs;
    private Object findings;
    private Aftermath aftermath;
    private CommandSpec[] specs = new CommandSpec[INITIAL_COMMAND_COUNT];
    private int[] facts = new int[FACT_COUNT * INITIAL_COMMAND_COUNT];
    private int[] pairs = new int[2 * INITIAL_PAIR_COUNT];
    private final NativeBuffer bytes = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);

    /** Returns whether a request of so many bytes can be added: all together must stay below 2 GiB. */
    public boolean hasRoomFor(final int length) {
        return (long) bytes.length() + length < Integer.MAX_VALUE / 2;
    }

    /**
     * Queues a copy of a request.
     *
     * @param address       where its bytes are, and its arguments' offsets count from
     * @param argumentPairs offset and length of each argument, in turn
     * @param shards        the shards that it needs, a bit for each
     */
    public void add(final CommandSpec spec, final long address, final int length, final int argCount,
        final int[] argumentPairs, final long shards) {
        if (count == specs.length) {
            specs = Arrays.copyOf(specs, 2 * count);
            facts = Arrays.copyOf(facts, 2 * facts.length);
        }
        if (2 * (pairCount + argCount) > pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(2 * (pairCount + argCount), 2 * pairs.length));
        }
        specs[count] = spec;
        facts[FACT_COUNT * count] = bytes.length();
        facts[FACT_COUNT * count + 1] = length;
        facts[FACT_COUNT * count + 2] = argCount;
        facts[FACT_COUNT * count + 3] = pairCount;
        bytes.putBytes(address, length);
        System.arraycopy(argumentPairs, 0, pairs, 2 * pairCount, 2 * argCount);
        pairCount += argCount;
        count++;
        shardSet |= shards;
        hasSessionCommand |= spec.routing().isOnSession() || spec.isSubscribing();
        hasLateCommand |= spec.routing() == Routing.SESSION_LATE;
        isWriting |= spec.isWrite() || spec.has(CommandFlag.MAY_REPLICATE);
        isDenyOom |= spec.isDenyOom();
    }

    /** Notes that a request could not be queued: EXEC will refuse the rest. */
    public void markFailed() {
        isFailed = true;
    }

    public boolean isFailed() {
        return isFailed;
    }

    /** Returns whether a queued command changes the session, so that what comes behind EXEC must wait for it. */
    public boolean hasSessionCommand() {
        return hasSessionCommand;
    }

    /** Returns whether a queued command may have to wait for something, which is to be found out before EXEC runs. */
    public boolean hasLateCommand() {
        return hasLateCommand;
    }

    /** Keeps what has been found out for the commands before EXEC runs; who runs it also notes what is left to do. */
    public void setFindings(final Object newFindings) {
        findings = newFindings;
        aftermath = new Aftermath();
    }

    /** Returns what {@link #setFindings} kept, or null. */
    public Object findings() {
        return findings;
    }

    /** Returns what is left to do behind EXEC; null if nothing had to be found out before. */
    public Aftermath aftermath() {
        return aftermath;
    }

    /** Notes which of the commands is being run. */
    public void setCurrent(final int index) {
        current = index;
    }

    /** Returns which of the commands is being run. */
    public int current() {
        return current;
    }

    /** Returns one of the requests; valid until the transaction is emptied. */
    public RequestArguments request(final int index) {
        return new QueuedRequest(this, index);
    }

    /** Returns whether a queued command is one that CLIENT PAUSE WRITE holds back. */
    public boolean isWriting() {
        return isWriting;
    }

    /** Returns whether a queued command is one that needs memory to spare. */
    public boolean isDenyOom() {
        return isDenyOom;
    }

    /** Returns the number of requests. */
    public int count() {
        return count;
    }

    /** Returns the bytes of all requests. */
    public int byteCount() {
        return bytes.length();
    }

    /** Returns the shards that the queued commands need, a bit for each. */
    public long shardSet() {
        return shardSet;
    }

    public CommandSpec spec(final int index) {
        return specs[index];
    }

    public long address(final int index) {
        return bytes.address() + facts[FACT_COUNT * index];
    }

    public int length(final int index) {
        return facts[FACT_COUNT * index + 1];
    }

    public int argCount(final int index) {
        return facts[FACT_COUNT * index + 2];
    }

    public int firstPair(final int index) {
        return facts[FACT_COUNT * index + 3];
    }

    /** Returns the pairs of offset and length of all arguments; offsets count from {@link #address}. */
    public int[] pairs() {
        return pairs;
    }

    /**
     * Returns when its scripts have had their time, {@link System#nanoTime()}: they have it in common, since nothing
     * else is done until the last one has ended.
     *
     * @param firstEndNs what the first of them asks for
     */
    public long scriptEndNs(final long firstEndNs) {
        if (scriptEndNs == 0) {
            scriptEndNs = firstEndNs;
        }
        return scriptEndNs;
    }

    /** Empties it, for the next MULTI. */
    public void reset() {
        scriptEndNs = 0;
        isFailed = false;
        hasSessionCommand = false;
        hasLateCommand = false;
        findings = null;
        aftermath = null;
        isWriting = false;
        isDenyOom = false;
        shardSet = 0;
        bytes.reset();
        if (count > KEPT_COMMAND_COUNT) {
            specs = new CommandSpec[INITIAL_COMMAND_COUNT];
            facts = new int[FACT_COUNT * INITIAL_COMMAND_COUNT];
        }
        if (pairCount > FACT_COUNT * KEPT_COMMAND_COUNT) {
            pairs = new int[2 * INITIAL_PAIR_COUNT];
        }
        count = 0;
        pairCount = 0;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
