package org.ouzel.engine.type;

import java.util.function.LongConsumer;
import org.ouzel.engine.store.SlabAllocator;
import org.ouzel.protocol.NativeMemory;

/**
 * Records of fixed size in the order of their stream identifiers, off the heap: what consumer groups and consumers have
 * not seen acknowledged.
 *
 * <pre>
 * chunk: +0 int records it has room for, +4 int records in it, +8 the records in order
 * record: +0 long milliseconds, +8 long sequence, +16 payload
 * </pre>
 *
 * Chunks of at most {@link #MAX_CHUNK_RECORDS} records stand in an {@link IdIndex} by their first records' identifiers.
 * The address of a record is valid until the next change. One thread.
 */
final class IdTable {
    static final int ID_BYTES = 16;
    static final int MAX_CHUNK_RECORDS = 128;

    private static final int SEQ_OFFSET = 8;
    private static final int COUNT_OFFSET = 4;
    private static final int HEADER_BYTES = 8;
    private static final int MIN_CHUNK_RECORDS = 4;

    private long size;
    private int changeCount;
    /** What a snapshot has still to be shown, or null. */
    private IdImage image;
    private final int recordBytes;
    private final StreamMemory memory;
    private final IdIndex chunks;

    /**
     * @param memory       of what the table is a part of
     * @param payloadBytes bytes of each record behind its identifier
     */
    IdTable(final StreamMemory memory, final int payloadBytes) {
        this.memory = memory.part();
        this.recordBytes = ID_BYTES + payloadBytes;
        this.chunks = new IdIndex(this.memory);
    }

    static long ms(final long rec) {
        return NativeMemory.getLong(rec);
    }

    static long seq(final long rec) {
        return NativeMemory.getLong(rec + SEQ_OFFSET);
    }

    long size() {
        return size;
    }

    /** Returns a number that changes with every record added or removed. */
    int changeCount() {
        return changeCount;
    }

    /** Returns the record of an identifier, or 0. */
    long find(final long ms, final long seq) {
        final int place = chunks.floor(ms, seq);
        if (place < 0) {
            return 0;
        }
        final long chunk = chunks.address(place);
        final int slot = ceiling(chunk, ms, seq);
        if (slot == count(chunk)) {
            return 0;
        }
        final long rec = recordAt(chunk, slot);
        return ms(rec) == ms && seq(rec) == seq ? rec : 0;
    }

    /** Returns the first record at or above an identifier, or 0. */
    long findCeiling(final long ms, final long seq) {
        final int place = Math.max(0, chunks.floor(ms, seq));
        if (place >= chunks.size()) {
            return 0;
        }
        final long chunk = chunks.address(place);
        final int slot = ceiling(chunk, ms, seq);
        if (slot < count(chunk)) {
            return recordAt(chunk, slot);
        }
        return place + 1 < chunks.size() ? recordAt(chunks.address(place + 1), 0) : 0;
    }

    /** Returns the last record, or 0. */
    long last() {
        if (chunks.size() == 0) {
            return 0;
        }
        final long chunk = chunks.address(chunks.size() - 1);
        return recordAt(chunk, count(chunk) - 1);
    }

    /** Begins an image of the records that there are now, or ends it. */
    void setImage(final IdImage newImage) {
        image = newImage;
    }

    /** Returns the index of the chunks, for an image. */
    IdIndex chunks() {
        return chunks;
    }

    /** Returns how many chunks there are. */
    int chunkCount() {
        return chunks.size();
    }

    /** Returns the bytes of a chunk that are in use. */
    int usedBytes(final long chunk) {
        return HEADER_BYTES + count(chunk) * recordBytes;
    }

    /** Shows the records of a chunk, or of a copy of one, in their order. */
    void forEachInChunk(final long chunk, final LongConsumer each) {
        for (int slot = 0; slot < count(chunk); slot++) {
            each.accept(recordAt(chunk, slot));
        }
    }

    /** Is called before the payload of a record changes. */
    void beforeChange(final long rec) {
        if (image != null) {
            image.beforeChange(chunks.floor(ms(rec), seq(rec)));
        }
    }

    /** Adds a record for an identifier that has none, and returns it for its payload to be written. */
    long insert(final long ms, final long seq) {
        size++;
        changeCount++;
        if (image != null) {
            image.capture();
        }
        if (chunks.size() == 0) {
            chunks.insert(0, ms, seq, allocate(MIN_CHUNK_RECORDS));
        }
        int place = Math.max(0, chunks.floor(ms, seq));
        int slot = ceiling(chunks.address(place), ms, seq);
        if (count(chunks.address(place)) == MAX_CHUNK_RECORDS) {
            if (slot == MAX_CHUNK_RECORDS && place == chunks.size() - 1) {
                // Appending leaves full chunks behind.
                chunks.insert(++place, ms, seq, allocate(MIN_CHUNK_RECORDS));
                slot = 0;
            } else {
                split(place);
                if (slot > MAX_CHUNK_RECORDS / 2) {
                    place++;
                    slot -= MAX_CHUNK_RECORDS / 2;
                }
            }
        }
        beforeChunkChanges(place);
        final long chunk = withRoom(place);
        final int count = count(chunk);
        final long rec = recordAt(chunk, slot);
        NativeMemory.move(rec, rec + recordBytes, (long) (count - slot) * recordBytes);
        setCount(chunk, count + 1);
        NativeMemory.putLong(rec, ms);
        NativeMemory.putLong(rec + SEQ_OFFSET, seq);
        if (slot == 0) {
            chunks.setId(place, ms, seq);
        }
        return rec;
    }

