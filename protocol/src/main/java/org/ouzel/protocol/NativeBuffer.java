package org.ouzel.protocol;

/**
 * A growable run of native bytes that is filled at its end: what replies, journal effects and scratch values are
 * built in.
 *
 * <p>Starts with a fixed inline capacity, doubles when it must, and {@link #reset()} gives back what lies beyond the
 * kept maximum. One thread at a time; the owner calls {@link #close()} once.
 */
public class NativeBuffer implements AutoCloseable {
    private final int inlineCapacity;
    private final int keptCapacity;
    private long address;
    private int capacity;
    private int length;

    /**
     * @param inlineCapacity bytes held from the start and always, above 0
     * @param keptCapacity   bytes that survive a {@link #reset()}; at least {@code inlineCapacity}
     */
    public NativeBuffer(final int inlineCapacity, final int keptCapacity) {
        this.inlineCapacity = inlineCapacity;
        this.keptCapacity = Math.max(inlineCapacity, keptCapacity);
        this.capacity = inlineCapacity;
        this.address = NativeMemory.allocate(inlineCapacity);
    }

    /** Empties the buffer, and shrinks it to its inline capacity if it has outgrown the kept maximum. */
    public final void reset() {
        length = 0;
        if (capacity > keptCapacity) {
            NativeMemory.free(address, capacity);
            address = NativeMemory.allocate(inlineCapacity);
            capacity = inlineCapacity;
        }
    }

    public final long address() {
        return address;
    }

    public final int length() {
        return length;
    }

    public final int capacity() {
        return capacity;
    }

    /** Sets the length to what it was at an earlier moment, dropping what was written since. */
    public final void truncate(final int earlierLength) {
        length = earlierLength;
    }

    /**
     * Makes room for {@code bytes} more bytes and returns the address to write them to; {@link #advance(int)} then
     * says how many were written.
     *
     * @throws OutOfMemoryError when more than {@link Integer#MAX_VALUE} bytes would be held
     */
    public final long reserve(final int bytes) {
        if (capacity - length < bytes) {
            grow(bytes);
        }
        return address + length;
    }

    /** Takes in bytes written behind {@link #reserve(int)}. */
    public final void advance(final int bytes) {
        length += bytes;
    }

    public final void putByte(final byte value) {
        NativeMemory.putByte(reserve(1), value);
        length++;
    }

    public final void putBytes(final byte[] bytes) {
        final long target = reserve(bytes.length);
        NativeMemory.copy(bytes, 0, target, bytes.length);
        length += bytes.length;
    }

    public final void putBytes(final long source, final int bytes) {
        final long target = reserve(bytes);
        NativeMemory.copy(source, target, bytes);
        length += bytes;
    }

    /** Writes a signed decimal number. */
    public final void putDecimal(final long value) {
        length += Decimal.write(value, reserve(Decimal.MAX_BYTES));
    }

    /** Returns a copy of the content on the heap. */
    public final byte[] toArray() {
        return NativeMemory.toArray(address, length);
    }

    @Override
    public final void close() {
        if (capacity > 0) {
            NativeMemory.free(address, capacity);
            address = 0;
            capacity = 0;
            length = 0;
        }
    }

    private void grow(final int bytes) {
        final long needed = (long) length + bytes;
        if (needed > Integer.MAX_VALUE) {
            throw new OutOfMemoryError("native buffer limit reached: needed=" + needed);
        }
        final int grownCapacity = (int) Math.min(Integer.MAX_VALUE, Math.max(needed, capacity * 2L));
        final long grown = NativeMemory.allocate(grownCapacity);
        NativeMemory.copy(address, grown, length);
        NativeMemory.free(address, capacity);
        address = grown;
        capacity = grownCapacity;
    }
}
