package org.ouzel.persistence.rdb;

import org.ouzel.protocol.NativeMemory;

/**
 * Elements of a ziplist, which Redis wrote before 7.0.
 *
 * <pre>
 * +0  4 bytes  all bytes of the blob
 * +4  4 bytes  where the last element begins
 * +8  2 bytes  number of elements, FFFF if not known
 * +10 elements, each: length of the one before (1 byte, or FE and 4 bytes), head and content
 *     FF
 *
 * head        00llllll text · 01llllll +1 text · 80 +4 text (highest byte first) · C0 16 bits · D0 32 bits
 *             E0 64 bits · F0 24 bits · FE 8 bits · F1 to FD the numbers 0 to 12
 * </pre>
 */
final class ZiplistElements extends Elements {
    private static final int HEADER_BYTES = 10;
    private static final int COUNT_OFFSET = 8;
    private static final int UNKNOWN_COUNT = 0xFFFF;
    private static final int END = 0xFF;
    private static final int LONG_PREVIOUS = 0xFE;
    private static final int TEXT_14 = 0x40;
    private static final int TEXT_32 = 0x80;
    private static final int FIRST_NUMBER = 0xC0;
    private static final int NUMBER_16 = 0xC0;
    private static final int NUMBER_32 = 0xD0;
    private static final int NUMBER_64 = 0xE0;
    private static final int NUMBER_24 = 0xF0;
    private static final int NUMBER_8 = 0xFE;
    private static final int FIRST_SMALL = 0xF1;
    private static final int LAST_SMALL = 0xFD;

    private int announced;
    private int passed;
    private long previousBytes;

    @Override
    void open(final long blob, final int bytes) throws MalformedBlobException {
        if (bytes < HEADER_BYTES + 1 || NativeMemory.getInt(blob) != bytes) {
            throw new MalformedBlobException("ziplist doesn't have the length that it tells: bytes=" + bytes);
        }
        announced = NativeMemory.getShort(blob + COUNT_OFFSET) & UNKNOWN_COUNT;
        passed = 0;
        previousBytes = 0;
        at = blob + HEADER_BYTES;
        end = blob + bytes - 1;
        if (NativeMemory.getUnsignedByte(end) != END) {
            throw new MalformedBlobException("ziplist has no end");
        }
    }

    @Override
    boolean next() throws MalformedBlobException {
        if (at == end) {
            if (announced != UNKNOWN_COUNT && announced != passed) {
                throw new MalformedBlobException("ziplist has another number of elements: announced=" + announced
                    + " found=" + passed);
            }
            return false;
        }
        final long from = at;
        final long head;
        final long told;
        if (NativeMemory.getUnsignedByte(at) < LONG_PREVIOUS) {
            told = NativeMemory.getUnsignedByte(at);
            head = at + 1;
        } else {
            need(at, 1 + Integer.BYTES);
            told = NativeMemory.getInt(at + 1) & 0xFFFFFFFFL;
            head = at + 1 + Integer.BYTES;
        }
        if (told != previousBytes) {
            throw new MalformedBlobException("ziplist's elements don't agree on a length");
        }
        need(head, 1);
        final int code = NativeMemory.getUnsignedByte(head);
        at = code < FIRST_NUMBER ? readText(head, code) : readNumber(head, code);
        previousBytes = at - from;
        passed++;
        return true;
    }

    private long readText(final long head, final int code) throws MalformedBlobException {
        final long from;
        final long length;
        if (code < TEXT_14) {
            from = head + 1;
            length = code;
        } else if (code < TEXT_32) {
            need(head, 2);
            from = head + 2;
            length = (code & RdbFormat.LOW_6_BITS) << Byte.SIZE | NativeMemory.getUnsignedByte(head + 1);
        } else {
            need(head, 1 + Integer.BYTES);
            from = head + 1 + Integer.BYTES;
            length = Integer.reverseBytes(NativeMemory.getInt(head + 1)) & 0xFFFFFFFFL;
        }
        show(from, length);
        return from + length;
    }

    private long readNumber(final long head, final int code) throws MalformedBlobException {
        if (code >= FIRST_SMALL && code <= LAST_SMALL) {
            show(code - FIRST_SMALL);
            return head + 1;
        }
        final int bytes = switch (code) {
            case NUMBER_8 -> 1;
            case NUMBER_16 -> Short.BYTES;
            case NUMBER_24 -> 3;
            case NUMBER_32 -> Integer.BYTES;
            case NUMBER_64 -> Long.BYTES;
            default -> throw new MalformedBlobException("ziplist has an unknown element: head=" + code);
        };
        need(head, 1L + bytes);
        long number = NativeMemory.getByte(head + bytes);
        for (int i = bytes - 1; i > 0; i--) {
            number = number << Byte.SIZE | NativeMemory.getUnsignedByte(head + i);
        }
        show(number);
        return head + 1 + bytes;
    }
}
