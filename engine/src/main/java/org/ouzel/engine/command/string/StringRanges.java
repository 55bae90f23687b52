package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.EntryDescriptor.NO_EXPIRY;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/** The commands on parts of a string: APPEND, GETRANGE, SUBSTR, SETRANGE. */
final class StringRanges {
    private StringRanges() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("append", StringRanges::append);
        bindings.bind("getrange", StringRanges::getRange);
        bindings.bind("substr", StringRanges::getRange);
        bindings.bind("setrange", StringRanges::setRange);
    }

    /** APPEND key value; the new length. */
    private static void append(final CommandContext context) {
        final long entry = context.lookupWrite(1);
        final int added = context.argLength(2);
        if (entry == NONE) {
            context.putString(1, context.argAddress(2), added, NO_EXPIRY);
            context.changed();
            context.notify(KeyEvent.APPEND, 1);
            context.reply().integer(added);
            return;
        }
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        final int oldLength = StringEntries.length(entry);
        if (StringEntries.requireLength(context, (long) oldLength + added)) {
            final long grown = StringEntries.growRaw(context, 1, entry, oldLength + added);
            NativeMemory.copy(context.argAddress(2), EntryDescriptor.valueAddress(grown) + oldLength, added);
            context.changed();
            context.notify(KeyEvent.APPEND, 1);
            context.reply().integer(oldLength + added);
        }
    }

    /** GETRANGE key start end, both included and counted from the end where negative; a string, perhaps empty. */
    private static void getRange(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        final long start = context.parsedLong();
        if (!context.requireLong(3)) {
            return;
        }
        final long end = context.parsedLong();
        final long entry = context.lookupRead(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        if (entry == NONE || start < 0 && end < 0 && start > end) {
            context.reply().emptyBulk();
            return;
        }
        final StringValue value = context.stringValue(entry);
        final int length = value.length();
        final long first = Math.max(0, start < 0 ? length + start : start);
        final long last = Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
        if (first > last) {
            context.reply().emptyBulk();
        } else {
            context.reply().bulk(value.address() + first, (int) (last - first + 1));
        }
    }

    /** SETRANGE key offset value; the new length. */
    private static void setRange(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        final long offset = context.parsedLong();
        if (offset < 0) {
            context.reply().error("ERR offset is out of range");
            return;
        }
        final long entry = context.lookupWrite(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        final int oldLength = entry == NONE ? 0 : StringEntries.length(entry);
        final int written = context.argLength(3);
        if (written == 0) {
            context.reply().integer(oldLength);
        } else if (StringEntries.requireLength(context, offset + written)) {
            final int end = (int) offset + written;
            final long grown = StringEntries.atLeast(context, 1, entry, end);
            NativeMemory.copy(context.argAddress(3), EntryDescriptor.valueAddress(grown) + offset, written);
            context.changed();
            context.notify(KeyEvent.SETRANGE, 1);
            context.reply().integer(Math.max(oldLength, end));
        }
    }
}
