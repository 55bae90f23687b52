package org.ouzel.engine.command.server;

import org.ouzel.engine.store.EntryDescriptor;

/** Redis's words for types and encodings. */
final class ValueNames {
    private ValueNames() {
    }

    static String type(final long entry) {
        return switch (EntryDescriptor.type(entry)) {
            case EntryDescriptor.TYPE_STRING -> "string";
            case EntryDescriptor.TYPE_LIST -> "list";
            case EntryDescriptor.TYPE_SET -> "set";
            case EntryDescriptor.TYPE_ZSET -> "zset";
            case EntryDescriptor.TYPE_HASH -> "hash";
            case EntryDescriptor.TYPE_STREAM -> "stream";
            default -> "unknown";
        };
    }

    static String encoding(final long entry) {
        return switch (EntryDescriptor.encoding(entry)) {
            case EntryDescriptor.ENCODING_RAW -> "raw";
            case EntryDescriptor.ENCODING_INT -> "int";
            case EntryDescriptor.ENCODING_EMBSTR -> "embstr";
            case EntryDescriptor.ENCODING_LISTPACK -> "listpack";
            case EntryDescriptor.ENCODING_INTSET -> "intset";
            case EntryDescriptor.ENCODING_HASHTABLE -> "hashtable";
            case EntryDescriptor.ENCODING_SKIPLIST -> "skiplist";
            case EntryDescriptor.ENCODING_QUICKLIST -> "quicklist";
            case EntryDescriptor.ENCODING_STREAM -> "stream";
            default -> "unknown";
        };
    }
}
