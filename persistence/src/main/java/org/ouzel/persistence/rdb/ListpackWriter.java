package org.ouzel.persistence.rdb;

import org.ouzel.engine.type.PackedElement;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** Builds a listpack (see {@link ListpackElements}) in a buffer of its own. One thread; reused. */
final class ListpackWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 4096;
    private static final int KEPT_BUFFER_BYTES = 1 << 20;
    private static final int MAX_SMALL = 127;
    private static final int MIN_13 = -(1 << 12);
    private static final int MAX_13 = (1 << 12) - 1;
    private static final int MAX_12_BIT_LENGTH = (1 << 12) - 1;
    private static final int MIN_24 = -(1 << 23);
    private static final int MAX_24 = (1 << 23) - 1;
    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = 0x7F;
    private static final int MORE = 0x80;

    private int count;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final long digits = NativeMemory.allocate(DoubleText.MAX_BYTES);

    /** Starts a listpack anew. */
    ListpackWriter begin() {
        buffer.reset();
        buffer.reserve(ListpackElements.HEADER_BYTES);
        buffer.advance(ListpackElements.HEADER_BYTES);
        count = 0;
        return this;
    }

    /** Adds text, as a number where it spells one. */
    void add(final long address, final int length) {
        if (PackedElement.isNumber(address, length)) {
            add(Decimal.parse(address, length));
        } else {
            addText(address, length);
        }
    }

    /** Adds a score: a whole one as a number, another as text. */
    void add(final double score) {
        if ((long) score == score && Math.abs(score) < 0x1p53) {
            add((long) score);
        } else {
            addText(digits, DoubleText.write(score, digits));
        }
    }

    void add(final long number) {
        final int before = buffer.length();
        if (number >= 0 && number <= MAX_SMALL) {
            buffer.putByte((byte) number);
        } else if (number >= MIN_13 && number <= MAX_13) {
            buffer.putByte((byte) (ListpackElements.NUMBER_13 | (int) number >> Byte.SIZE & 0x1F));
            buffer.putByte((byte) number);
        } else if (number == (short) number) {
            putNumber(ListpackElements.NUMBER_16, number, Short.BYTES);
        } else if (number >= MIN_24 && number <= MAX_24) {
            putNumber(ListpackElements.NUMBER_24, number, 3);
        } else if (number == (int) number) {
            putNumber(ListpackElements.NUMBER_32, number, Integer.BYTES);
        } else {
            putNumber(ListpackElements.NUMBER_64, number, Long.BYTES);
        }
        putLength(buffer.length() - before);
    }

    /** Writes the end and the header, and returns the buffer. */
    NativeBuffer end() {
        buffer.putByte((byte) ListpackElements.END);
        NativeMemory.putInt(buffer.address(), buffer.length());
        NativeMemory.putShort(buffer.address() + Integer.BYTES,
            (short) Math.min(count, ListpackElements.UNKNOWN_COUNT));
        return buffer;
    }

    @Override
    public void close() {
        buffer.close();
        NativeMemory.free(digits, DoubleText.MAX_BYTES);
    }

    private void addText(final long address, final int length) {
        final int before = buffer.length();
        if (length <= RdbFormat.LOW_6_BITS) {
            buffer.putByte((byte) (ListpackElements.TEXT_6 | length));
        } else if (length <= MAX_12_BIT_LENGTH) {
            buffer.putByte((byte) (ListpackElements.TEXT_12 | length >> Byte.SIZE));
            buffer.putByte((byte) length);
        } else {
            putNumber(ListpackElements.TEXT_32, length, Integer.BYTES);
        }
        buffer.putBytes(address, length);
        putLength(buffer.length() - before);
    }

    private void putNumber(final int head, final long number, final int bytes) {
        buffer.putByte((byte) head);
        for (int i = 0; i < bytes; i++) {
            buffer.putByte((byte) (number >> Byte.SIZE * i));
        }
    }

    /** Ends an element: its bytes, 7 bits a byte, the highest first; all but the first byte have the high bit. */
    private void putLength(final int bytes) {
        final int lengthBytes = ListpackElements.lengthBytes(bytes);
        for (int i = lengthBytes - 1; i >= 0; i--) {
            final int group = bytes >>> GROUP_BITS * i & GROUP_MASK;
            buffer.putByte((byte) (i == lengthBytes - 1 ? group : group | MORE));
        }
        count++;
    }
}
