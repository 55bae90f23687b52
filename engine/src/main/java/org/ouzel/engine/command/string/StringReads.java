package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.store.EntryDescriptor;

/** GET and STRLEN. */
final class StringReads {
    private StringReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("get", StringReads::get);
        bindings.bind("strlen", StringReads::length);
    }

    /** GET key; bulk string, or null for a missing key. */
    private static void get(final CommandContext context) {
        final long entry = context.lookupRead(1);
        if (entry == NONE) {
            context.reply().nil();
        } else if (context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            reply(context, entry);
        }
    }

    /** STRLEN key; integer, 0 for a missing key. */
    private static void length(final CommandContext context) {
        final long entry = context.lookupRead(1);
        if (context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            context.reply().integer(entry == NONE ? 0 : StringEntries.length(entry));
        }
    }

    /** Answers with the value of a string entry. */
    static void reply(final CommandContext context, final long entry) {
        if (EntryDescriptor.isInteger(entry)) {
            context.reply().bulkDecimal(EntryDescriptor.integerValue(entry));
        } else {
            context.reply().bulk(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        }
    }

    /** Answers with the value of a string entry, or with null without one; returns false for another type. */
    static boolean replyOrNil(final CommandContext context, final long entry) {
        if (entry == NONE) {
            context.reply().nil();
            return true;
        }
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return false;
        }
        reply(context, entry);
        return true;
    }
}
