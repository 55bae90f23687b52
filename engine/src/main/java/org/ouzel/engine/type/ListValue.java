package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * The list under one key, whichever way it is stored: what commands read and change lists through.
 *
 * <pre>
 * packed entry value   +0  2 bytes  number of elements
 *                      +2  elements, as in {@link ListElements}
 * handle               a {@link ChunkedList}
 * </pre>
 *
 * A list leaves the packed form when {@link ListLimits} say so, and comes back to it when removals leave one chunk of
 * at most half the limits. A list that becomes empty takes its key with it. Made for one command; bytes handed in must
 * not lie in the list that is changed. One thread.
 */
public final class ListValue {
    /** The bytes before the first element of the packed form. */
    public static final int HEADER_BYTES = Short.BYTES;

    static final int PACKED = EntryDescriptor.ENCODING_LISTPACK << 4 | EntryDescriptor.TYPE_LIST;
    static final int CHUNKED = EntryDescriptor.ENCODING_QUICKLIST << 4 | EntryDescriptor.TYPE_LIST;
    private static final int MAX_COUNT = 0xFFFF;

    private long entry;
    private ChunkedList chunks;
    private int seekChunk;
    private final Database database;
    private final long hash;
    private final long keyAddress;
    private final int keyLength;
    private final int access;
    private final ListLimits limits;

    /**
     * @param entry  the key's entry, which is a list, or {@link org.ouzel.engine.store.SegmentedIndex#NONE}
     * @param access access bits of an entry that has to be made
     */
    public ListValue(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long entry, final int access, final ListLimits limits) {
        this.database = database;
        this.hash = hash;
        this.keyAddress = keyAddress;
        this.keyLength = keyLength;
        this.entry = entry;
        this.access = access;
        this.limits = limits;
        readChunks();
    }

    /** Returns whether the key has no list, or has none any more. */
    public boolean isMissing() {
        return entry == NONE;
    }

    /** Returns the number of elements. */
    public long size() {
        return entry == NONE ? 0 : chunks != null ? chunks.elementCount() : packedCount();
    }

    /** Returns the address of an element at an index within the size; see {@link ListElements}. */
    public long elementAt(final long index) {
        if (chunks == null) {
            return ListElements.seek(packedStart(), packedEnd(), packedCount(), (int) index);
        }
        seekChunk = chunks.chunkOf(index);
        return ListElements.seek(chunks.start(seekChunk), chunks.end(seekChunk), chunks.count(seekChunk),
            (int) (index - chunks.before(seekChunk)));
    }

    /** Returns the number of runs that the elements lie in. */
    public int runCount() {
        return entry == NONE ? 0 : chunks == null ? 1 : chunks.chunkCount();
    }

    /** Returns the address of the first element of a run. */
    public long runStart(final int run) {
        return chunks == null ? packedStart() : chunks.start(run);
    }

    /** Returns the address behind the last element of a run. */
    public long runEnd(final int run) {
        return chunks == null ? packedEnd() : chunks.end(run);
    }

    /** Returns the number of elements of a run. */
    public int runSize(final int run) {
        return chunks == null ? packedCount() : chunks.count(run);
    }

    /** Writes so many elements from an index on as bulk strings, without announcing them; there are as many. */
    public void write(final ReplyWriter reply, final long index, final long count) {
        if (count == 0) {
            return;
        }
        long element = elementAt(index);
        if (chunks == null) {
            for (long i = 0; i < count; i++) {
                reply.bulk(ListElements.data(element), ListElements.length(element));
                element = ListElements.next(element);
            }
            return;
        }
        int chunk = seekChunk;
        long end = chunks.end(chunk);
        for (long i = 0; i < count; i++) {
            if (element == end) {
                chunk++;
                element = chunks.start(chunk);
                end = chunks.end(chunk);
            }
            reply.bulk(ListElements.data(element), ListElements.length(element));
            element = ListElements.next(element);
        }
    }

    /** Like {@link #write}, from an index backwards. */
    public void writeBackwards(final ReplyWriter reply, final long index, final long count) {
        if (count == 0) {
            return;
        }
        long element = elementAt(index);
        int chunk = seekChunk;
        for (long i = 1;; i++) {
            reply.bulk(ListElements.data(element), ListElements.length(element));
            if (i == count) {
                return;
            }
            if (chunks != null && element == chunks.start(chunk)) {
                element = chunks.end(--chunk);
            }
            element = ListElements.previous(element);
        }
    }

    /** Makes sure that elements of so many bytes and number can be pushed: a packed list may have to become chunks. */
    public void prepareToPush(final long bytes, final int count) {
        if (entry == NONE) {
            if (limits.allow(bytes, count)) {
                return;
            }
            putChunks(new ChunkedList(database.allocator()), EntryDescriptor.NO_EXPIRY, access);
        } else if (chunks == null && !limits.allow(packedEnd() - packedStart() + bytes, packedCount() + (long) count)) {
            toChunks();
        }
    }

    /** Puts an element at an end, making the list if there is none; after {@link #prepareToPush}. */
    public void push(final boolean isFirst, final long address, final int length) {
        if (chunks != null) {
            final long before = chunks.usedBytes();
            if (isFirst) {
                chunks.pushFirst(address, length, limits);
            } else {
                chunks.pushLast(address, length, limits);
            }
            account(before);
            return;
        }
        if (entry == NONE) {
            putPacked((int) ListElements.bytes(length), EntryDescriptor.NO_EXPIRY, access);
            NativeMemory.putShort(EntryDescriptor.valueAddress(entry), (short) 1);
            ListElements.write(packedStart(), address, length);
            return;
        }
        insertPacked((int) ((isFirst ? packedStart() : packedEnd()) - EntryDescriptor.valueAddress(entry)), address,
            length);
    }

