package org.ouzel.engine.store;

import org.ouzel.protocol.NativeMemory;

/**
 * The layout of an entry: one block that holds a key, its value and what is known of both.
 *
 * <pre>
 * +0  byte  type (low 4 bits), encoding (high 4 bits)
 * +1  byte  flags: 1 has an expiry, 2 wide key length, 4 and 8 width of the value length, 16 has a capacity,
 *           32 the epoch in which a snapshot saw it last (see {@link SnapshotWalk})
 * +2  3 bytes of access clock or counter (see {@link AccessClock})
 * +5  key length: 1 byte, or 4 if wide
 *     value length: 1, 2 or 4 bytes
 *     expiry in Unix milliseconds: 8 bytes, if any, or if the value has more than 65,535 bytes; -1 is none
 *     bytes of the whole block: 4 bytes, if any; otherwise the block is as large as its content
 *     key
 *     value
 * </pre>
 *
 * A string value is its bytes, or with {@link #ENCODING_INT} a signed 64-bit number. A packed collection's value is its
 * blob. A collection above the packed thresholds has the 4-byte handle of its structure in {@link CollectionTable}.
 * Addresses given to these methods are entries, which hold what their lengths say by construction.
 */
public final class EntryDescriptor {
    public static final int TYPE_STRING = 0;
    public static final int TYPE_LIST = 1;
    public static final int TYPE_SET = 2;
    public static final int TYPE_ZSET = 3;
    public static final int TYPE_HASH = 4;
    public static final int TYPE_STREAM = 5;

    /** Bytes as they came, changed since or long. */
    public static final int ENCODING_RAW = 0;
    /** A signed 64-bit number. */
    public static final int ENCODING_INT = 1;
    /** Bytes as they came, at most 44. */
    public static final int ENCODING_EMBSTR = 2;
    /** A collection as one packed blob in the value. */
    public static final int ENCODING_LISTPACK = 3;
    /** A set of integers as one packed blob in the value. */
    public static final int ENCODING_INTSET = 4;
    /** A hash with expiries of fields: the earliest one (8 bytes), then one packed blob. */
    public static final int ENCODING_LISTPACK_EX = 5;
    /** The first of the encodings whose value is a handle. */
    public static final int FIRST_HANDLE_ENCODING = 8;
    public static final int ENCODING_HASHTABLE = 8;
    public static final int ENCODING_SKIPLIST = 9;
    public static final int ENCODING_QUICKLIST = 10;
    public static final int ENCODING_STREAM = 11;
    /** A hash with expiries of fields: the handle, then the earliest expiry (8 bytes). */
    public static final int ENCODING_HASHTABLE_EX = 12;

    /** An expiry of "never". */
    public static final long NO_EXPIRY = -1;
    /** The longest string that OBJECT ENCODING calls embstr. */
    public static final int MAX_EMBSTR_BYTES = 44;
    public static final int HANDLE_BYTES = Integer.BYTES;

    static final int TYPE_MASK = 15;
    static final int FLAG_EXPIRY = 1;
    static final int FLAG_WIDE_KEY = 2;
    static final int FLAG_CAPACITY = 16;
    static final int FLAG_EPOCH = 32;
    static final int VALUE_WIDTH_SHIFT = 2;
    static final int VALUE_WIDTH_MASK = 3;
    static final int FLAGS_OFFSET = 1;
    private static final int KEY_LENGTH_OFFSET = 5;
    private static final int ACCESS_SHIFT = 8;
    private static final int MAX_NARROW = 0xFF;
    private static final int MAX_MIDDLE = 0xFFFF;
    /** The flags that say how the entry is laid out. */
    private static final int LAYOUT_FLAGS = 31;
    private static final byte[] HEADER_BYTES = new byte[LAYOUT_FLAGS + 1];

    static {
        for (int flags = 0; flags < HEADER_BYTES.length; flags++) {
            HEADER_BYTES[flags] = (byte) (KEY_LENGTH_OFFSET
                + ((flags & FLAG_WIDE_KEY) == 0 ? 1 : 4)
                + (1 << (flags >> VALUE_WIDTH_SHIFT & VALUE_WIDTH_MASK))
                + ((flags & FLAG_EXPIRY) == 0 ? 0 : 8)
                + ((flags & FLAG_CAPACITY) == 0 ? 0 : 4));
        }
    }

