package org.ouzel.engine;

import org.ouzel.protocol.NativeMemory;

/**
 * The slot of a key, 0 to 16383: CRC16 (XMODEM) of the key, or of its {@code {hashtag}} if it has one. Source: the
 * Redis cluster specification.
 */
public final class KeySlot {
    public static final int SLOT_COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final char[] TABLE = new char[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
            TABLE[i] = (char) crc;
        }
    }

    private KeySlot() {
    }

    /** Returns the slot of a key. */
    public static int of(final long address, final int length) {
        final int open = indexOf(address, 0, length, '{');
        if (open >= 0) {
            final int close = indexOf(address, open + 1, length, '}');
            if (close > open + 1) {
                return crc16(address + open + 1, close - open - 1) & SLOT_COUNT - 1;
            }
        }
        return crc16(address, length) & SLOT_COUNT - 1;
    }

    private static int indexOf(final long address, final int from, final int length, final char wanted) {
        for (int i = from; i < length; i++) {
            if (NativeMemory.getByte(address + i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int crc16(final long address, final int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc = (crc << 8 ^ TABLE[(crc >>> 8 ^ NativeMemory.getByte(address + i)) & 0xFF]) & 0xFFFF;
        }
        return crc;
    }
}
