package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * Elements one behind the other in one stretch of memory: the value of an entry with
 * {@link EntryDescriptor#ENCODING_LISTPACK}, or any other block.
 *
 * <pre>
 * +0  2 bytes  number of elements, at most {@link #MAX_COUNT}
 * +2  elements, each as in {@link PackedElement}, without gaps
 * </pre>
 *
 * <p>Whoever holds a blob knows its length in bytes: an entry by its value's length, the owner of a block by a field of
 * its own. A walk is {@code for (e = first(blob); e < end; e = next(e))}. What changes an entry takes the addresses of
 * elements in it, and returns the entry, which may have moved; elements have then to be looked for anew. Text handed in
 * must not lie in the blob that is changed. One thread at a time.
 */
public final class PackedBlob {
    /** The bytes before the first element, and the length of an empty blob. */
    public static final int HEADER_BYTES = Short.BYTES;
    /** The most elements that a blob can hold. */
    public static final int MAX_COUNT = 0xFFFF;

    /** Up to this length a blob gets no room to spare: a few bytes per key are worth more than a few moves. */
    private static final int MAX_TIGHT_BYTES = 512;
    private static final int SPARE_SHIFT = 3;

    private PackedBlob() {
    }

    /** Makes an empty blob of {@link #HEADER_BYTES} bytes. */
    public static void clear(final long blob) {
        setCount(blob, 0);
    }

    /** Returns the number of elements. */
    public static int count(final long blob) {
        return NativeMemory.getShort(blob) & MAX_COUNT;
    }

    /** Sets the number of elements, for one who writes them himself. */
    public static void setCount(final long blob, final int count) {
        NativeMemory.putShort(blob, (short) count);
    }

    /** Returns the address of the first element, or of the end if there is none. */
    public static long first(final long blob) {
        return blob + HEADER_BYTES;
    }

    /** Returns the address behind an element: of the next one, or of the end. */
    public static long next(final long element) {
        return element + PackedElement.bytesAt(element);
    }

    /** Returns the address so many elements further. */
    public static long skip(final long element, final int count) {
        long at = element;
        for (int i = 0; i < count; i++) {
            at = next(at);
        }
        return at;
    }

    /** Returns the address of an element by its index, below {@link #count}. */
    public static long elementAt(final long blob, final int index) {
        return skip(first(blob), index);
    }

    /**
     * Looks for text among every {@code step}th element, from the one at {@code from} on.
     *
     * @return the first such element that holds just this text, or 0
     */
    public static long find(final long from, final long end, final int step, final long text, final int length) {
        if (PackedElement.isNumber(text, length)) {
            return findNumber(from, end, step, Decimal.parse(text, length));
        }
        for (long element = from; element < end; element = skip(element, step)) {
            if (PackedElement.isText(element, text, length)) {
                return element;
            }
        }
        return NONE;
    }

    /** Like {@link #find}, for a number. */
    public static long findNumber(final long from, final long end, final int step, final long number) {
        for (long element = from; element < end; element = skip(element, step)) {
            if (PackedElement.isInteger(element) && PackedElement.integerAt(element) == number) {
                return element;
            }
        }
        return NONE;
    }

    /** Returns the blob that is an entry's whole value. */
    public static long of(final long entry) {
        return EntryDescriptor.valueAddress(entry);
    }

    /** Returns the address behind the last element of the blob that an entry's value ends with. */
    public static long end(final long entry) {
        return EntryDescriptor.valueAddress(entry) + EntryDescriptor.valueLength(entry);
    }

    /** Puts text before an element, or at the end, of the blob that is an entry's value; returns the entry. */
    public static long insert(final Database database, final long hash, final long entry, final long before,
        final long text, final int length) {
        final int offset = (int) (before - of(entry));
        final long changed = splice(database, hash, entry, offset, 0, PackedElement.bytesFor(text, length));
        final long blob = of(changed);
        PackedElement.write(blob + offset, text, length);
        setCount(blob, count(blob) + 1);
        return changed;
    }

    /** Puts text behind the last element of the blob that is an entry's value; returns the entry. */
    public static long append(final Database database, final long hash, final long entry, final long text,
        final int length) {
        return insert(database, hash, entry, end(entry), text, length);
    }

    /** Puts text in the place of an element of an entry; returns the entry. */
    public static long replace(final Database database, final long hash, final long entry, final long element,
        final long text, final int length) {
        final int offset = (int) (element - EntryDescriptor.valueAddress(entry));
        final long changed = splice(database, hash, entry, offset, PackedElement.bytesAt(element),
            PackedElement.bytesFor(text, length));
        PackedElement.write(EntryDescriptor.valueAddress(changed) + offset, text, length);
        return changed;
    }

    /** Takes elements out of the blob that is an entry's value, from one on; returns the entry. */
    public static long remove(final Database database, final long hash, final long entry, final long element,
        final int elementCount) {
        final int offset = (int) (element - of(entry));
        final int bytes = (int) (skip(element, elementCount) - element);
        setCount(of(entry), count(of(entry)) - elementCount);
        return splice(database, hash, entry, offset, bytes, 0);
    }

    /**
     * Replaces a stretch of an entry's value by another of undefined bytes, and moves what follows.
     *
     * @param offset        from the value's beginning
     * @param removedBytes  what goes at the offset
     * @param insertedBytes what comes there, for the caller to write
     * @return the entry, which may have moved
     */
    public static long splice(final Database database, final long hash, final long entry, final int offset,
        final int removedBytes, final int insertedBytes) {
        final int length = EntryDescriptor.valueLength(entry);
        final int newLength = length - removedBytes + insertedBytes;
        final int spareBytes = newLength <= MAX_TIGHT_BYTES ? 0 : newLength >> SPARE_SHIFT;
        if (newLength < length) {
            shift(EntryDescriptor.valueAddress(entry), length, offset, removedBytes, insertedBytes);
            return database.resize(hash, entry, newLength, spareBytes);
        }
        if (newLength == length) {
            return entry;
        }
        final long grown = database.resize(hash, entry, newLength, spareBytes);
        shift(EntryDescriptor.valueAddress(grown), length, offset, removedBytes, insertedBytes);
        return grown;
    }

    /**
     * Moves what follows a stretch, so that another takes its place, in a block that is large enough.
     *
     * @param bytes the length of all before
     */
    public static void shift(final long blob, final int bytes, final int offset, final int removedBytes,
        final int insertedBytes) {
        final int tail = offset + removedBytes;
        if (tail < bytes && removedBytes != insertedBytes) {
            NativeMemory.move(blob + tail, blob + offset + insertedBytes, bytes - tail);
        }
    }
}
