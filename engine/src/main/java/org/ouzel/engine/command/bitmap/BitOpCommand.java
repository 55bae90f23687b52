package org.ouzel.engine.command.bitmap;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.command.string.StringEntries;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/**
 * BITOP AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE destination source...; the length of the result, which is
 * that of the longest source; the shorter ones go on with clear bits. An empty result removes the destination.
 *
 * <p>DIFF: in the first source and no other. DIFF1: in another source and not the first. ANDOR: in the first and
 * another. ONE: in exactly one source. These four are Redis 8.2's.
 */
final class BitOpCommand implements CommandHandler {
    private static final int DESTINATION_ARG = 2;
    private static final int FIRST_SOURCE_ARG = 3;

    private enum Operation { AND, OR, XOR, NOT, DIFF, DIFF1, ANDOR, ONE }

    @Override
    public void execute(final CommandContext context) {
        final Operation operation = operation(context);
        if (operation == null) {
            context.syntaxError();
            return;
        }
        final int sourceCount = context.argCount() - FIRST_SOURCE_ARG;
        if (operation == Operation.NOT && sourceCount != 1) {
            context.reply().error("ERR BITOP NOT must be called with a single source key.");
            return;
        }
        if (isFirstAgainstOthers(operation) && sourceCount < 2) {
            context.reply().error("ERR BITOP " + operation + " must be called with at least two source keys.");
            return;
        }
        final int length = longestSource(context);
        if (length > 0) {
            store(context, operation, length);
        } else if (length == 0 && context.removeKey(DESTINATION_ARG)) {
            context.changed();
            context.notify(KeyEvent.DEL, DESTINATION_ARG);
        }
        if (length >= 0) {
            context.reply().integer(length);
        }
    }

