package org.ouzel.persistence.rdb;

import org.ouzel.protocol.NativeMemory;

/**
 * Elements of a listpack.
 *
 * <pre>
 * +0  4 bytes  all bytes of the blob
 * +4  2 bytes  number of elements, FFFF if not known
 * +6  elements, each: head and content, then its bytes so far, 7 bits a byte, the highest first
 *     FF
 *
 * head        0xxxxxxx 0 to 127 · 10llllll text · 110xxxxx +1 13 bits · 1110llll +1 text
 *             F0 +4 text · F1 16 bits · F2 24 bits · F3 32 bits · F4 64 bits
 * </pre>
 */
final class ListpackElements extends Elements {
    static final int HEADER_BYTES = 6;
    static final int UNKNOWN_COUNT = 0xFFFF;
    static final int END = 0xFF;
    static final int TEXT_6 = 0x80;
    static final int NUMBER_13 = 0xC0;
    static final int TEXT_12 = 0xE0;
    static final int TEXT_32 = 0xF0;
    static final int NUMBER_16 = 0xF1;
    static final int NUMBER_24 = 0xF2;
    static final int NUMBER_32 = 0xF3;
    static final int NUMBER_64 = 0xF4;

    private static final int BITS_13 = 13;
    private static final int BITS_24 = 24;
    private static final int LOW_5_BITS = 0x1F;
    private static final int LOW_4_BITS = 0x0F;

    private int announced;
    private int passed;

    @Override
    void open(final long blob, final int bytes) throws MalformedBlobException {
        if (bytes < HEADER_BYTES + 1 || NativeMemory.getInt(blob) != bytes) {
            throw new MalformedBlobException("listpack doesn't have the length that it tells: bytes=" + bytes);
        }
        announced = NativeMemory.getShort(blob + Integer.BYTES) & UNKNOWN_COUNT;
        passed = 0;
        at = blob + HEADER_BYTES;
        end = blob + bytes - 1;
        if (NativeMemory.getUnsignedByte(end) != END) {
            throw new MalformedBlobException("listpack has no end");
        }
    }

    @Override
    boolean next() throws MalformedBlobException {
        if (at == end) {
            if (announced != UNKNOWN_COUNT && announced != passed) {
                throw new MalformedBlobException("listpack has another number of elements: announced=" + announced
                    + " found=" + passed);
            }
            return false;
        }
        final int head = NativeMemory.getUnsignedByte(at);
        final long behind = head < NUMBER_13 ? readShort(head) : head < TEXT_32 ? readMiddle(head) : readLong(head);
        at = behind + lengthBytes(behind - at);
        if (at > end) {
            throw new MalformedBlobException("listpack's last element is cut off");
        }
        passed++;
        return true;
    }

    /** Returns how many bytes follow an element of so many bytes to tell its length: from 2 on, one less than fit. */
    static int lengthBytes(final long bytes) {
        return bytes <= 127 ? 1 : bytes < 16_383 ? 2 : bytes < 2_097_151 ? 3 : bytes < 268_435_455 ? 4 : 5;
    }

    private long readShort(final int head) throws MalformedBlobException {
        if (head < TEXT_6) {
            show(head);
            return at + 1;
        }
        return text(at + 1, head & RdbFormat.LOW_6_BITS);
    }

    private long readMiddle(final int head) throws MalformedBlobException {
        need(at, 2);
        final int low = NativeMemory.getUnsignedByte(at + 1);
        if (head < TEXT_12) {
            final int number = (head & LOW_5_BITS) << Byte.SIZE | low;
            show(number << Integer.SIZE - BITS_13 >> Integer.SIZE - BITS_13);
            return at + 2;
        }
        return text(at + 2, (head & LOW_4_BITS) << Byte.SIZE | low);
    }

    private long readLong(final int head) throws MalformedBlobException {
        switch (head) {
            case TEXT_32 -> {
                need(at, 1 + Integer.BYTES);
                return text(at + 1 + Integer.BYTES, NativeMemory.getInt(at + 1) & 0xFFFFFFFFL);
            }
            case NUMBER_16 -> {
                need(at, 1 + Short.BYTES);
                show(NativeMemory.getShort(at + 1));
                return at + 1 + Short.BYTES;
            }
            case NUMBER_24 -> {
                need(at, 1 + 3);
                show((NativeMemory.getShort(at + 1) & 0xFFFF | NativeMemory.getByte(at + 3) << 2 * Byte.SIZE)
                    << Integer.SIZE - BITS_24 >> Integer.SIZE - BITS_24);
                return at + 1 + 3;
            }
            case NUMBER_32 -> {
                need(at, 1 + Integer.BYTES);
                show(NativeMemory.getInt(at + 1));
                return at + 1 + Integer.BYTES;
            }
            case NUMBER_64 -> {
                need(at, 1 + Long.BYTES);
                show(NativeMemory.getLong(at + 1));
                return at + 1 + Long.BYTES;
            }
            default -> throw new MalformedBlobException("listpack has an unknown element: head=" + head);
        }
    }

    private long text(final long from, final long length) throws MalformedBlobException {
        show(from, length);
        return from + length;
    }
}
