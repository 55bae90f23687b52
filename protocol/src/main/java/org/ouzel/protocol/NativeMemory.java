package org.ouzel.protocol;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * The only door to memory outside the Java heap: allocation, plain reads and writes, copies and comparisons.
 *
 * <p>Addresses are absolute and lengths are in bytes. Nothing here checks bounds: whoever holds an address has
 * checked the length before (the request decoder for what comes from the wire, the entry descriptor for what is
 * stored). Callable from any thread; the memory itself belongs to whoever allocated it. All multi-byte values are
 * little-endian, which is the native order of every supported machine and is asserted at class initialisation.
 *
 * <p>With {@code -Douzel.memory.poison=true} fresh memory is filled with {@code 0xA5} and released memory with
 * {@code 0xDE}, so that a stale address is found by the tests rather than by a user.
 */
public final class NativeMemory {
    /** Whether allocated and released memory is overwritten; for tests. */
    public static final boolean IS_POISONED = Boolean.getBoolean("ouzel.memory.poison");
    /** Bytes read by a word access. */
    public static final int WORD_BYTES = Long.BYTES;

    private static final byte FRESH = (byte) 0xA5;
    private static final byte RELEASED = (byte) 0xDE;
    /** Larger blocks are unmapped when they are freed, which finds a stale address by itself. */
    private static final long POISON_LIMIT_BYTES = 1 << 20;
    private static final int SHORT_COPY_BYTES = 64;
    private static final AtomicLong ALLOCATED_BYTES = new AtomicLong();

