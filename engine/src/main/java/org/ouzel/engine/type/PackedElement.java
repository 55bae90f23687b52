package org.ouzel.engine.type;

import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * The layout of one element of a {@link PackedBlob}: bytes with their length, or an integer in the fewest bytes.
 *
 * <pre>
 * first byte    what follows
 * 00 .. 7F      so many bytes
 * 80 .. EF      nothing: the integer 0 .. 111
 * F1 .. F8      a signed integer of 1 .. 8 bytes
 * F9            a length of 2 bytes, then as many bytes
 * FA            a length of 4 bytes, then as many bytes
 * </pre>
 *
 * <p>Text that is a canonical signed 64-bit number ({@link Decimal}) is always written as an integer, and always in the
 * shortest form: equal elements have equal bytes. Elements are given by the address of their first byte. One thread at
 * a time.
 */
public final class PackedElement {
    /** What an integer takes at most. */
    public static final int MAX_INTEGER_BYTES = 1 + Long.BYTES;

    private static final int MAX_SHORT_LENGTH = 0x7F;
    private static final int SMALL_INTEGER = 0x80;
    private static final int MAX_SMALL_INTEGER = 0x6F;
    private static final int INTEGER = 0xF0;
    private static final int MIDDLE_LENGTH = 0xF9;
    private static final int LONG_LENGTH = 0xFA;
    private static final int MAX_MIDDLE_LENGTH = 0xFFFF;
    private static final int MIDDLE_HEADER_BYTES = 1 + Short.BYTES;
    private static final int LONG_HEADER_BYTES = 1 + Integer.BYTES;

    private PackedElement() {
    }

    /** Returns how many bytes an element takes, its header included. */
    public static int bytesAt(final long element) {
        final int head = NativeMemory.getUnsignedByte(element);
        if (head <= MAX_SHORT_LENGTH) {
            return 1 + head;
        }
        if (head < MIDDLE_LENGTH) {
            return head < INTEGER ? 1 : 1 + head - INTEGER;
        }
        return head == MIDDLE_LENGTH ? MIDDLE_HEADER_BYTES + (NativeMemory.getShort(element + 1) & MAX_MIDDLE_LENGTH)
            : LONG_HEADER_BYTES + NativeMemory.getInt(element + 1);
    }

    /** Tells whether an element is stored as an integer. */
    public static boolean isInteger(final long element) {
        final int head = NativeMemory.getUnsignedByte(element);
        return head > MAX_SHORT_LENGTH && head < MIDDLE_LENGTH;
    }

    /** Returns the number that an element {@linkplain #isInteger stored as an integer} is. */
    public static long integerAt(final long element) {
        final int head = NativeMemory.getUnsignedByte(element);
        if (head < INTEGER) {
            return head - SMALL_INTEGER;
        }
        final int bytes = head - INTEGER;
        long value = NativeMemory.getByte(element + bytes);
        for (int i = bytes - 1; i > 0; i--) {
            value = value << Byte.SIZE | NativeMemory.getUnsignedByte(element + i);
        }
        return value;
    }

    /** Returns the address of the content of an element that isn't stored as an integer. */
    public static long contentAt(final long element) {
        final int head = NativeMemory.getUnsignedByte(element);
        return element + (head <= MAX_SHORT_LENGTH ? 1
            : head == MIDDLE_LENGTH ? MIDDLE_HEADER_BYTES : LONG_HEADER_BYTES);
    }

    /** Returns the length of an element's text: its content's, or its digits' and sign's. */
    public static int lengthAt(final long element) {
        final int head = NativeMemory.getUnsignedByte(element);
        if (head <= MAX_SHORT_LENGTH) {
            return head;
        }
        if (head < MIDDLE_LENGTH) {
            return Decimal.length(integerAt(element));
        }
        return head == MIDDLE_LENGTH ? NativeMemory.getShort(element + 1) & MAX_MIDDLE_LENGTH
            : NativeMemory.getInt(element + 1);
    }

    /** Writes an element as a bulk string. */
    public static void reply(final long element, final ReplyWriter reply) {
        if (isInteger(element)) {
            reply.bulkDecimal(integerAt(element));
        } else {
            reply.bulk(contentAt(element), lengthAt(element));
        }
    }

    /** Returns how many bytes an element of this text takes. */
    public static int bytesFor(final long text, final int length) {
        if (isNumber(text, length)) {
            return bytesFor(Decimal.parse(text, length));
        }
        return headerBytes(length) + length;
    }

    /** Returns how many bytes an element of this number takes. */
    public static int bytesFor(final long number) {
        return number >= 0 && number <= MAX_SMALL_INTEGER ? 1 : 1 + integerBytes(number);
    }

    /** Writes an element of this text and returns the address behind it. */
    public static long write(final long target, final long text, final int length) {
        if (isNumber(text, length)) {
            return write(target, Decimal.parse(text, length));
        }
        final int headerBytes = headerBytes(length);
        if (headerBytes == 1) {
            NativeMemory.putByte(target, (byte) length);
        } else if (headerBytes == MIDDLE_HEADER_BYTES) {
            NativeMemory.putByte(target, (byte) MIDDLE_LENGTH);
            NativeMemory.putShort(target + 1, (short) length);
        } else {
            NativeMemory.putByte(target, (byte) LONG_LENGTH);
            NativeMemory.putInt(target + 1, length);
        }
        NativeMemory.copy(text, target + headerBytes, length);
        return target + headerBytes + length;
    }

    /** Writes an element of this number and returns the address behind it. */
    public static long write(final long target, final long number) {
        if (number >= 0 && number <= MAX_SMALL_INTEGER) {
            NativeMemory.putByte(target, (byte) (SMALL_INTEGER + number));
            return target + 1;
        }
        final int bytes = integerBytes(number);
        NativeMemory.putByte(target, (byte) (INTEGER + bytes));
        for (int i = 0; i < bytes; i++) {
            NativeMemory.putByte(target + 1 + i, (byte) (number >> Byte.SIZE * i));
        }
        return target + 1 + bytes;
    }

    /** Tells whether text is stored as an integer. */
    public static boolean isNumber(final long text, final int length) {
        if (length == 0 || length > Decimal.MAX_BYTES) {
            return false;
        }
        final int first = NativeMemory.getByte(text);
        return (first >= '0' && first <= '9' || first == '-') && Decimal.isCanonical(text, length);
    }

    /** Tells whether an element, not stored as an integer, holds just this text. */
    public static boolean isText(final long element, final long text, final int length) {
        final int head = NativeMemory.getUnsignedByte(element);
        if (head <= MAX_SHORT_LENGTH) {
            return head == length && NativeMemory.equal(element + 1, text, length);
        }
        return head >= MIDDLE_LENGTH && lengthAt(element) == length
            && NativeMemory.equal(contentAt(element), text, length);
    }

    private static int headerBytes(final int length) {
        return length <= MAX_SHORT_LENGTH ? 1 : length <= MAX_MIDDLE_LENGTH ? MIDDLE_HEADER_BYTES : LONG_HEADER_BYTES;
    }

    private static int integerBytes(final long number) {
        final int bits = Long.SIZE + 1 - Long.numberOfLeadingZeros(number < 0 ? ~number : number);
        return bits + Byte.SIZE - 1 >> 3;
    }
}
