package org.ouzel.persistence.rdb;

import org.ouzel.protocol.NativeMemory;

/**
 * The checksum of RDB files and payloads: CRC-64 with the polynomial of Jones, reflected, beginning with 0 and without
 * a final exclusive or. The nine digits {@code 123456789} give {@code e9c6d914c4b8d9ca}. Callable from any thread.
 */
public final class Crc64 {
    /** 0xad93d23594c935a9 with its bits reversed. */
    private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;
    private static final int BYTE_MASK = 0xFF;
    private static final int TABLE_SIZE = 256;
    /** For each byte, the effect that it has when 0 to 7 other bytes follow: eight bytes are taken at once. */
    private static final long[] TABLES = new long[Long.BYTES * TABLE_SIZE];

    static {
        for (int i = 0; i < TABLE_SIZE; i++) {
            long crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            TABLES[i] = crc;
        }
        for (int i = TABLE_SIZE; i < TABLES.length; i++) {
            final long before = TABLES[i - TABLE_SIZE];
            TABLES[i] = TABLES[(int) before & BYTE_MASK] ^ before >>> Byte.SIZE;
        }
    }

    private Crc64() {
    }

    /** Returns the checksum of what has {@code crc} so far (0 for nothing) and of some more bytes. */
    public static long update(final long crc, final long address, final long bytes) {
        final long[] tables = TABLES;
        long value = crc;
        long at = address;
        final long end = address + bytes;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            final long word = value ^ NativeMemory.getLong(at);
            value = tables[7 * TABLE_SIZE + ((int) word & BYTE_MASK)]
                ^ tables[6 * TABLE_SIZE + ((int) (word >>> 8) & BYTE_MASK)]
                ^ tables[5 * TABLE_SIZE + ((int) (word >>> 16) & BYTE_MASK)]
                ^ tables[4 * TABLE_SIZE + ((int) (word >>> 24) & BYTE_MASK)]
                ^ tables[3 * TABLE_SIZE + ((int) (word >>> 32) & BYTE_MASK)]
                ^ tables[2 * TABLE_SIZE + ((int) (word >>> 40) & BYTE_MASK)]
                ^ tables[TABLE_SIZE + ((int) (word >>> 48) & BYTE_MASK)]
                ^ tables[(int) (word >>> 56) & BYTE_MASK];
        }
        for (; at < end; at++) {
            value = tables[((int) value ^ NativeMemory.getByte(at)) & BYTE_MASK] ^ value >>> Byte.SIZE;
        }
        return value;
    }
}