    static {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new ExceptionInInitializerError("native byte order must be LITTLE_ENDIAN, found="
                + ByteOrder.nativeOrder());
        }
    }

    private NativeMemory() {
    }

    /**
     * Allocates uninitialised memory from the system.
     *
     * @param bytes size, above 0
     * @return the address, aligned to 16 bytes
     * @throws OutOfMemoryError when the system has none left
     */
    public static long allocate(final long bytes) {
        final long address = UnsafeApi.allocateMemory(bytes);
        ALLOCATED_BYTES.addAndGet(bytes);
        if (IS_POISONED && bytes <= POISON_LIMIT_BYTES) {
            UnsafeApi.setMemory(address, bytes, FRESH);
        }
        return address;
    }

    /**
     * Like {@link #allocate(long)}, for a range of which parts are never touched: not poisoned, so that they stay
     * without pages.
     */
    public static long reserve(final long bytes) {
        ALLOCATED_BYTES.addAndGet(bytes);
        return UnsafeApi.allocateMemory(bytes);
    }

    /**
     * Gives memory back to the system.
     *
     * @param address from {@link #allocate(long)}
     * @param bytes   the size it was allocated with
     */
    public static void free(final long address, final long bytes) {
        if (IS_POISONED && bytes <= POISON_LIMIT_BYTES) {
            UnsafeApi.setMemory(address, bytes, RELEASED);
        }
        ALLOCATED_BYTES.addAndGet(-bytes);
        UnsafeApi.freeMemory(address);
    }

    /**
     * Gives the tail of an allocation back to the system; a large one keeps its place and loses its last pages.
     *
     * @param bytes     the size it was allocated with, or last shrunk to
     * @param restBytes what stays, above 0 and below {@code bytes}
     * @return the address of the rest
     */
    public static long shrink(final long address, final long bytes, final long restBytes) {
        final long rest = UnsafeApi.reallocateMemory(address, restBytes);
        ALLOCATED_BYTES.addAndGet(restBytes - bytes);
        return rest;
    }

    /**
     * Enlarges an allocation, keeping its content; a large one is remapped rather than copied.
     *
     * @param bytes      the size it was allocated with, or last resized to
     * @param grownBytes above {@code bytes}
     * @return the address of the whole, which may have moved
     */
    public static long grow(final long address, final long bytes, final long grownBytes) {
        final long grown = UnsafeApi.reallocateMemory(address, grownBytes);
        ALLOCATED_BYTES.addAndGet(grownBytes - bytes);
        return grown;
    }

    /** Returns the bytes allocated and not yet freed by the whole process through this class. */
    public static long allocatedBytes() {
        return ALLOCATED_BYTES.get();
    }

    /** Overwrites a block that its allocator has taken back; does nothing unless {@link #IS_POISONED}. */
    public static void poison(final long address, final long bytes) {
        if (IS_POISONED) {
            UnsafeApi.setMemory(address, bytes, RELEASED);
        }
    }

    public static byte getByte(final long address) {
        return UnsafeApi.getByte(address);
    }

    /** Reads one byte as 0 to 255. */
    public static int getUnsignedByte(final long address) {
        return UnsafeApi.getByte(address) & 0xFF;
    }

    public static void putByte(final long address, final byte value) {
        UnsafeApi.putByte(address, value);
    }

    public static short getShort(final long address) {
        return UnsafeApi.getShort(address);
    }

    public static void putShort(final long address, final short value) {
        UnsafeApi.putShort(address, value);
    }

    public static int getInt(final long address) {
        return UnsafeApi.getInt(address);
    }

    public static void putInt(final long address, final int value) {
        UnsafeApi.putInt(address, value);
    }

    public static long getLong(final long address) {
        return UnsafeApi.getLong(address);
    }

    public static void putLong(final long address, final long value) {
        UnsafeApi.putLong(address, value);
    }

    /** Fills {@code bytes} bytes with one value. */
    public static void fill(final long address, final long bytes, final byte value) {
        UnsafeApi.setMemory(address, bytes, value);
    }

    /**
     * Copies bytes; short copies are word moves, since the call into the runtime costs more than the copy. The ranges
     * must not overlap, except through {@link #move(long, long, long)}.
     */
    public static void copy(final long source, final long target, final long bytes) {
        if (bytes > SHORT_COPY_BYTES) {
            UnsafeApi.copyMemory(source, target, bytes);
            return;
        }
        final int length = (int) bytes;
        if (length >= WORD_BYTES) {
            final int last = length - WORD_BYTES;
            for (int i = 0; i < last; i += WORD_BYTES) {
                UnsafeApi.putLong(target + i, UnsafeApi.getLong(source + i));
            }
            UnsafeApi.putLong(target + last, UnsafeApi.getLong(source + last));
        } else if (length >= Integer.BYTES) {
            final int head = UnsafeApi.getInt(source);
            final int tail = UnsafeApi.getInt(source + length - Integer.BYTES);
            UnsafeApi.putInt(target, head);
            UnsafeApi.putInt(target + length - Integer.BYTES, tail);
        } else {
            for (int i = 0; i < length; i++) {
                UnsafeApi.putByte(target + i, UnsafeApi.getByte(source + i));
            }
        }
    }

    /** Copies bytes between ranges that may overlap. */
    public static void move(final long source, final long target, final long bytes) {
        UnsafeApi.copyMemory(source, target, bytes);
    }

    /** Copies {@code length} bytes of an array, from {@code offset}, to native memory. */
    public static void copy(final byte[] source, final int offset, final long target, final int length) {
        if (length <= WORD_BYTES) {
            for (int i = 0; i < length; i++) {
                UnsafeApi.putByte(target + i, source[offset + i]);
            }
        } else {
            UnsafeApi.copyMemory(source, BufferUtil.ARRAY_BASE_OFFSET + offset, null, target, length);
        }
    }

    /** Copies {@code length} bytes of native memory to an array, from {@code offset}. */
    public static void copy(final long source, final byte[] target, final int offset, final int length) {
        UnsafeApi.copyMemory(null, source, target, BufferUtil.ARRAY_BASE_OFFSET + offset, length);
    }

    /** Tells whether two ranges of the same length hold the same bytes. */
    public static boolean equal(final long left, final long right, final int length) {
        int i = 0;
        for (; i + WORD_BYTES <= length; i += WORD_BYTES) {
            if (UnsafeApi.getLong(left + i) != UnsafeApi.getLong(right + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (UnsafeApi.getByte(left + i) != UnsafeApi.getByte(right + i)) {
                return false;
            }
        }
        return true;
    }

    /** Compares two ranges as unsigned bytes, the shorter first where one is a prefix: below, at or above 0. */
    public static int compare(final long left, final int leftLength, final long right, final int rightLength) {
        final int common = Math.min(leftLength, rightLength);
        int i = 0;
        for (; i + WORD_BYTES <= common; i += WORD_BYTES) {
            final long a = UnsafeApi.getLong(left + i);
            final long b = UnsafeApi.getLong(right + i);
            if (a != b) {
                return Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b));
            }
        }
        for (; i < common; i++) {
            final int difference = getUnsignedByte(left + i) - getUnsignedByte(right + i);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }

    /** Returns a copy on the heap; never on a hot path. */
    public static byte[] toArray(final long address, final int length) {
        final byte[] bytes = new byte[length];
        copy(address, bytes, 0, length);
        return bytes;
    }

    /** Returns the bytes as ISO-8859-1 text, one character a byte; never on a hot path. */
    public static String toText(final long address, final int length) {
        return new String(toArray(address, length), StandardCharsets.ISO_8859_1);
    }
}