    /** Puts an element before the one at an index. */
    public void insert(final long index, final long address, final int length) {
        prepareToPush(ListElements.bytes(length), 1);
        if (chunks == null) {
            insertPacked((int) (elementAt(index) - EntryDescriptor.valueAddress(entry)), address, length);
        } else {
            final long before = chunks.usedBytes();
            chunks.insert(index, address, length, limits);
            account(before);
        }
    }

    /** Puts an element in the place of the one at an index. */
    public void replace(final long index, final long address, final int length) {
        if (chunks == null && !limits.allow(packedEnd() - packedStart() + ListElements.bytes(length), packedCount())) {
            toChunks();
        }
        if (chunks != null) {
            final long before = chunks.usedBytes();
            chunks.replace(index, address, length, limits);
            account(before);
            toPackedIfSmall();
            return;
        }
        final long element = elementAt(index);
        final int offset = (int) (element - EntryDescriptor.valueAddress(entry));
        entry = PackedBlob.splice(database, hash, entry, offset, (int) ListElements.bytes(ListElements.length(element)),
            (int) ListElements.bytes(length));
        ListElements.write(EntryDescriptor.valueAddress(entry) + offset, address, length);
    }

    /** Takes so many elements out, from an index on; there are as many. */
    public void remove(final long index, final long count) {
        if (count == size()) {
            removeKey();
        } else if (chunks != null) {
            final long before = chunks.usedBytes();
            chunks.remove(index, count, limits);
            account(before);
            toPackedIfSmall();
        } else if (count > 0) {
            final long from = elementAt(index);
            long to = from;
            if (count < packedCount() >> 1) {
                for (long i = 0; i < count; i++) {
                    to = ListElements.next(to);
                }
            } else {
                to = elementAt(index + count);
            }
            final int offset = (int) (from - EntryDescriptor.valueAddress(entry));
            setPackedCount((int) (packedCount() - count));
            entry = PackedBlob.splice(database, hash, entry, offset, (int) (to - from), 0);
        }
    }

    /**
     * Takes elements that equal some bytes out.
     *
     * @param count how many at most: from the front, or, if negative, from the back; 0 for all
     * @return how many went
     */
    public long removeEqual(final long address, final int length, final long count) {
        if (chunks != null) {
            final long before = chunks.usedBytes();
            final long removed = chunks.removeEqual(address, length, count, limits);
            account(before);
            if (chunks.elementCount() == 0) {
                removeKey();
            } else if (removed > 0) {
                toPackedIfSmall();
            }
            return removed;
        }
        final int found = ListElements.countEqual(packedStart(), packedEnd(), address, length);
        final long limit = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
        final int going = (int) Math.min(found, limit);
        if (going == packedCount()) {
            removeKey();
        } else if (going > 0) {
            final long end = ListElements.removeEqual(packedStart(), packedEnd(), address, length,
                count < 0 ? found - going : 0, going);
            setPackedCount(packedCount() - going);
            final int offset = (int) (end - EntryDescriptor.valueAddress(entry));
            entry = PackedBlob.splice(database, hash, entry, offset, (int) (packedEnd() - end), 0);
        }
        return going;
    }

    private void removeKey() {
        database.removeEntry(entry);
        entry = NONE;
        chunks = null;
    }

    private void insertPacked(final int offset, final long address, final int length) {
        entry = PackedBlob.splice(database, hash, entry, offset, 0, (int) ListElements.bytes(length));
        ListElements.write(EntryDescriptor.valueAddress(entry) + offset, address, length);
        setPackedCount(packedCount() + 1);
    }

    private void putPacked(final int bytes, final long expiryMs, final int accessBits) {
        entry = database.put(hash, keyAddress, keyLength, PACKED, HEADER_BYTES + bytes, expiryMs, accessBits);
    }

    private void putChunks(final ChunkedList list, final long expiryMs, final int accessBits) {
        chunks = list;
        entry = database.putCollection(hash, keyAddress, keyLength, CHUNKED, list, expiryMs, accessBits);
    }

    private void toChunks() {
        final ChunkedList list = new ChunkedList(database.allocator());
        list.append(packedStart(), packedEnd(), packedCount());
        putChunks(list, EntryDescriptor.expiryMs(entry), EntryDescriptor.access(entry));
    }

    private void toPackedIfSmall() {
        if (chunks.chunkCount() != 1 || !limits.allowBack(chunks.usedBytes(0), chunks.elementCount())) {
            return;
        }
        final ChunkedList list = chunks;
        final int bytes = list.usedBytes(0);
        final long copy = NativeMemory.allocate(bytes);
        NativeMemory.copy(list.start(0), copy, bytes);
        final int count = list.count(0);
        putPacked(bytes, EntryDescriptor.expiryMs(entry), EntryDescriptor.access(entry));
        chunks = null;
        setPackedCount(count);
        NativeMemory.copy(copy, packedStart(), bytes);
        NativeMemory.free(copy, bytes);
    }

    private void account(final long before) {
        database.addUsedBytes(chunks.usedBytes() - before);
    }

    private void readChunks() {
        chunks = entry != NONE && EntryDescriptor.isHandle(entry) ? (ChunkedList) database.collection(entry) : null;
    }

    private long packedStart() {
        return EntryDescriptor.valueAddress(entry) + HEADER_BYTES;
    }

    private long packedEnd() {
        return EntryDescriptor.valueAddress(entry) + EntryDescriptor.valueLength(entry);
    }

    private int packedCount() {
        return NativeMemory.getShort(EntryDescriptor.valueAddress(entry)) & MAX_COUNT;
    }

    private void setPackedCount(final int count) {
        NativeMemory.putShort(EntryDescriptor.valueAddress(entry), (short) count);
    }
}
