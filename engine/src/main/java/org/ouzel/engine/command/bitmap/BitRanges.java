package org.ouzel.engine.command.bitmap;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.store.EntryDescriptor;

/** BITCOUNT and BITPOS, over a string or a range of its bytes or bits. */
final class BitRanges {
    private BitRanges() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("bitcount", BitRanges::count);
        bindings.bind("bitpos", BitRanges::find);
    }

    /** BITCOUNT key [start end [BYTE | BIT]]; how many bits are set, 0 for a missing key. */
    private static void count(final CommandContext context) {
        final int argCount = context.argCount();
        long start = 0;
        long end = -1;
        if (argCount > 2) {
            if (argCount != 4 && argCount != 5) {
                context.syntaxError();
                return;
            }
            if (!context.requireLong(2)) {
                return;
            }
            start = context.parsedLong();
            if (!context.requireLong(3)) {
                return;
            }
            end = context.parsedLong();
        }
        if (argCount == 5 && !requireUnit(context, 4)) {
            return;
        }
        final long entry = context.lookupRead(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        if (entry == NONE || start < 0 && end < 0 && start > end) {
            context.reply().integer(0);
            return;
        }
        final StringValue value = context.stringValue(entry);
        final int unitShift = argCount == 5 && context.argIs(4, "bit") ? 0 : 3;
        final long units = (long) value.length() << 3 - unitShift;
        final long first = absolute(start, units);
        final long last = Math.min(units - 1, absolute(end, units));
        context.reply().integer(first > last ? 0
            : Bits.count(value.address(), first << unitShift, (last + 1 << unitShift) - 1));
    }

    /**
     * BITPOS key bit [start [end [BYTE | BIT]]]; the first bit with the value, or -1. Without an end the string goes on
     * with clear bits for ever, unless it or the range is empty.
     */
    private static void find(final CommandContext context) {
        final int argCount = context.argCount();
        if (!context.requireLong(2)) {
            return;
        }
        final long bit = context.parsedLong();
        if (bit != 0 && bit != 1) {
            context.reply().error("ERR The bit argument must be 1 or 0.");
            return;
        }
        if (argCount > 6) {
            context.syntaxError();
            return;
        }
        if (argCount > 3 && !context.requireLong(3)) {
            return;
        }
        final long start = argCount > 3 ? context.parsedLong() : 0;
        if (argCount == 6 && !requireUnit(context, 5) || argCount > 4 && !context.requireLong(4)) {
            return;
        }
        final long end = argCount > 4 ? context.parsedLong() : -1;
        final long entry = context.lookupRead(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        if (entry == NONE) {
            context.reply().integer(bit == 1 ? -1 : 0);
            return;
        }
        final StringValue value = context.stringValue(entry);
        final int unitShift = argCount == 6 && context.argIs(5, "bit") ? 0 : 3;
        final long units = (long) value.length() << 3 - unitShift;
        final long first = absolute(start, units);
        final long last = Math.min(units - 1, absolute(end, units));
        if (first > last) {
            context.reply().integer(-1);
            return;
        }
        final long found = Bits.find(value.address(), first << unitShift, (last + 1 << unitShift) - 1, bit == 1);
        context.reply().integer(found < 0 && bit == 0 && argCount < 5 ? (long) value.length() << 3 : found);
    }

    private static boolean requireUnit(final CommandContext context, final int arg) {
        if (context.argIs(arg, "bit") || context.argIs(arg, "byte")) {
            return true;
        }
        context.syntaxError();
        return false;
    }

    private static long absolute(final long position, final long units) {
        return Math.max(0, position < 0 ? position + units : position);
    }
}