    /** Returns the length of the longest source; -1 if one is no string, which is answered. */
    private static int longestSource(final CommandContext context) {
        int longest = 0;
        for (int arg = FIRST_SOURCE_ARG; arg < context.argCount(); arg++) {
            final long entry = context.lookupRead(arg);
            if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
                return -1;
            }
            longest = Math.max(longest, entry == NONE ? 0 : StringEntries.length(entry));
        }
        return longest;
    }

    private static void store(final CommandContext context, final Operation operation, final int length) {
        // The destination may be a source, hence the result has a place of its own; ONE needs another for what
        // was seen twice. Both end with a whole word.
        final long wordBytes = (length + 7L) & ~7L;
        final long bytes = operation == Operation.ONE ? 2 * wordBytes : wordBytes;
        final long result = NativeMemory.allocate(bytes);
        try {
            NativeMemory.fill(result, bytes, (byte) 0);
            combineAll(context, operation, result, wordBytes);
            final long entry =
                StringEntries.putRaw(context, DESTINATION_ARG, length, EntryDescriptor.NO_EXPIRY);
            NativeMemory.copy(result, EntryDescriptor.valueAddress(entry), length);
            context.changed();
            context.notify(KeyEvent.SET, DESTINATION_ARG);
        } finally {
            NativeMemory.free(result, bytes);
        }
    }

    private static void combineAll(final CommandContext context, final Operation operation, final long result,
        final long wordBytes) {
        if (isFirstAgainstOthers(operation)) {
            for (int arg = FIRST_SOURCE_ARG + 1; arg < context.argCount(); arg++) {
                take(context, arg, Operation.OR, result, wordBytes);
            }
            take(context, FIRST_SOURCE_ARG, operation, result, wordBytes);
            return;
        }
        final Operation first = operation == Operation.AND ? Operation.OR : operation;
        take(context, FIRST_SOURCE_ARG, first, result, wordBytes);
        for (int arg = FIRST_SOURCE_ARG + 1; arg < context.argCount(); arg++) {
            take(context, arg, operation, result, wordBytes);
        }
        if (operation == Operation.ONE) {
            for (long at = 0; at < wordBytes; at += Long.BYTES) {
                NativeMemory.putLong(result + at, NativeMemory.getLong(result + at)
                    & ~NativeMemory.getLong(result + wordBytes + at));
            }
        }
    }

    /** Takes a source into the result. */
    private static void take(final CommandContext context, final int arg, final Operation operation,
        final long result, final long wordBytes) {
        final long entry = context.peek(arg);
        final StringValue value = entry == NONE ? null : context.stringValue(entry);
        final long source = value == null ? 0 : value.address();
        final int length = value == null ? 0 : value.length();
        final long wholeBytes = length & ~7L;
        takeWords(operation, result, source, wholeBytes, wordBytes);
        long end = wholeBytes;
        if (wholeBytes < length) {
            long word = 0;
            for (int i = length - 1; i >= wholeBytes; i--) {
                word = word << 8 | NativeMemory.getUnsignedByte(source + i);
            }
            final long last = result + wholeBytes;
            final long old = NativeMemory.getLong(last);
            if (operation == Operation.ONE) {
                takeTwice(last + wordBytes, old, word);
            }
            NativeMemory.putLong(last, combine(operation, old, word));
            end += Long.BYTES;
        }
        // The clear bits behind the source's end.
        if (operation == Operation.AND || operation == Operation.ANDOR || operation == Operation.DIFF) {
            NativeMemory.fill(result + end, wordBytes - end, (byte) 0);
        }
    }

    /** Each operation has a loop of its own, so that none asks for every word which it is. */
    private static void takeWords(final Operation operation, final long result, final long source,
        final long bytes, final long wordBytes) {
        switch (operation) {
            case OR -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    NativeMemory.putLong(result + at,
                        NativeMemory.getLong(result + at) | NativeMemory.getLong(source + at));
                }
            }
            case AND, ANDOR -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    NativeMemory.putLong(result + at,
                        NativeMemory.getLong(result + at) & NativeMemory.getLong(source + at));
                }
            }
            case XOR -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    NativeMemory.putLong(result + at,
                        NativeMemory.getLong(result + at) ^ NativeMemory.getLong(source + at));
                }
            }
            case NOT -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    NativeMemory.putLong(result + at, ~NativeMemory.getLong(source + at));
                }
            }
            default -> {
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    final long old = NativeMemory.getLong(result + at);
                    final long word = NativeMemory.getLong(source + at);
                    if (operation == Operation.ONE) {
                        takeTwice(result + wordBytes + at, old, word);
                    }
                    NativeMemory.putLong(result + at, combine(operation, old, word));
                }
            }
        }
    }

    private static long combine(final Operation operation, final long old, final long word) {
        return switch (operation) {
            case OR, ONE -> old | word;
            case XOR -> old ^ word;
            case AND, ANDOR -> old & word;
            case NOT -> ~word;
            case DIFF -> word & ~old;
            case DIFF1 -> old & ~word;
        };
    }

    private static void takeTwice(final long target, final long old, final long word) {
        NativeMemory.putLong(target, NativeMemory.getLong(target) | old & word);
    }

    private static boolean isFirstAgainstOthers(final Operation operation) {
        return operation == Operation.DIFF || operation == Operation.DIFF1 || operation == Operation.ANDOR;
    }

    private static Operation operation(final CommandContext context) {
        if (context.argIs(1, "and")) {
            return Operation.AND;
        } else if (context.argIs(1, "or")) {
            return Operation.OR;
        } else if (context.argIs(1, "xor")) {
            return Operation.XOR;
        } else if (context.argIs(1, "not")) {
            return Operation.NOT;
        } else if (context.argIs(1, "diff")) {
            return Operation.DIFF;
        } else if (context.argIs(1, "diff1")) {
            return Operation.DIFF1;
        } else if (context.argIs(1, "andor")) {
            return Operation.ANDOR;
        }
        return context.argIs(1, "one") ? Operation.ONE : null;
    }
}
