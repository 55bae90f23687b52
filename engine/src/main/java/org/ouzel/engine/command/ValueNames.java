package org.ouzel.engine.command;

import org.ouzel.engine.store.EntryDescriptor;

/** Redis's names of types and encodings, as TYPE, OBJECT ENCODING and SCAN … TYPE use them. */
public final class ValueNames {
    private static final String[] TYPES = {"string", "list", "set", "zset", "hash", "stream"};

    private ValueNames() {
    }

    /** Returns the name of an entry's type. */
    public static String type(final long entry) {
        return TYPES[EntryDescriptor.type(entry)];
    }

    /** Returns the type of that name in lower case, or -1 if there is none. */
    public static int typeOf(final String name) {
        for (int type = 0; type < TYPES.length; type++) {
            if (TYPES[type].equals(name)) {
                return type;
            }
        }
        return -1;
    }

    /** Returns the name of an entry's encoding. */
    public static String encoding(final long entry) {
        final int encoding = EntryDescriptor.encoding(entry);
        return switch (encoding) {
            case EntryDescriptor.ENCODING_RAW -> "raw";
            case EntryDescriptor.ENCODING_INT -> "int";
            case EntryDescriptor.ENCODING_EMBSTR -> "embstr";
            case EntryDescriptor.ENCODING_LISTPACK -> "listpack";
            case EntryDescriptor.ENCODING_INTSET -> "intset";
            case EntryDescriptor.ENCODING_LISTPACK_EX -> "listpackex";
            case EntryDescriptor.ENCODING_HASHTABLE, EntryDescriptor.ENCODING_HASHTABLE_EX -> "hashtable";
            case EntryDescriptor.ENCODING_SKIPLIST -> "skiplist";
            case EntryDescriptor.ENCODING_QUICKLIST -> "quicklist";
            case EntryDescriptor.ENCODING_STREAM -> "stream";
            default -> throw new IllegalStateException("unexpected encoding=" + encoding);
        };
    }
}
