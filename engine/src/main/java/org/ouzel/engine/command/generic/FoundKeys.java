package org.ouzel.engine.command.generic;

import java.util.Arrays;
import org.ouzel.engine.store.EntryConsumer;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.ReplyWriter;

/** The entries that a walk has come by and that the client wants to see, in its order. */
final class FoundKeys implements EntryConsumer {
    /** Any type. */
    static final int ANY_TYPE = -2;
    private static final int INITIAL_CAPACITY = 16;

    private long passedCount;
    private int size;
    private long[] entries = new long[INITIAL_CAPACITY];
    private final KeyFilter filter;

    FoundKeys(final KeyFilter filter) {
        this.filter = filter;
    }

    @Override
    public void accept(final long entry) {
        passedCount++;
        if (!filter.isWanted(entry)) {
            return;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = entry;
    }

    /** Returns how many entries the walk has come by, wanted or not. */
    long passedCount() {
        return passedCount;
    }

    /** Writes the names as an array. */
    void write(final ReplyWriter reply) {
        reply.array(size);
        for (int i = 0; i < size; i++) {
            reply.bulk(EntryDescriptor.keyAddress(entries[i]), EntryDescriptor.keyLength(entries[i]));
        }
    }

    /** Which keys the client wants to see: never those whose time has come. */
    static final class KeyFilter {
        private final GlobPattern pattern;
        private final int type;
        private final long nowMs;

        /**
         * @param pattern of the names, or null
         * @param type    of the values, or {@link #ANY_TYPE}
         * @param nowMs   the command's clock
         */
        KeyFilter(final GlobPattern pattern, final int type, final long nowMs) {
            this.pattern = pattern == null || pattern.isEverything() ? null : pattern;
            this.type = type;
            this.nowMs = nowMs;
        }

        boolean isWanted(final long entry) {
            if (EntryDescriptor.hasExpiry(entry) && EntryDescriptor.expiryMs(entry) <= nowMs) {
                return false;
            }
            if (type != ANY_TYPE && EntryDescriptor.type(entry) != type) {
                return false;
            }
            return pattern == null
                || pattern.matches(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
        }
    }
}
