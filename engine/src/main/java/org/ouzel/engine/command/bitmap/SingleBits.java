package org.ouzel.engine.command.bitmap;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.command.string.StringEntries;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/** GETBIT and SETBIT. */
final class SingleBits {
    private SingleBits() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("getbit", SingleBits::get);
        bindings.bind("setbit", SingleBits::set);
    }

    /** GETBIT key offset; 0 or 1, 0 beyond the end. */
    private static void get(final CommandContext context) {
        final long position = BitOffset.require(context, 2);
        if (position == BitOffset.REFUSED) {
            return;
        }
        final long entry = context.lookupRead(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        if (entry == NONE) {
            context.reply().integer(0);
            return;
        }
        final StringValue value = context.stringValue(entry);
        context.reply().integer(Bits.read(value.address(), value.length(), position, 1));
    }

    /** SETBIT key offset value; the old bit. */
    private static void set(final CommandContext context) {
        final long position = BitOffset.require(context, 2);
        if (position == BitOffset.REFUSED) {
            return;
        }
        if (!context.isLong(3) || (context.parsedLong() & ~1) != 0) {
            context.reply().error("ERR bit is not an integer or out of range");
            return;
        }
        final long bit = context.parsedLong();
        final long entry = context.lookupWrite(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        final int oldLength = entry == NONE ? 0 : StringEntries.length(entry);
        final int length = (int) (position >> 3) + 1;
        final long grown = StringEntries.atLeast(context, 1, entry, length);
        final long address = EntryDescriptor.valueAddress(grown);
        final long oldBit = Bits.read(address, length, position, 1);
        if (length > oldLength || oldBit != bit) {
            Bits.write(address, position, 1, bit);
            context.changed();
            context.notify(KeyEvent.SETBIT, 1);
        }
        context.reply().integer(oldBit);
    }
}
