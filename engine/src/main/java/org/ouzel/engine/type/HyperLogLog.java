package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/**
 * Reads the string value of a HyperLogLog, whose bytes are those that Redis writes, so that values can be moved between
 * the two by GET and SET.
 *
 * <pre>
 * +0  "HYLL"
 * +4  byte  encoding: 0 dense, 1 sparse
 * +5  3 bytes, 0
 * +8  long  cached cardinality; the highest bit says that it is out of date
 * +16 registers
 *
 * dense    16,384 registers of 6 bits, the lowest bits of the lowest bytes first
 * sparse   00llllll            ZERO   l + 1 registers (1 to 64) are 0
 *          01llllll llllllll   XZERO  l + 1 registers (1 to 16,384) are 0, the high bits first
 *          1vvvvvll            VAL    l + 1 registers (1 to 4) are v + 1 (1 to 32)
 * </pre>
 *
 * The value may have been made up by a client: nothing is read outside the given length. Stateless; callable from any
 * thread that may read the memory.
 */
public final class HyperLogLog {
    public static final int REGISTER_COUNT = 1 << 14;
    /** The number of hash bits in which a run of zeros is looked for. */
    public static final int HASH_BITS = 50;
    /** The answer to a value whose registers can't be read. */
    public static final long CORRUPT = -1;

    static final int HEADER_BYTES = 16;
    static final int ENCODING_OFFSET = 4;
    static final int CARDINALITY_OFFSET = 8;
    static final int DENSE = 0;
    static final int SPARSE = 1;
    static final int REGISTER_BITS = 6;
    static final int REGISTER_MAX = (1 << REGISTER_BITS) - 1;
    static final int DENSE_BYTES = HEADER_BYTES + REGISTER_COUNT * REGISTER_BITS / 8;
    /** "HYLL" as a little-endian number. */
    static final int MAGIC = 0x4C4C5948;

    private static final long OUT_OF_DATE = Long.MIN_VALUE;
    private static final long HASH_SEED = 0xADC83B19L;
    private static final long HASH_FACTOR = 0xC6A4A7935BD1E995L;
    private static final int HASH_SHIFT = 47;

    private HyperLogLog() {
    }

    /** Tells whether a string may be a HyperLogLog, by its header and its length. */
    public static boolean isValid(final long address, final int length) {
        if (length < HEADER_BYTES || NativeMemory.getInt(address) != MAGIC) {
            return false;
        }
        final int encoding = NativeMemory.getUnsignedByte(address + ENCODING_OFFSET);
        return encoding == SPARSE || encoding == DENSE && length == DENSE_BYTES;
    }

    public static boolean isDense(final long address) {
        return NativeMemory.getByte(address + ENCODING_OFFSET) == DENSE;
    }

    /** Returns the cached cardinality, or a negative number if it is out of date. */
    public static long cachedCardinality(final long address) {
        return NativeMemory.getLong(address + CARDINALITY_OFFSET);
    }

    /** Keeps a cardinality for later questions. */
    public static void cacheCardinality(final long address, final long cardinality) {
        NativeMemory.putLong(address + CARDINALITY_OFFSET, cardinality);
    }

    /** Notes that the cached cardinality is out of date. */
    public static void forgetCardinality(final long address) {
        NativeMemory.putLong(address + CARDINALITY_OFFSET, cachedCardinality(address) | OUT_OF_DATE);
    }

    /** Works the cardinality out from the registers; {@link #CORRUPT} if they can't be read. */
    public static long count(final long address, final int length) {
        final int[] histogram = new int[REGISTER_MAX + 1];
        if (isDense(address)) {
            for (int i = 0; i < REGISTER_COUNT; i++) {
                histogram[denseRegister(address, i)]++;
            }
            return CardinalityEstimate.of(histogram);
        }
        final SparseCursor cursor = new SparseCursor(address, length);
        while (cursor.hasNext()) {
            cursor.next();
            histogram[cursor.value()] += cursor.runLength();
        }
        return cursor.isComplete() ? CardinalityEstimate.of(histogram) : CORRUPT;
    }

    /** Works the cardinality out from plain registers. */
    public static long count(final byte[] registers) {
        final int[] histogram = new int[REGISTER_MAX + 1];
        for (final byte register : registers) {
            histogram[register]++;
        }
        return CardinalityEstimate.of(histogram);
    }

