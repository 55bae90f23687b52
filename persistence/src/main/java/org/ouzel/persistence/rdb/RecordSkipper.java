package org.ouzel.persistence.rdb;

import java.io.IOException;

/** Finds where records end, without looking closer at them than that takes. One thread. */
final class RecordSkipper {
    private RecordSkipper() {
    }

    /** Goes over what stands in front of a record's type, which it returns. */
    static int skipPrefixes(final int code, final RdbInput in) throws IOException {
        int next = code;
        while (!RdbFormat.isType(next)) {
            switch (next) {
                case RdbFormat.OP_EXPIRETIME -> in.skip(Integer.BYTES);
                case RdbFormat.OP_EXPIRETIME_MS -> in.skip(Long.BYTES);
                case RdbFormat.OP_FREQ -> in.skip(Byte.BYTES);
                case RdbFormat.OP_IDLE -> in.readLength();
                default -> throw in.failure("unknown opcode or type: code=" + next);
            }
            next = in.readByte();
        }
        return next;
    }

    /** Goes over a value of a type. */
    static void skipValue(final int type, final RdbInput in) throws IOException {
        switch (type) {
            case RdbFormat.TYPE_LIST, RdbFormat.TYPE_SET, RdbFormat.TYPE_LIST_QUICKLIST -> skipStrings(in, 1);
            case RdbFormat.TYPE_HASH -> skipStrings(in, 2);
            case RdbFormat.TYPE_LIST_QUICKLIST_2 -> skipNodes(in);
            case RdbFormat.TYPE_ZSET -> skipScores(in);
            case RdbFormat.TYPE_ZSET_2 -> skipBinaryScores(in);
            case RdbFormat.TYPE_HASH_METADATA -> {
                in.skip(Long.BYTES);
                skipExpiringFields(in);
            }
            case RdbFormat.TYPE_HASH_METADATA_PRE_GA -> skipExpiringFields(in);
            case RdbFormat.TYPE_HASH_LISTPACK_EX -> {
                in.skip(Long.BYTES);
                in.skipString();
            }
            case RdbFormat.TYPE_STREAM_LISTPACKS, RdbFormat.TYPE_STREAM_LISTPACKS_2,
                RdbFormat.TYPE_STREAM_LISTPACKS_3 -> skipStream(type, in);
            case RdbFormat.TYPE_MODULE_PRE_GA, RdbFormat.TYPE_MODULE_2 -> throw in.failure(
                "values of modules can't be read: module=" + ModuleName.of(in.readLength()));
            default -> in.skipString();
        }
    }

    private static void skipStrings(final RdbInput in, final int each) throws IOException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            for (int j = 0; j < each; j++) {
                in.skipString();
            }
        }
    }

    private static void skipNodes(final RdbInput in) throws IOException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            in.readLength();
            in.skipString();
        }
    }

    private static void skipScores(final RdbInput in) throws IOException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            in.skipString();
            final int length = in.readByte();
            in.skip(length < RdbFormat.SCORE_NAN ? length : 0);
        }
    }

    private static void skipBinaryScores(final RdbInput in) throws IOException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            in.skipString();
            in.skip(Double.BYTES);
        }
    }

    private static void skipExpiringFields(final RdbInput in) throws IOException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            in.readLength();
            in.skipString();
            in.skipString();
        }
    }

    private static void skipStream(final int type, final RdbInput in) throws IOException {
        skipStrings(in, 2);
        final boolean isFirst = type == RdbFormat.TYPE_STREAM_LISTPACKS;
        // The length and the last identifier; from the second generation on two identifiers more, and a count.
        skipLengths(in, isFirst ? 3 : 8);
        final long groupCount = in.readCount();
        for (long i = 0; i < groupCount; i++) {
            in.skipString();
            skipLengths(in, isFirst ? 2 : 3);
            final long pendingCount = in.readCount();
            for (long j = 0; j < pendingCount; j++) {
                in.skip(RdbFormat.STREAM_ID_BYTES + Long.BYTES);
                in.readLength();
            }
            final long consumerCount = in.readCount();
            for (long j = 0; j < consumerCount; j++) {
                in.skipString();
                in.skip(type == RdbFormat.TYPE_STREAM_LISTPACKS_3 ? 2 * Long.BYTES : Long.BYTES);
                final long ownCount = in.readCount();
                for (long k = 0; k < ownCount; k++) {
                    in.skip(RdbFormat.STREAM_ID_BYTES);
                }
            }
        }
    }

    private static void skipLengths(final RdbInput in, final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            in.readLength();
        }
    }
}
