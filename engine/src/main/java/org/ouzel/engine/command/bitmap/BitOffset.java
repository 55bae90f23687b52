package org.ouzel.engine.command.bitmap;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.string.StringEntries;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/** Positions of bits as arguments: a number, or with {@code #} a number of fields. */
final class BitOffset {
    /** What {@link #require} answers when it has refused the argument. */
    static final long REFUSED = -1;

    private BitOffset() {
    }

    /** Reads an argument as the position of a bit; answers the client where it is none that a string can have. */
    static long require(final CommandContext context, final int arg) {
        return limit(context, Decimal.parse(context.argAddress(arg), context.argLength(arg)), 1);
    }

    /** Like {@link #require}, for a field of so many bits, of which {@code #} counts. */
    static long requireForField(final CommandContext context, final int arg, final int bits) {
        final long address = context.argAddress(arg);
        final int length = context.argLength(arg);
        return length > 0 && NativeMemory.getByte(address) == '#'
            ? limit(context, Decimal.parse(address + 1, length - 1), bits)
            : limit(context, Decimal.parse(address, length), 1);
    }

    private static long limit(final CommandContext context, final long number, final int bits) {
        // What is no number reads as a negative one.
        if (number >= 0 && number <= Long.MAX_VALUE / bits && number * bits >> 3 < StringEntries.maxBytes(context)) {
            return number * bits;
        }
        context.reply().error("ERR bit offset is not an integer or out of range");
        return REFUSED;
    }
}
