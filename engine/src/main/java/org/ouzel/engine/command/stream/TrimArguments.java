package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/** The options of XADD and XTRIM, up to the identifier or the end. One thread; reused. */
final class TrimArguments {
    private static final String BOTH = "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";
    private static final String NEGATIVE_LENGTH = "ERR The MAXLEN argument must be >= 0.";
    private static final String NEGATIVE_LIMIT = "ERR The LIMIT argument must be >= 0.";
    private static final String LIMIT_ALONE =
        "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy";
    private static final String LIMIT_EXACT =
        "ERR syntax error, LIMIT cannot be used without the special ~ option";
    private static final String NO_STRATEGY =
        "ERR syntax error, XTRIM must be called with either MAXLEN or MINID";
    private static final int FIRST_ARG = 2;

    /** What a stream is cut by. */
    enum Strategy { NONE, MAXLEN, MINID }

    private Strategy strategy;
    private boolean isByBlock;
    private boolean hasLimit;
    private boolean isMakingNoStream;
    private long limit;
    private long maxLength;
    private StreamId minId;
    private int idArg;
    private boolean isIdGiven;
    private boolean isSeqGiven;
    private StreamId id;

    /** Reads the options of XTRIM; returns false where they are wrong, which has been answered. */
    boolean readTrim(final CommandContext context) {
        return read(context, false) && finish(context, false);
    }

    /** Reads the options of XADD, up to the identifier. */
    boolean readAdd(final CommandContext context) {
        return read(context, true) && finish(context, true);
    }

    Strategy strategy() {
        return strategy;
    }

    boolean isByBlock() {
        return isByBlock;
    }

    boolean isMakingNoStream() {
        return isMakingNoStream;
    }

    /** Returns the index of XADD's identifier; the argument count if there is none. */
    int idArg() {
        return idArg;
    }

    /** Returns whether XADD's identifier isn't {@code *}. */
    boolean isIdGiven() {
        return isIdGiven;
    }

    /** Returns whether XADD's identifier was given with its sequence. */
    boolean isSeqGiven() {
        return isSeqGiven;
    }

    StreamId id() {
        return id;
    }

    /** Trims a stream and returns how many entries were removed. */
    long apply(final Stream stream) {
        return switch (strategy) {
            case MAXLEN -> stream.trimToLength(maxLength, isByBlock, limit);
            case MINID -> stream.trimBelow(minId, isByBlock, limit);
            default -> 0;
        };
    }

    private boolean read(final CommandContext context, final boolean isAdd) {
        strategy = Strategy.NONE;
        isByBlock = false;
        hasLimit = false;
        isMakingNoStream = false;
        isIdGiven = false;
        isSeqGiven = false;
        limit = 0;
        id = null;
        final int count = context.argCount();
        for (int i = FIRST_ARG; i < count; i++) {
            final boolean hasMore = i + 1 < count;
            idArg = i;
            if (isAdd && isWord(context, i, '*')) {
                return true;
            }
            if (hasMore && context.argIs(i, "maxlen")) {
                i = readThreshold(context, i, Strategy.MAXLEN);
            } else if (hasMore && context.argIs(i, "minid")) {
                i = readThreshold(context, i, Strategy.MINID);
            } else if (hasMore && context.argIs(i, "limit")) {
                i = readLimit(context, i + 1);
            } else if (isAdd && context.argIs(i, "nomkstream")) {
                isMakingNoStream = true;
            } else if (isAdd) {
                return readId(context, i);
            } else {
                context.syntaxError();
                return false;
            }
            if (i < 0) {
                return false;
            }
        }
        idArg = count;
        return true;
    }

    private boolean readId(final CommandContext context, final int arg) {
        final StreamIdReader reader = StreamTools.of(context).ids;
        if (!reader.requireForAdding(context, arg)) {
            return false;
        }
        isIdGiven = true;
        isSeqGiven = !reader.isSeqAutomatic();
        id = reader.id();
        return true;
    }

    /** Returns the index of the threshold, or a negative number after an error. */
    private int readThreshold(final CommandContext context, final int word, final Strategy newStrategy) {
        if (strategy != Strategy.NONE) {
            context.reply().error(BOTH);
            return -1;
        }
        int arg = word + 1;
        isByBlock = false;
        if (word + 2 < context.argCount() && (isWord(context, arg, '~') || isWord(context, arg, '='))) {
            isByBlock = isWord(context, arg, '~');
            arg++;
        }
        if (newStrategy == Strategy.MAXLEN) {
            if (!context.requireLong(arg)) {
                return -1;
            }
            maxLength = context.parsedLong();
            if (maxLength < 0) {
                context.reply().error(NEGATIVE_LENGTH);
                return -1;
            }
        } else {
            final StreamIdReader reader = StreamTools.of(context).ids;
            if (!reader.require(context, arg, 0)) {
                return -1;
            }
            minId = reader.id();
        }
        strategy = newStrategy;
        return arg;
    }

    private int readLimit(final CommandContext context, final int arg) {
        if (!context.requireLong(arg)) {
            return -1;
        }
        limit = context.parsedLong();
        if (limit < 0) {
            context.reply().error(NEGATIVE_LIMIT);
            return -1;
        }
        hasLimit = true;
        return arg;
    }

    private boolean finish(final CommandContext context, final boolean isAdd) {
        if (limit > 0 && strategy == Strategy.NONE) {
            context.reply().error(LIMIT_ALONE);
            return false;
        }
        if (!isAdd && strategy == Strategy.NONE) {
            context.reply().error(NO_STRATEGY);
            return false;
        }
        if (hasLimit && !isByBlock) {
            context.reply().error(LIMIT_EXACT);
            return false;
        }
        if (!hasLimit && isByBlock) {
            limit = Stream.defaultTrimLimit(context.server().settings().getLong(SettingsTable.STREAM_NODE_MAX_ENTRIES));
        }
        return true;
    }

    /** Answers a request of XADD with too few arguments behind the options. */
    static void refuseArity(final CommandContext context) {
        context.reply().error(Errors.wrongArity(context.spec().name()));
    }

    private static boolean isWord(final CommandContext context, final int arg, final char word) {
        return context.argLength(arg) == 1 && NativeMemory.getByte(context.argAddress(arg)) == word;
    }
}
