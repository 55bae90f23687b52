package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.EntryDescriptor.NO_EXPIRY;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.LongDouble;

/** The commands on numbers: INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT. */
final class Counters {
    private Counters() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("incr", context -> add(context, 1));
        bindings.bind("decr", context -> add(context, -1));
        bindings.bind("incrby", Counters::incrementBy);
        bindings.bind("decrby", Counters::decrementBy);
        bindings.bind("incrbyfloat", Counters::incrementByFloat);
    }

    private static void incrementBy(final CommandContext context) {
        if (context.requireLong(2)) {
            add(context, context.parsedLong());
        }
    }

    private static void decrementBy(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        if (context.parsedLong() == Long.MIN_VALUE) {
            context.reply().error("ERR decrement would overflow");
            return;
        }
        add(context, -context.parsedLong());
    }

    /** Adds to the number under the first key, 0 if there is none; answers the sum. */
    private static void add(final CommandContext context, final long delta) {
        final long entry = context.lookupWrite(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        final boolean isInteger = entry != NONE && EntryDescriptor.isInteger(entry);
        final long old;
        if (isInteger) {
            old = EntryDescriptor.integerValue(entry);
        } else if (entry == NONE) {
            old = 0;
        } else {
            final StringValue value = context.stringValue(entry);
            old = Decimal.parse(value.address(), value.length());
            if (old == Decimal.NOT_A_NUMBER && !Decimal.isCanonical(value.address(), value.length())) {
                context.reply().error(Errors.NOT_AN_INTEGER);
                return;
            }
        }
        final long sum = old + delta;
        if (((old ^ sum) & (delta ^ sum)) < 0) {
            context.reply().error(Errors.OVERFLOW);
            return;
        }
        if (isInteger) {
            EntryDescriptor.setIntegerValue(entry, sum);
        } else {
            context.putInteger(1, sum, entry == NONE ? NO_EXPIRY : EntryDescriptor.expiryMs(entry));
        }
        context.changed();
        context.notify(KeyEvent.INCRBY, 1);
        context.reply().integer(sum);
    }

    /** INCRBYFLOAT key increment; the sum as a bulk string. */
    private static void incrementByFloat(final CommandContext context) {
        final long entry = context.lookupWrite(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        final LongDouble old = number(context, entry);
        final LongDouble delta = old == null ? null : LongDouble.parse(context.argAddress(2), context.argLength(2));
        if (delta == null) {
            context.reply().error(Errors.NOT_A_FLOAT);
            return;
        }
        final LongDouble sum = old.plus(delta);
        if (!sum.isFinite()) {
            context.reply().error("ERR increment would produce NaN or Infinity");
            return;
        }
        final byte[] text = sum.toArray();
        StringEntries.putText(context, 1, text, entry == NONE ? NO_EXPIRY : EntryDescriptor.expiryMs(entry));
        context.reply().bulk(text);
        context.notify(KeyEvent.INCRBYFLOAT, 1);
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(4).text("SET").bytes(context.argAddress(1), context.argLength(1)).bytes(text)
                .text("KEEPTTL");
        }
    }

    /** Returns the number in an entry, 0 without one; null if it isn't a number. */
    private static LongDouble number(final CommandContext context, final long entry) {
        if (entry == NONE) {
            return LongDouble.of(0);
        }
        if (EntryDescriptor.isInteger(entry)) {
            return LongDouble.of(EntryDescriptor.integerValue(entry));
        }
        return LongDouble.parse(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
    }
}
