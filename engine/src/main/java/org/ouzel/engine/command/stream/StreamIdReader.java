package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads identifiers of entries: {@code ms-seq}, {@code ms} alone, {@code ms-*} for XADD, and in intervals {@code -},
 * {@code +} and a leading {@code (} that excludes the end. One thread; reused.
 *
 * <p>Numbers may have what C's {@code strtoull} takes, since Redis takes it: blanks before them, a plus sign, zeros.
 */
final class StreamIdReader {
    static final String INVALID = "ERR Invalid stream ID specified as stream command argument";

    private static final int MAX_BYTES = 127;
    private static final long TEN = 10;
    private static final String INVALID_START = "ERR invalid start ID for the interval";
    private static final String INVALID_END = "ERR invalid end ID for the interval";

    private long ms;
    private long seq;
    private long number;
    private boolean isSeqAutomatic;

    long ms() {
        return ms;
    }

    long seq() {
        return seq;
    }

    StreamId id() {
        return new StreamId(ms, seq);
    }

    /** Returns whether the identifier read last leaves its sequence to the server. */
    boolean isSeqAutomatic() {
        return isSeqAutomatic;
    }

    /** Reads an identifier in full, or milliseconds alone; answers what is none. */
    boolean require(final CommandContext context, final int arg, final long missingSeq) {
        if (isId(context, arg, missingSeq)) {
            return true;
        }
        context.reply().error(INVALID);
        return false;
    }

    /** Like {@link #require}, and takes {@code -} for the least identifier and {@code +} for the greatest. */
    boolean requireOrBound(final CommandContext context, final int arg) {
        return isExclusive(context, arg) ? require(context, arg, 0) : requireEnd(context, arg, 0);
    }

    /** Like {@link #require}, and takes {@code ms-*}. */
    boolean requireForAdding(final CommandContext context, final int arg) {
        if (read(context.argAddress(arg), context.argLength(arg), 0, true)) {
            return true;
        }
        context.reply().error(INVALID);
        return false;
    }

    /** Tells whether an argument is an identifier, in full or milliseconds alone. */
    boolean isId(final CommandContext context, final int arg, final long missingSeq) {
        return read(context.argAddress(arg), context.argLength(arg), missingSeq, false);
    }

    /** Reads the start of an interval; null where it is none, which has been answered. */
    StreamId requireStart(final CommandContext context, final int arg) {
        if (!requireEnd(context, arg, 0)) {
            return null;
        }
        return isExclusive(context, arg) ? orError(context, id().next(), INVALID_START) : id();
    }

    /** Reads the end of an interval; null where it is none, which has been answered. */
    StreamId requireEnd(final CommandContext context, final int arg) {
        if (!requireEnd(context, arg, -1)) {
            return null;
        }
        return isExclusive(context, arg) ? orError(context, id().previous(), INVALID_END) : id();
    }

    private boolean requireEnd(final CommandContext context, final int arg, final long missingSeq) {
        final long address = context.argAddress(arg);
        final int length = context.argLength(arg);
        isSeqAutomatic = false;
        if (isExclusive(context, arg)) {
            if (read(address + 1, length - 1, missingSeq, false)) {
                return true;
            }
        } else if (length == 1 && NativeMemory.getByte(address) == '-') {
            ms = 0;
            seq = 0;
            return true;
        } else if (length == 1 && NativeMemory.getByte(address) == '+') {
            ms = -1;
            seq = -1;
            return true;
        } else if (read(address, length, missingSeq, false)) {
            return true;
        }
        context.reply().error(INVALID);
        return false;
    }

    private static boolean isExclusive(final CommandContext context, final int arg) {
        return context.argLength(arg) > 1 && NativeMemory.getByte(context.argAddress(arg)) == '(';
    }

    private static StreamId orError(final CommandContext context, final StreamId id, final String error) {
        if (id == null) {
            context.reply().error(error);
        }
        return id;
    }

    private boolean read(final long address, final int wholeLength, final long missingSeq,
        final boolean isAutomaticAllowed) {
        isSeqAutomatic = false;
        if (wholeLength > MAX_BYTES) {
            return false;
        }
        final int length = indexOf(address, wholeLength, '\0');
        final int dash = indexOf(address, length, '-');
        if (!isNumber(address, dash)) {
            return false;
        }
        ms = number;
        seq = missingSeq;
        if (dash == length) {
            return true;
        }
        final long rest = address + dash + 1;
        final int restLength = length - dash - 1;
        if (isAutomaticAllowed && restLength == 1 && NativeMemory.getByte(rest) == '*') {
            seq = 0;
            isSeqAutomatic = true;
            return true;
        }
        if (!isNumber(rest, restLength)) {
            return false;
        }
        seq = number;
        return true;
    }

    private boolean isNumber(final long address, final int length) {
        int i = 0;
        while (i < length && isBlank(NativeMemory.getByte(address + i))) {
            i++;
        }
        final boolean isNegative = i < length && NativeMemory.getByte(address + i) == '-';
        if (isNegative && (i == 0 || i + 1 == length) || i == length) {
            // A plain negative number is refused; behind blanks it wraps around, as it does in C.
            return false;
        }
        if (isNegative || NativeMemory.getByte(address + i) == '+') {
            i++;
        }
        if (i == length) {
            return false;
        }
        long value = 0;
        for (; i < length; i++) {
            final int digit = NativeMemory.getByte(address + i) - '0';
            if (digit < 0 || digit > TEN - 1 || Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, TEN)) > 0) {
                return false;
            }
            value = value * TEN + digit;
        }
        number = isNegative ? -value : value;
        return true;
    }

    private static boolean isBlank(final int each) {
        return each == ' ' || each >= '\t' && each <= '\r';
    }

    private static int indexOf(final long address, final int length, final int wanted) {
        int i = 0;
        while (i < length && NativeMemory.getByte(address + i) != wanted) {
            i++;
        }
        return i;
    }
}
