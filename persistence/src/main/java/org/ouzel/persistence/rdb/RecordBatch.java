package org.ouzel.persistence.rdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.ouzel.protocol.NativeBuffer;

/**
 * Records of an RDB file that belong to one shard, as they stand in the file; or the place of a single one that is too
 * large to be copied.
 *
 * <p>Filled by the thread that reads the file, then read by the shard's, then filled again; the hand-over orders that.
 */
public final class RecordBatch implements AutoCloseable {
    private static final int FULL_BYTES = 128 * 1024;
    private static final int BUFFER_BYTES = 192 * 1024;
    private static final int INITIAL_COUNT = 1024;

    private boolean isClosed;
    private boolean isLarge;
    private int shard;
    private int count;
    private long largeBytes;
    /** A single record that isn't complete yet, or null. */
    private RdbInput range;
    private int[] ends = new int[INITIAL_COUNT];
    private long[] offsets = new long[INITIAL_COUNT];
    private long[] databaseNumbers = new long[INITIAL_COUNT];
    private final NativeBuffer bytes = new NativeBuffer(BUFFER_BYTES, BUFFER_BYTES);
    private final RdbInput in = RdbInput.of(0, 0);

    /** Makes an empty batch. */
    public RecordBatch() {
        in.withoutChecksum();
    }

    /** Returns the shard whose records these are. */
    public int shard() {
        return shard;
    }

    /** Returns whether this is a single record, which may take several slots. */
    public boolean isLarge() {
        return isLarge;
    }

    /**
     * Puts the records that were filled in; the thread that holds the shard.
     *
     * @param maxNs about how long a single one may take
     * @return whether that was all; if not, this is called again, and meanwhile for no other batch of the shard
     */
    public synchronized boolean read(final EntryReader entries, final FileChannel channel, final long maxNs)
        throws IOException {
        if (isClosed) {
            return true;
        }
        if (isLarge) {
            return readLarge(entries, channel, maxNs);
        }
        readAll(entries);
        return true;
    }

    private boolean readLarge(final EntryReader entries, final FileChannel channel, final long maxNs)
        throws IOException {
        final long startNs = System.nanoTime();
        boolean isComplete;
        try {
            if (range == null) {
                range = RdbInput.of(channel, offsets[0], offsets[0] + largeBytes);
                range.withoutChecksum();
                isComplete = entries.take(range.readByte(), range, databaseNumbers[0]);
            } else {
                isComplete = entries.goOn(range);
            }
            while (!isComplete && System.nanoTime() - startNs < maxNs) {
                isComplete = entries.goOn(range);
            }
        } catch (final IOException | RuntimeException | Error e) {
            closeRange();
            throw e;
        }
        if (isComplete) {
            closeRange();
        }
        return isComplete;
    }

    private void closeRange() {
        if (range != null) {
            range.close();
            range = null;
        }
    }

    private void readAll(final EntryReader entries) throws IOException {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (ends[i] == start) {
                entries.reserve(offsets[i], databaseNumbers[i], shard);
                continue;
            }
            in.wrap(bytes.address() + start, ends[i] - start, offsets[i]);
            boolean isComplete = entries.take(in.readByte(), in, databaseNumbers[i]);
            while (!isComplete) {
                isComplete = entries.goOn(in);
            }
            start = ends[i];
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            closeRange();
            bytes.close();
            in.close();
        }
    }

    void begin(final int newShard) {
        shard = newShard;
        count = 0;
        isLarge = false;
        bytes.reset();
    }

    boolean isFull() {
        return isLarge || bytes.length() >= FULL_BYTES;
    }

    void add(final long address, final int length, final long offset, final long databaseNumber) {
        bytes.putBytes(address, length);
        note(offset, databaseNumber);
    }

    /** Takes note of how many keys are to come: a record of no bytes, with their number in place of its offset. */
    void addSize(final long keyCount, final long databaseNumber) {
        note(keyCount, databaseNumber);
    }

    /** Takes note of a record, the batch's only one, that the shard reads from the file itself. */
    void addLarge(final long offset, final long length, final long databaseNumber) {
        isLarge = true;
        largeBytes = length;
        note(offset, databaseNumber);
    }

    private void note(final long offset, final long databaseNumber) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            databaseNumbers = Arrays.copyOf(databaseNumbers, 2 * count);
        }
        ends[count] = bytes.length();
        offsets[count] = offset;
        databaseNumbers[count] = databaseNumber;
        count++;
    }
}
