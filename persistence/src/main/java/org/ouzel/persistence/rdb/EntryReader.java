package org.ouzel.persistence.rdb;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Puts records of RDB files into the engine's databases.
 *
 * <p>The keys' shards are held by the thread that calls; between the parts of a large record they need not be. Nothing
 * of what was put is taken back when reading fails.
 */
public final class EntryReader implements RecordSink, AutoCloseable {
    private static final int KEY_BYTES = 256;
    private static final int KEPT_KEY_BYTES = 64 * 1024;
    private static final long MS_PER_SECOND = 1000;
    /** So many elements of a large value are read before somebody may look at the clock. */
    private static final int ELEMENTS_OF_PART = 128;

    private boolean isReplacing;
    private long expiryMs;
    private long idleSeconds;
    private int counter;
    private long hash;
    private Database database;
    private long loadedCount;
    private long expiredCount;
    private long emptyCount;
    private final long nowMs;
    private final boolean isDropping;
    private final RdbTarget target;
    private final ServerState server;
    private final ValueReader values;
    private final Runnable discarding = this::discard;
    private final NativeBuffer key = new NativeBuffer(KEY_BYTES, KEPT_KEY_BYTES);

    /**
     * @param nowMs             the time, for keys that are due and for access clocks
     * @param shouldDropExpired whether keys that are due are passed over; not in front of an AOF, whose commands may
     *                          have to do with them
     */
    public EntryReader(final RdbTarget target, final long nowMs, final boolean shouldDropExpired,
        final ServerState server) {
        this.target = target;
        this.nowMs = nowMs;
        this.isDropping = shouldDropExpired;
        this.server = server;
        this.values = new ValueReader(server);
    }

    /** Has keys take the place of those that are there already, which is a failure else. */
    public void setReplacing(final boolean shouldReplace) {
        isReplacing = shouldReplace;
    }

    @Override
    public boolean take(final int code, final RdbInput in, final long databaseNumber) throws IOException {
        expiryMs = EntryDescriptor.NO_EXPIRY;
        idleSeconds = 0;
        counter = AccessClock.INITIAL_COUNTER;
        int next = code;
        while (!RdbFormat.isType(next)) {
            readPrefix(next, in);
            next = in.readByte();
        }
        beginEntry(in, databaseNumber);
        final boolean isComplete = values.begin(in, next, database.keyspace())
            || values.goOn(in, ELEMENTS_OF_PART);
        return isComplete ? put(in) : leave();
    }

    @Override
    public boolean goOn(final RdbInput in) throws IOException {
        database.keyspace().setUnfinished(null);
        return values.goOn(in, ELEMENTS_OF_PART) ? put(in) : leave();
    }

    /** Lets go of a record that isn't complete, if there is one; while its shard is held. */
    public void discard() {
        values.discard();
        if (database != null) {
            database.keyspace().setUnfinished(null);
        }
    }

    @Override
    public void size(final long keyCount, final long databaseNumber) {
        for (int shard = 0; shard < server.shardCount(); shard++) {
            reserve(keyCount / server.shardCount(), databaseNumber, shard);
        }
    }

    /** Makes room in a shard, which is held, for so many keys of a database. */
    void reserve(final long keyCount, final long databaseNumber, final int shard) {
        final Database reserved;
        try {
            reserved = target.databaseOf(databaseNumber, shard);
        } catch (final IllegalArgumentException e) {
            return; // its keys, if there are any, fail with their place in the file
        }
        reserved.index().reserve(keyCount);
    }

    /** Returns how many keys were put. */
    public long loadedCount() {
        return loadedCount;
    }

    /** Returns how many keys were passed over since they were due. */
    public long expiredCount() {
        return expiredCount;
    }

    /** Returns how many keys were passed over since they held empty collections. */
    public long emptyCount() {
        return emptyCount;
    }

    @Override
    public void close() {
        values.close();
        key.close();
    }

    private void readPrefix(final int code, final RdbInput in) throws IOException {
        switch (code) {
            case RdbFormat.OP_EXPIRETIME -> expiryMs = time(in, in.readInt() * MS_PER_SECOND);
            case RdbFormat.OP_EXPIRETIME_MS -> expiryMs = time(in, in.readLong());
            case RdbFormat.OP_FREQ -> counter = in.readByte();
            case RdbFormat.OP_IDLE -> idleSeconds = in.readLength();
            default -> throw in.failure("unknown opcode or type: code=" + code);
        }
    }

    private static long time(final RdbInput in, final long ms) throws IOException {
        if (ms < 0) {
            throw in.failure("expiry is out of range: ms=" + ms);
        }
        return ms;
    }

    /** As Redis does, what the policy in force doesn't keep is passed over. */
    private int access() {
        final long usedMs = idleSeconds >= 0 && idleSeconds < nowMs / MS_PER_SECOND
            ? nowMs - idleSeconds * MS_PER_SECOND : nowMs;
        return switch (server.eviction().policy().rank()) {
            case FREQUENCY -> AccessClock.lfu(nowMs, counter);
            case ADAPTIVE -> AccessClock.lfu(usedMs, counter);
            default -> AccessClock.lru(usedMs);
        };
    }

    private void beginEntry(final RdbInput in, final long databaseNumber) throws IOException {
        in.readString();
        key.reset();
        key.putBytes(in.address(), in.length());
        database = databaseOf(in, databaseNumber);
        hash = KeyHash.of(key.address(), key.length(), server.hashSeed());
        if (!isReplacing && database.index().findSlot(hash, key.address(), key.length()) != NONE) {
            throw in.failure("key comes twice: key=" + shown() + " database=" + databaseNumber);
        }
    }

    /** Leaves the record as it is, while the shard may be others' for a while, or the keyspace may end. */
    private boolean leave() {
        database.keyspace().setUnfinished(discarding);
        return false;
    }

    private boolean put(final RdbInput in) {
        if (values.isEmpty()) {
            emptyCount++;
        } else if (isDropping && expiryMs != EntryDescriptor.NO_EXPIRY && expiryMs <= nowMs) {
            // What is there under the key stays, as in Redis.
            values.discard();
            expiredCount++;
        } else {
            if (isReplacing && database.index().findSlot(hash, key.address(), key.length()) != NONE) {
                database.remove(hash, key.address(), key.length());
            }
            final long entry = values.put(in, database, hash, key.address(), key.length(), expiryMs, access());
            loadedCount++;
            target.loaded(database, entry);
        }
        return true;
    }

    private Database databaseOf(final RdbInput in, final long number) throws IOException {
        try {
            return target.databaseOf(number, server.shardOf(key.address(), key.length()));
        } catch (final IllegalArgumentException e) {
            throw in.failure(e.getMessage());
        }
    }

    private String shown() {
        return NativeMemory.toText(key.address(), Math.min(key.length(), KEY_BYTES));
    }
}
