package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * LCS key1 key2 [LEN] [IDX] [MINMATCHLEN n] [WITHMATCHLEN].
 *
 * <p>Answers the common subsequence as a string; with LEN its length; with IDX a map of {@code matches} (the stretches
 * that agree, last first: positions in either string, and with WITHMATCHLEN their length) and {@code len}. A missing
 * key is an empty string. Pairs of strings that Redis refuses, since its table would be larger than
 * {@code proto-max-bulk-len}, are refused here too, although {@link LongestCommonSubsequence} needs a 32nd of that
 * memory: the limit bounds the time as well.
 */
final class LcsCommand implements CommandHandler {
    private static final int CELL_BYTES = 4;

    @Override
    public void execute(final CommandContext context) {
        final long first = context.lookupRead(1);
        final long second = context.lookupRead(2);
        if (!isStringOrMissing(first) || !isStringOrMissing(second)) {
            context.reply().error("ERR The specified keys must contain string values");
            return;
        }
        boolean isLength = false;
        boolean isIndexed = false;
        boolean hasMatchLengths = false;
        long minMatchLength = 0;
        for (int arg = 3; arg < context.argCount(); arg++) {
            if (context.argIs(arg, "idx")) {
                isIndexed = true;
            } else if (context.argIs(arg, "len")) {
                isLength = true;
            } else if (context.argIs(arg, "withmatchlen")) {
                hasMatchLengths = true;
            } else if (context.argIs(arg, "minmatchlen") && arg + 1 < context.argCount()) {
                arg++;
                if (!context.requireLong(arg)) {
                    return;
                }
                minMatchLength = context.parsedLong();
            } else {
                context.syntaxError();
                return;
            }
        }
        if (isIndexed && isLength) {
            context.reply().error("ERR If you want both the length and indexes, please just use IDX.");
            return;
        }
        answer(context, first, second, isLength, isIndexed ? new MatchReply(minMatchLength, hasMatchLengths) : null);
    }

    private static void answer(final CommandContext context, final long first, final long second,
        final boolean isLength, final MatchReply matches) {
        // The second number's digits would take the place of the first one's.
        final NativeBuffer firstCopy = context.scratch();
        long firstAddress = 0;
        int firstLength = 0;
        if (first != NONE) {
            final StringValue value = context.stringValue(first);
            firstAddress = value.address();
            firstLength = value.length();
            if (EntryDescriptor.isInteger(first)) {
                firstCopy.putBytes(firstAddress, firstLength);
                firstAddress = firstCopy.address();
            }
        }
        final StringValue value = second == NONE ? null : context.stringValue(second);
        final int secondLength = value == null ? 0 : value.length();
        final double tableBytes = (firstLength + 1.0) * (secondLength + 1.0) * CELL_BYTES;
        if (tableBytes > context.server().settings().getLong(SettingsTable.PROTO_MAX_BULK_LEN)) {
            context.reply().error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
            return;
        }
        try (LongestCommonSubsequence lcs = new LongestCommonSubsequence(firstAddress, firstLength,
            value == null ? 0 : value.address(), secondLength, !isLength)) {
            if (isLength) {
                context.reply().integer(lcs.length());
            } else if (matches == null) {
                lcs.reply(context.reply());
            } else {
                matches.reply(lcs, context.reply());
            }
        }
    }

    private static boolean isStringOrMissing(final long entry) {
        return entry == NONE || EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STRING;
    }

    /** The reply to IDX, which counts the stretches before it writes them. */
    private record MatchReply(long minLength, boolean hasLengths) {
        void reply(final LongestCommonSubsequence lcs, final ReplyWriter reply) {
            reply.map(2);
            reply.bulk("matches");
            final int[] count = {0};
            lcs.forEachMatch((first, second, length) -> count[0] += isShown(length) ? 1 : 0);
            reply.array(count[0]);
            lcs.forEachMatch((first, second, length) -> {
                if (isShown(length)) {
                    reply.array(hasLengths ? 3 : 2);
                    range(reply, first, length);
                    range(reply, second, length);
                    if (hasLengths) {
                        reply.integer(length);
                    }
                }
            });
            reply.bulk("len");
            reply.integer(lcs.length());
        }

        private boolean isShown(final int length) {
            return length >= minLength;
        }

        private static void range(final ReplyWriter reply, final int start, final int length) {
            reply.array(2);
            reply.integer(start);
            reply.integer(start + length - 1L);
        }
    }
}
