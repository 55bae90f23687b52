package org.ouzel.persistence.rdb;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads an RDB file of versions 1 to 12 into the engine's databases: a file of its own, or one in front of an AOF.
 *
 * <p>The keys' shards are held by the thread that reads. Nothing of what was put is taken back when reading fails.
 */
public final class RdbFileReader implements AutoCloseable {
    private static final int KEY_BYTES = 256;
    private static final int KEPT_KEY_BYTES = 64 * 1024;
    private static final long MS_PER_SECOND = 1000;
    private static final int MAX_COUNTER = 255;

    private int version;
    private long databaseNumber;
    private long expiryMs;
    private int access;
    private long nowMs;
    private boolean isDropping;
    private long loadedCount;
    private long expiredCount;
    private long emptyCount;
    private final boolean isChecked;
    private final RdbInput in;
    private final RdbTarget target;
    private final ServerState server;
    private final ValueReader values;
    private final NativeBuffer key = new NativeBuffer(KEY_BYTES, KEPT_KEY_BYTES);

    /** @param in stays the caller's */
    public RdbFileReader(final RdbInput in, final RdbTarget target, final ServerState server) {
        this.in = in;
        this.target = target;
        this.server = server;
        this.values = new ValueReader(server);
        this.isChecked = server.settings().isOn(SettingsTable.RDBCHECKSUM);
        if (!isChecked) {
            in.withoutChecksum();
        }
    }

    /**
     * Reads up to the end of the RDB; {@link RdbInput#offset()} then is where something else may follow.
     *
     * @param newNowMs          the time, for keys that are due and for access clocks
     * @param shouldDropExpired whether keys that are due are passed over; not in front of an AOF, whose commands may
     *                          have to do with them
     * @throws RdbFormatException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    public void read(final long newNowMs, final boolean shouldDropExpired) throws IOException {
        begin(newNowMs, shouldDropExpired);
        while (readSome(Integer.MAX_VALUE)) {
            // To the end.
        }
    }

    /** Reads what stands before the records; {@link #readSome} then reads these. See {@link #read}. */
    public void begin(final long newNowMs, final boolean shouldDropExpired) throws IOException {
        nowMs = newNowMs;
        isDropping = shouldDropExpired;
        version = readHeader();
        startRecord();
    }

    /** Reads some records more; returns whether there may be others. */
    public boolean readSome(final int recordCount) throws IOException {
        for (int i = 0; i < recordCount; i++) {
            final int code = in.readByte();
            if (code == RdbFormat.OP_EOF) {
                if (version >= RdbFormat.FIRST_CHECKSUMMED_VERSION) {
                    verify();
                }
                return false;
            }
            if (RdbFormat.isType(code)) {
                readEntry(code);
                startRecord();
            } else {
                readOpcode(code);
            }
        }
        return true;
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

    private int readHeader() throws IOException {
        final int magicLength = RdbFormat.MAGIC.length();
        final String header = NativeMemory.toText(in.take(magicLength + RdbFormat.VERSION_DIGITS),
            magicLength + RdbFormat.VERSION_DIGITS);
        if (!header.startsWith(RdbFormat.MAGIC)) {
            throw new RdbFormatException("not an RDB file: it doesn't begin with " + RdbFormat.MAGIC, 0);
        }
        final String digits = header.substring(magicLength);
        if (!digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            throw new RdbFormatException("not an RDB version: " + digits, magicLength);
        }
        final int version = Integer.parseInt(digits);
        if (version < 1 || version > RdbFormat.MAX_VERSION) {
            throw new RdbFormatException("can't read this RDB version: version=" + version + " highest="
                + RdbFormat.MAX_VERSION, magicLength);
        }
        return version;
    }

    private void startRecord() {
        expiryMs = EntryDescriptor.NO_EXPIRY;
        access = server.isLfu() ? AccessClock.newLfu(nowMs) : AccessClock.lru(nowMs);
    }

    /** What the target can't make use of is a failure of the file, at this place. */
    private void readForTarget(final int code) throws IOException {
        try {
            if (code == RdbFormat.OP_AUX) {
                target.auxiliary(in.readBytes(), in.readBytes());
            } else {
                target.function(in.readBytes());
            }
        } catch (final IllegalArgumentException e) {
            throw in.failure(e.getMessage() + ":");
        }
    }

    private void readOpcode(final int code) throws IOException {
        switch (code) {
            case RdbFormat.OP_EXPIRETIME -> expiryMs = time(in.readInt() * MS_PER_SECOND);
            case RdbFormat.OP_EXPIRETIME_MS -> expiryMs = time(in.readLong());
            case RdbFormat.OP_FREQ -> useCounter(in.readByte());
            case RdbFormat.OP_IDLE -> useIdleTime(in.readLength());
            case RdbFormat.OP_SELECTDB -> databaseNumber = in.readLength();
            case RdbFormat.OP_RESIZEDB -> target.size(in.readLength(), in.readLength());
            case RdbFormat.OP_AUX, RdbFormat.OP_FUNCTION2 -> readForTarget(code);
            case RdbFormat.OP_SLOT_INFO -> {
                in.readLength();
                in.readLength();
                in.readLength();
            }
            case RdbFormat.OP_FUNCTION_PRE_GA -> throw in.failure("functions of a pre-release can't be read:");
            case RdbFormat.OP_MODULE_AUX -> throw in.failure("data of modules can't be read: module="
                + ModuleName.of(in.readLength()));
            default -> throw in.failure("unknown opcode or type: code=" + code);
        }
    }

    private long time(final long ms) throws IOException {
        if (ms < 0) {
            throw in.failure("expiry is out of range: ms=" + ms);
        }
        return ms;
    }

    private void useCounter(final int counter) {
        if (server.isLfu()) {
            access = AccessClock.newLfu(nowMs) & ~MAX_COUNTER | counter;
        }
    }

    private void useIdleTime(final long seconds) {
        if (!server.isLfu() && seconds >= 0 && seconds < nowMs / MS_PER_SECOND) {
            access = AccessClock.lru(nowMs - seconds * MS_PER_SECOND);
        }
    }

    private void readEntry(final int type) throws IOException {
        in.readString();
        key.reset();
        key.putBytes(in.address(), in.length());
        final boolean isDue = isDropping && expiryMs != EntryDescriptor.NO_EXPIRY && expiryMs <= nowMs;
        final Database database = databaseOf();
        final long hash = KeyHash.of(key.address(), key.length(), server.hashSeed());
        if (database.index().findSlot(hash, key.address(), key.length()) != NONE) {
            throw in.failure("key comes twice: key=" + shown() + " database=" + databaseNumber);
        }
        final long entry = values.read(in, type, database, hash, key.address(), key.length(), expiryMs, access);
        if (entry == NONE) {
            emptyCount++;
        } else if (isDue) {
            expiredCount++;
            database.remove(hash, key.address(), key.length());
        } else {
            loadedCount++;
            target.loaded(database, entry);
        }
    }

    private Database databaseOf() throws IOException {
        try {
            return target.databaseOf(databaseNumber, key.address(), key.length());
        } catch (final IllegalArgumentException e) {
            throw in.failure(e.getMessage());
        }
    }

    private String shown() {
        return NativeMemory.toText(key.address(), Math.min(key.length(), KEY_BYTES));
    }

    private void verify() throws IOException {
        final long computed = in.checksum();
        final long stored = in.readLong();
        if (stored != 0 && isChecked && stored != computed) {
            throw in.failure("checksum is wrong: stored=" + Long.toHexString(stored) + " computed="
                + Long.toHexString(computed));
        }
    }
}