    /** Adds a copy of another table's record, above all that there are. */
    void append(final long rec) {
        size++;
        changeCount++;
        int place = chunks.size() - 1;
        if (place < 0 || count(chunks.address(place)) == MAX_CHUNK_RECORDS) {
            chunks.insert(++place, ms(rec), seq(rec), allocate(MAX_CHUNK_RECORDS));
        }
        final long chunk = chunks.address(place);
        NativeMemory.copy(rec, recordAt(chunk, count(chunk)), recordBytes);
        setCount(chunk, count(chunk) + 1);
    }

    /** Shows all records in their order. */
    void forEach(final LongConsumer each) {
        for (int place = 0; place < chunks.size(); place++) {
            forEachInChunk(chunks.address(place), each);
        }
    }

    /** Takes a record out; returns whether it was there. */
    boolean remove(final long ms, final long seq) {
        final long found = find(ms, seq);
        if (found == 0) {
            return false;
        }
        size--;
        changeCount++;
        final int place = chunks.floor(ms, seq);
        beforeChunkChanges(place);
        final long chunk = chunks.address(place);
        final int count = count(chunk) - 1;
        final int slot = (int) ((found - recordAt(chunk, 0)) / recordBytes);
        NativeMemory.move(found + recordBytes, found, (long) (count - slot) * recordBytes);
        setCount(chunk, count);
        if (count == 0) {
            free(chunk);
            chunks.remove(place);
        } else {
            if (slot == 0) {
                chunks.setId(place, ms(found), seq(found));
            }
            if (count <= MAX_CHUNK_RECORDS / 4 && place + 1 < chunks.size()) {
                mergeWithNext(place);
            }
        }
        return true;
    }

    /** Frees one chunk; returns how many records it held, 0 if nothing is left. */
    int freeChunk() {
        if (chunks.size() == 0) {
            return 0;
        }
        final int last = chunks.size() - 1;
        beforeChunkChanges(last);
        final long chunk = chunks.address(last);
        final int count = count(chunk);
        chunks.remove(last);
        free(chunk);
        size -= count;
        changeCount++;
        if (chunks.size() == 0) {
            chunks.close();
        }
        return count;
    }

    /** Takes the table out of what it was a part of, to be freed by {@link #freeChunk} later. */
    void detach() {
        memory.detach();
    }

    /** Frees all; the table isn't used afterwards. */
    void close() {
        if (chunks.size() == 0) {
            chunks.close();
        }
        while (freeChunk() > 0) {
            // Each round frees one.
        }
    }

    private void beforeChunkChanges(final int place) {
        if (image != null) {
            image.beforeChange(place);
        }
    }

    private void mergeWithNext(final int place) {
        final long chunk = chunks.address(place);
        final long next = chunks.address(place + 1);
        final int count = count(chunk);
        final int nextCount = count(next);
        if (count + nextCount > capacity(chunk)) {
            return;
        }
        beforeChunkChanges(place + 1);
        NativeMemory.copy(recordAt(next, 0), recordAt(chunk, count), (long) nextCount * recordBytes);
        setCount(chunk, count + nextCount);
        free(next);
        chunks.remove(place + 1);
    }

    private void split(final int place) {
        beforeChunkChanges(place);
        final long chunk = chunks.address(place);
        final int half = MAX_CHUNK_RECORDS / 2;
        final long upper = allocate(MAX_CHUNK_RECORDS);
        NativeMemory.copy(recordAt(chunk, half), recordAt(upper, 0), (long) half * recordBytes);
        setCount(upper, half);
        setCount(chunk, half);
        chunks.insert(place + 1, ms(recordAt(upper, 0)), seq(recordAt(upper, 0)), upper);
    }

    private long withRoom(final int place) {
        final long chunk = chunks.address(place);
        final int count = count(chunk);
        if (count < capacity(chunk)) {
            return chunk;
        }
        final long grown = allocate(Math.min(MAX_CHUNK_RECORDS, 2 * count));
        NativeMemory.copy(recordAt(chunk, 0), recordAt(grown, 0), (long) count * recordBytes);
        setCount(grown, count);
        free(chunk);
        chunks.setAddress(place, grown);
        return grown;
    }

    /** Returns the first slot at or above an identifier, the count if there is none. */
    private int ceiling(final long chunk, final long ms, final long seq) {
        int low = 0;
        int high = count(chunk);
        while (low < high) {
            final int middle = low + high >>> 1;
            final long rec = recordAt(chunk, middle);
            if (StreamId.compare(ms(rec), seq(rec), ms, seq) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long recordAt(final long chunk, final int slot) {
        return chunk + HEADER_BYTES + (long) slot * recordBytes;
    }

    private long allocate(final int capacity) {
        final long bytes = SlabAllocator.blockBytes(HEADER_BYTES + (long) capacity * recordBytes);
        final long chunk = memory.allocate(bytes);
        NativeMemory.putInt(chunk, capacity);
        setCount(chunk, 0);
        return chunk;
    }

    private void free(final long chunk) {
        memory.free(chunk, HEADER_BYTES + (long) capacity(chunk) * recordBytes);
    }

    private static int capacity(final long chunk) {
        return NativeMemory.getInt(chunk);
    }

    private static int count(final long chunk) {
        return NativeMemory.getInt(chunk + COUNT_OFFSET);
    }

    private static void setCount(final long chunk, final int count) {
        NativeMemory.putInt(chunk + COUNT_OFFSET, count);
    }
}