    /**
     * Raises plain registers to those of a value.
     *
     * @param registers {@link #REGISTER_COUNT} of them
     * @return whether the value could be read; if not, some registers may have been raised
     */
    public static boolean mergeInto(final byte[] registers, final long address, final int length) {
        if (isDense(address)) {
            for (int i = 0; i < REGISTER_COUNT; i++) {
                final int register = denseRegister(address, i);
                if (register > registers[i]) {
                    registers[i] = (byte) register;
                }
            }
            return true;
        }
        final SparseCursor cursor = new SparseCursor(address, length);
        while (cursor.hasNext()) {
            cursor.next();
            final int value = cursor.value();
            for (int i = cursor.firstIndex(); value > 0 && i < cursor.endIndex() && i < REGISTER_COUNT; i++) {
                if (value > registers[i]) {
                    registers[i] = (byte) value;
                }
            }
        }
        return cursor.isComplete();
    }

    /** Returns the operations of a sparse value as text: {@code z:3 Z:16000 v:2,1}. */
    public static String describe(final long address, final int length) {
        final StringBuilder text = new StringBuilder();
        final SparseCursor cursor = new SparseCursor(address, length);
        while (cursor.hasNext()) {
            cursor.next();
            text.append(text.isEmpty() ? "" : " ");
            if (cursor.value() > 0) {
                text.append("v:").append(cursor.value()).append(',').append(cursor.runLength());
            } else {
                text.append(cursor.operationBytes() == 2 ? "Z:" : "z:").append(cursor.runLength());
            }
        }
        return text.toString();
    }

    /** Returns a register of a dense value. */
    static int denseRegister(final long address, final int index) {
        final int bit = index * REGISTER_BITS;
        final long at = address + HEADER_BYTES + (bit >>> 3);
        final int shift = bit & 7;
        final int low = NativeMemory.getUnsignedByte(at) >>> shift;
        // A register that ends with its byte has no part of the next one, which may lie behind the value.
        final int high = shift <= 2 ? 0 : NativeMemory.getUnsignedByte(at + 1) << 8 - shift;
        return (low | high) & REGISTER_MAX;
    }

    /** Sets a register of a dense value. */
    static void setDenseRegister(final long address, final int index, final int value) {
        final int bit = index * REGISTER_BITS;
        final long at = address + HEADER_BYTES + (bit >>> 3);
        final int shift = bit & 7;
        final int low = NativeMemory.getUnsignedByte(at) & ~(REGISTER_MAX << shift) | value << shift;
        NativeMemory.putByte(at, (byte) low);
        if (shift > 2) {
            final int high = NativeMemory.getUnsignedByte(at + 1) & ~(REGISTER_MAX >>> 8 - shift) | value >>> 8 - shift;
            NativeMemory.putByte(at + 1, (byte) high);
        }
    }

    /** Returns the register that an element counts for. */
    static int registerIndex(final long hash) {
        return (int) hash & REGISTER_COUNT - 1;
    }

    /** Returns what the element's register has to be at least: 1 and the zeros before the first 1 of its hash. */
    static int registerValue(final long hash) {
        return Long.numberOfTrailingZeros(hash >>> Long.SIZE - HASH_BITS | 1L << HASH_BITS) + 1;
    }

    /** MurmurHash2 in its 64-bit form (Austin Appleby, public domain), with the seed that Redis has chosen. */
    static long hash(final long address, final int length) {
        long hash = HASH_SEED ^ length * HASH_FACTOR;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long word = NativeMemory.getLong(address + i) * HASH_FACTOR;
            word ^= word >>> HASH_SHIFT;
            hash ^= word * HASH_FACTOR;
            hash *= HASH_FACTOR;
        }
        if (i < length) {
            long tail = 0;
            for (int j = length - 1; j >= i; j--) {
                tail = tail << 8 | NativeMemory.getUnsignedByte(address + j);
            }
            hash ^= tail;
            hash *= HASH_FACTOR;
        }
        hash ^= hash >>> HASH_SHIFT;
        hash *= HASH_FACTOR;
        return hash ^ hash >>> HASH_SHIFT;
    }
}