    private EntryDescriptor() {
    }

    public static int type(final long entry) {
        return NativeMemory.getByte(entry) & TYPE_MASK;
    }

    public static int encoding(final long entry) {
        return NativeMemory.getByte(entry) >>> 4 & 15;
    }

    /** Returns {@code encoding << 4 | type}. */
    public static int typeAndEncoding(final long entry) {
        return NativeMemory.getUnsignedByte(entry);
    }

    public static boolean isInteger(final long entry) {
        return NativeMemory.getByte(entry) == (byte) (ENCODING_INT << 4 | TYPE_STRING);
    }

    /** Tells whether the value is a handle of a structure in {@link CollectionTable}. */
    public static boolean isHandle(final long entry) {
        return encoding(entry) >= FIRST_HANDLE_ENCODING;
    }

    public static int keyLength(final long entry) {
        return (flags(entry) & FLAG_WIDE_KEY) == 0
            ? NativeMemory.getUnsignedByte(entry + KEY_LENGTH_OFFSET)
            : NativeMemory.getInt(entry + KEY_LENGTH_OFFSET);
    }

    public static long keyAddress(final long entry) {
        return entry + HEADER_BYTES[flags(entry)];
    }

    public static int valueLength(final long entry) {
        final int flags = flags(entry);
        final long address = entry + KEY_LENGTH_OFFSET + ((flags & FLAG_WIDE_KEY) == 0 ? 1 : 4);
        return switch (flags >> VALUE_WIDTH_SHIFT & VALUE_WIDTH_MASK) {
            case 0 -> NativeMemory.getUnsignedByte(address);
            case 1 -> NativeMemory.getShort(address) & MAX_MIDDLE;
            default -> NativeMemory.getInt(address);
        };
    }

    public static long valueAddress(final long entry) {
        return keyAddress(entry) + keyLength(entry);
    }

    public static boolean hasExpiry(final long entry) {
        return hasExpiryField(entry) && NativeMemory.getLong(expiryAddress(entry)) != NO_EXPIRY;
    }

    /** Tells whether an expiry can be written without moving the entry. */
    static boolean hasExpiryField(final long entry) {
        return (flags(entry) & FLAG_EXPIRY) != 0;
    }

    /** Returns the expiry in Unix milliseconds, or {@link #NO_EXPIRY}. */
    public static long expiryMs(final long entry) {
        return hasExpiryField(entry) ? NativeMemory.getLong(expiryAddress(entry)) : NO_EXPIRY;
    }

    /** Returns the number that an entry with {@link #ENCODING_INT} holds. */
    public static long integerValue(final long entry) {
        return NativeMemory.getLong(valueAddress(entry));
    }

    public static void setIntegerValue(final long entry, final long value) {
        NativeMemory.putLong(valueAddress(entry), value);
    }

    /** Tells whether the value has elements that expire on their own. */
    public static boolean hasElementExpiry(final long entry) {
        final int encoding = encoding(entry);
        return encoding == ENCODING_LISTPACK_EX || encoding == ENCODING_HASHTABLE_EX;
    }

    /** Returns a time before which no element of a value {@linkplain #hasElementExpiry with such} is due. */
    public static long elementExpiryMs(final long entry) {
        return NativeMemory.getLong(elementExpiryAddress(entry));
    }

    static void writeElementExpiry(final long entry, final long expiryMs) {
        NativeMemory.putLong(elementExpiryAddress(entry), expiryMs);
    }

    public static int handle(final long entry) {
        return NativeMemory.getInt(valueAddress(entry));
    }

    /** Returns the 24 bits of access clock or counter. */
    public static int access(final long entry) {
        return NativeMemory.getInt(entry + FLAGS_OFFSET) >>> ACCESS_SHIFT;
    }

    public static void setAccess(final long entry, final int access) {
        NativeMemory.putInt(entry + FLAGS_OFFSET, access << ACCESS_SHIFT | NativeMemory.getByte(entry + FLAGS_OFFSET));
    }

