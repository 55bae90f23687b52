package org.ouzel.persistence.rdb;

import org.ouzel.protocol.NativeMemory;

/**
 * Elements of a zipmap, which Redis wrote for small hashes before 2.6: fields and values in turn.
 *
 * <pre>
 * +0  1 byte   number of fields, FE or more if not known
 * +1  each: length of the field (1 byte, or FE and 4 bytes), field,
 *     length of the value (likewise), 1 byte of how much is unused behind it, value, unused bytes
 *     FF
 * </pre>
 */
final class ZipmapElements extends Elements {
    private static final int LONG_LENGTH = 0xFE;
    private static final int END = 0xFF;

    private boolean isValueNext;
    private int announced;
    private int passed;

    @Override
    void open(final long blob, final int bytes) throws MalformedBlobException {
        if (bytes < 2 || NativeMemory.getUnsignedByte(blob + bytes - 1) != END) {
            throw new MalformedBlobException("zipmap has no end: bytes=" + bytes);
        }
        announced = NativeMemory.getUnsignedByte(blob);
        passed = 0;
        at = blob + 1;
        end = blob + bytes - 1;
        isValueNext = false;
    }

    @Override
    boolean next() throws MalformedBlobException {
        if (at == end && !isValueNext) {
            if (announced < LONG_LENGTH && announced != passed) {
                throw new MalformedBlobException("zipmap has another number of fields: announced=" + announced
                    + " found=" + passed);
            }
            return false;
        }
        need(at, 1);
        long from = at + 1;
        long length = NativeMemory.getUnsignedByte(at);
        if (length >= LONG_LENGTH) {
            need(at, 1 + Integer.BYTES);
            length = NativeMemory.getInt(at + 1) & 0xFFFFFFFFL;
            from = at + 1 + Integer.BYTES;
        }
        int unused = 0;
        if (isValueNext) {
            need(from, 1);
            unused = NativeMemory.getUnsignedByte(from++);
        }
        show(from, length);
        at = from + length + unused;
        if (at > end) {
            throw new MalformedBlobException("zipmap's last element is cut off");
        }
        passed += isValueNext ? 0 : 1;
        isValueNext = !isValueNext;
        return true;
    }
}
