package org.ouzel.persistence.rdb;

/** The numbers of the RDB format: versions, opcodes, types and length codes. */
final class RdbFormat {
    /** What Redis 7.0 and Valkey read. */
    static final int VERSION = 10;
    /** Where hashes have fields that expire. */
    static final int VERSION_WITH_FIELD_EXPIRY = 12;
    static final int MAX_VERSION = 12;
    static final int FIRST_CHECKSUMMED_VERSION = 5;
    static final String MAGIC = "REDIS";
    static final int VERSION_DIGITS = 4;

    static final int OP_SLOT_INFO = 244;
    static final int OP_FUNCTION2 = 245;
    static final int OP_FUNCTION_PRE_GA = 246;
    static final int OP_MODULE_AUX = 247;
    static final int OP_IDLE = 248;
    static final int OP_FREQ = 249;
    static final int OP_AUX = 250;
    static final int OP_RESIZEDB = 251;
    static final int OP_EXPIRETIME_MS = 252;
    static final int OP_EXPIRETIME = 253;
    static final int OP_SELECTDB = 254;
    static final int OP_EOF = 255;

    static final int TYPE_STRING = 0;
    static final int TYPE_LIST = 1;
    static final int TYPE_SET = 2;
    static final int TYPE_ZSET = 3;
    static final int TYPE_HASH = 4;
    static final int TYPE_ZSET_2 = 5;
    static final int TYPE_MODULE_PRE_GA = 6;
    static final int TYPE_MODULE_2 = 7;
    static final int TYPE_HASH_ZIPMAP = 9;
    static final int TYPE_LIST_ZIPLIST = 10;
    static final int TYPE_SET_INTSET = 11;
    static final int TYPE_ZSET_ZIPLIST = 12;
    static final int TYPE_HASH_ZIPLIST = 13;
    static final int TYPE_LIST_QUICKLIST = 14;
    static final int TYPE_STREAM_LISTPACKS = 15;
    static final int TYPE_HASH_LISTPACK = 16;
    static final int TYPE_ZSET_LISTPACK = 17;
    static final int TYPE_LIST_QUICKLIST_2 = 18;
    static final int TYPE_STREAM_LISTPACKS_2 = 19;
    static final int TYPE_SET_LISTPACK = 20;
    static final int TYPE_STREAM_LISTPACKS_3 = 21;
    static final int TYPE_HASH_METADATA_PRE_GA = 22;
    static final int TYPE_HASH_LISTPACK_EX_PRE_GA = 23;
    static final int TYPE_HASH_METADATA = 24;
    static final int TYPE_HASH_LISTPACK_EX = 25;
    static final int MAX_TYPE = TYPE_HASH_LISTPACK_EX;

    static final int LENGTH_SHIFT = 6;
    static final int LENGTH_6_BITS = 0;
    static final int LENGTH_14_BITS = 1;
    static final int LENGTH_32_BITS = 0x80;
    static final int LENGTH_64_BITS = 0x81;
    static final int LENGTH_ENCODED = 3;
    static final int LOW_6_BITS = 0x3F;
    static final int MAX_14_BITS = 0x3FFF;

    /** Strings that are encoded: the whole first byte. */
    static final int STRING_INT8 = 0xC0;
    static final int STRING_INT16 = 0xC1;
    static final int STRING_INT32 = 0xC2;
    static final int STRING_LZF = 0xC3;

    static final int QUICKLIST_PLAIN = 1;
    static final int QUICKLIST_PACKED = 2;

    static final int SCORE_NAN = 253;
    static final int SCORE_INFINITE = 254;
    static final int SCORE_NEGATIVE_INFINITE = 255;

    static final int CHECKSUM_BYTES = Long.BYTES;
    static final int STREAM_ID_BYTES = 2 * Long.BYTES;

    private RdbFormat() {
    }

    /** Tells whether a byte begins a record: what stands in front of a key, or its value's type. */
    static boolean isRecord(final int code) {
        return isType(code) || code == OP_EXPIRETIME_MS || code == OP_EXPIRETIME || code == OP_FREQ || code == OP_IDLE;
    }

    /** Tells whether a byte between records says the type of a value. */
    static boolean isType(final int code) {
        return code <= MAX_TYPE && code != 8;
    }
}
