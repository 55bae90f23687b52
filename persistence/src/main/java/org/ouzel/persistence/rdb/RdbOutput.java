package org.ouzel.persistence.rdb;

import java.util.function.Consumer;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Writes the primitives of the RDB format to a buffer, which its owner empties. One thread.
 */
public final class RdbOutput implements AutoCloseable {
    /** From how many bytes on a full buffer is handed on between two elements of a value. */
    private static final int FULL_BYTES = 64 * 1024;
    private static final int SCRATCH_BYTES = 4096;
    private static final int KEPT_SCRATCH_BYTES = 1 << 20;
    /** Shorter strings aren't worth compressing; as in Redis. */
    private static final int MIN_COMPRESSED_LENGTH = 21;
    private static final int MIN_SAVED_BYTES = 4;
    /** The longest text that may be a number of 32 bits. */
    private static final int MAX_INT_DIGITS = 11;

    private NativeBuffer buffer;
    private boolean isCompressing;
    private final Consumer<RdbOutput> full;
    private final Lzf lzf = new Lzf();
    private final NativeBuffer scratch = new NativeBuffer(SCRATCH_BYTES, KEPT_SCRATCH_BYTES);
    private final long digits = NativeMemory.allocate(Decimal.MAX_BYTES);

    /**
     * @param full called between elements when the buffer should be emptied or exchanged; null to let it grow
     */
    public RdbOutput(final Consumer<RdbOutput> full) {
        this.full = full;
    }

    /** Directs what follows to a buffer, behind what it holds, and says whether strings are compressed. */
    public RdbOutput wrap(final NativeBuffer target, final boolean compressing) {
        buffer = target;
        isCompressing = compressing;
        return this;
    }

    public NativeBuffer buffer() {
        return buffer;
    }

    /** Lets the owner empty the buffer if it is full; between two elements. */
    public void endElement() {
        if (full != null && buffer.length() >= FULL_BYTES) {
            full.accept(this);
        }
    }

    void putByte(final int value) {
        buffer.putByte((byte) value);
    }

    void putInt(final int value) {
        NativeMemory.putInt(buffer.reserve(Integer.BYTES), value);
        buffer.advance(Integer.BYTES);
    }

    void putLong(final long value) {
        NativeMemory.putLong(buffer.reserve(Long.BYTES), value);
        buffer.advance(Long.BYTES);
    }

    void putDouble(final double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    /** Writes a number as a length: unsigned, 64 bits. */
    void putLength(final long length) {
        if (length >= 0 && length <= RdbFormat.LOW_6_BITS) {
            putByte((int) length);
        } else if (length >= 0 && length <= RdbFormat.MAX_14_BITS) {
            putByte(RdbFormat.LENGTH_14_BITS << RdbFormat.LENGTH_SHIFT | (int) length >>> Byte.SIZE);
            putByte((int) length);
        } else if (length >= 0 && length <= 0xFFFFFFFFL) {
            putByte(RdbFormat.LENGTH_32_BITS);
            putInt(Integer.reverseBytes((int) length));
        } else {
            putByte(RdbFormat.LENGTH_64_BITS);
            putLong(Long.reverseBytes(length));
        }
    }

    /** Writes a string in the shortest form. */
    void putString(final long address, final int length) {
        if (length > 0 && length <= MAX_INT_DIGITS && mayBeNumber(address)) {
            final long number = Decimal.parse(address, length);
            if (number != Decimal.NOT_A_NUMBER && number == (int) number) {
                putInteger((int) number);
                return;
            }
        }
        putBlob(address, length);
    }

    /** Writes a number as a string. */
    void putNumber(final long number) {
        if (number == (int) number) {
            putInteger((int) number);
        } else {
            final int length = Decimal.write(number, digits);
            putLength(length);
            buffer.putBytes(digits, length);
        }
    }

    /** Writes a string that is no number, compressed where that saves something. */
    void putBlob(final long address, final int length) {
        if (isCompressing && length >= MIN_COMPRESSED_LENGTH) {
            scratch.reset();
            final int maxBytes = length - MIN_SAVED_BYTES;
            final int bytes = lzf.compress(address, length, scratch.reserve(maxBytes), maxBytes);
            if (bytes > 0) {
                putByte(RdbFormat.STRING_LZF);
                putLength(bytes);
                putLength(length);
                buffer.putBytes(scratch.address(), bytes);
                return;
            }
        }
        putLength(length);
        buffer.putBytes(address, length);
    }

    void putBytes(final byte[] bytes) {
        putLength(bytes.length);
        buffer.putBytes(bytes);
    }

    @Override
    public void close() {
        scratch.close();
        NativeMemory.free(digits, Decimal.MAX_BYTES);
    }

    private static boolean mayBeNumber(final long address) {
        final int first = NativeMemory.getByte(address);
        return first == '-' || first >= '0' && first <= '9';
    }

    private void putInteger(final int number) {
        if (number == (byte) number) {
            putByte(RdbFormat.STRING_INT8);
            putByte(number);
        } else if (number == (short) number) {
            putByte(RdbFormat.STRING_INT16);
            NativeMemory.putShort(buffer.reserve(Short.BYTES), (short) number);
            buffer.advance(Short.BYTES);
        } else {
            putByte(RdbFormat.STRING_INT32);
            putInt(number);
        }
    }
}