    public static void setEncoding(final long entry, final int encoding) {
        NativeMemory.putByte(entry, (byte) (encoding << 4 | type(entry)));
    }

    /** Returns the bytes of the entry's block, before rounding to a size class. */
    public static long blockBytes(final long entry) {
        final int flags = flags(entry);
        if ((flags & FLAG_CAPACITY) != 0) {
            return NativeMemory.getInt(entry + HEADER_BYTES[flags] - Integer.BYTES) & 0xFFFFFFFFL;
        }
        return (long) HEADER_BYTES[flags] + keyLength(entry) + valueLength(entry);
    }

    /** Returns the flags that say how the entry is laid out. */
    static int flags(final long entry) {
        return NativeMemory.getByte(entry + FLAGS_OFFSET) & LAYOUT_FLAGS;
    }

    /** Returns {@link #FLAG_EPOCH} or 0. */
    static int epoch(final long entry) {
        return NativeMemory.getByte(entry + FLAGS_OFFSET) & FLAG_EPOCH;
    }

    static void setEpoch(final long entry, final int epoch) {
        NativeMemory.putByte(entry + FLAGS_OFFSET, (byte) (flags(entry) | epoch));
    }

    static int headerBytes(final int flags) {
        return HEADER_BYTES[flags];
    }

    /** Returns the flags of an entry with these lengths. */
    static int flagsFor(final int keyLength, final int valueLength, final boolean isExpiring, final boolean isRoomy) {
        final int width = valueLength <= MAX_NARROW ? 0 : valueLength <= MAX_MIDDLE ? 1 : 2;
        // A long value has room for an expiry in any case, so that EXPIRE never has to copy it.
        return (isExpiring || width == 2 ? FLAG_EXPIRY : 0) | (keyLength <= MAX_NARROW ? 0 : FLAG_WIDE_KEY)
            | width << VALUE_WIDTH_SHIFT | (isRoomy ? FLAG_CAPACITY : 0);
    }

    /** Writes everything before the key; the capacity only where the flags, which include the epoch, say so. */
    static void writeHeader(final long entry, final int flags, final int typeAndEncoding, final int access,
        final int keyLength, final int valueLength, final long expiryMs, final long blockBytes) {
        NativeMemory.putByte(entry, (byte) typeAndEncoding);
        NativeMemory.putInt(entry + FLAGS_OFFSET, access << ACCESS_SHIFT | flags);
        if ((flags & FLAG_WIDE_KEY) == 0) {
            NativeMemory.putByte(entry + KEY_LENGTH_OFFSET, (byte) keyLength);
        } else {
            NativeMemory.putInt(entry + KEY_LENGTH_OFFSET, keyLength);
        }
        writeValueLength(entry, flags, valueLength);
        if ((flags & FLAG_EXPIRY) != 0) {
            NativeMemory.putLong(expiryAddress(entry), expiryMs);
        }
        if ((flags & FLAG_CAPACITY) != 0) {
            NativeMemory.putInt(entry + HEADER_BYTES[flags & LAYOUT_FLAGS] - Integer.BYTES, (int) blockBytes);
        }
    }

    static void writeValueLength(final long entry, final int flags, final int valueLength) {
        final long address = entry + KEY_LENGTH_OFFSET + ((flags & FLAG_WIDE_KEY) == 0 ? 1 : 4);
        switch (flags >> VALUE_WIDTH_SHIFT & VALUE_WIDTH_MASK) {
            case 0 -> NativeMemory.putByte(address, (byte) valueLength);
            case 1 -> NativeMemory.putShort(address, (short) valueLength);
            default -> NativeMemory.putInt(address, valueLength);
        }
    }

    static void writeExpiry(final long entry, final long expiryMs) {
        NativeMemory.putLong(expiryAddress(entry), expiryMs);
    }

    private static long elementExpiryAddress(final long entry) {
        return valueAddress(entry) + (isHandle(entry) ? HANDLE_BYTES : 0);
    }

    private static long expiryAddress(final long entry) {
        final int flags = flags(entry);
        return entry + HEADER_BYTES[flags] - Long.BYTES - ((flags & FLAG_CAPACITY) == 0 ? 0 : Integer.BYTES);
    }
}
