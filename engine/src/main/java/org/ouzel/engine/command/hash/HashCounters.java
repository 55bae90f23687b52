package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.LongDouble;
import org.ouzel.protocol.NativeBuffer;

/** HINCRBY, HINCRBYFLOAT: numbers in fields; a missing field is 0, a field's expiry stays. */
final class HashCounters {
    private HashCounters() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("hincrby", HashCounters::add);
        bindings.bind("hincrbyfloat", HashCounters::addFloat);
    }

    /** {@code key field increment}: the sum. */
    private static void add(final CommandContext context) {
        if (!context.requireLong(3)) {
            return;
        }
        final long delta = context.parsedLong();
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        long old = 0;
        if (hash.find(context.argAddress(2), context.argLength(2))) {
            final long address = hash.valueAddress();
            old = Decimal.parse(address, hash.valueLength());
            if (old == Decimal.NOT_A_NUMBER && !Decimal.isCanonical(address, hash.valueLength())) {
                context.reply().error("ERR hash value is not an integer");
                return;
            }
        }
        final long sum = old + delta;
        if (((old ^ sum) & (delta ^ sum)) < 0) {
            context.reply().error(Errors.OVERFLOW);
            return;
        }
        final NativeBuffer digits = context.scratch();
        digits.putDecimal(sum);
        put(context, hash, digits);
        context.changed();
        context.notify(KeyEvent.HINCRBY, 1);
        context.reply().integer(sum);
    }

    /** {@code key field increment}: the sum as a bulk string. */
    private static void addFloat(final CommandContext context) {
        final LongDouble delta = LongDouble.parse(context.argAddress(3), context.argLength(3));
        if (delta == null) {
            context.reply().error(Errors.NOT_A_FLOAT);
            return;
        }
        if (!delta.isFinite()) {
            context.reply().error("ERR value is NaN or Infinity");
            return;
        }
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        LongDouble old = LongDouble.of(0);
        long expiryMs = EntryDescriptor.NO_EXPIRY;
        if (hash.find(context.argAddress(2), context.argLength(2))) {
            old = LongDouble.parse(hash.valueAddress(), hash.valueLength());
            expiryMs = hash.expiryMs();
        }
        if (old == null) {
            context.reply().error("ERR hash value is not a float");
            return;
        }
        final LongDouble sum = old.plus(delta);
        if (!sum.isFinite()) {
            context.reply().error("ERR increment would produce NaN or Infinity");
            return;
        }
        final NativeBuffer digits = context.scratch();
        digits.putBytes(sum.toArray());
        put(context, hash, digits);
        context.notify(KeyEvent.HINCRBYFLOAT, 1);
        record(context, digits, expiryMs);
        context.reply().bulk(digits.address(), digits.length());
    }

    private static void put(final CommandContext context, final HashValue hash, final NativeBuffer digits) {
        hash.put(context.argAddress(2), context.argLength(2), digits.address(), digits.length(),
            HashValue.KEEP_EXPIRY);
    }

    /** Records the sum rather than the sum's parts, since another machine might round differently. */
    private static void record(final CommandContext context, final NativeBuffer digits, final long expiryMs) {
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        effect.begin(4).text("HSET").bytes(context.argAddress(1), context.argLength(1))
            .bytes(context.argAddress(2), context.argLength(2)).bytes(digits.address(), digits.length());
        if (expiryMs != EntryDescriptor.NO_EXPIRY) {
            effect.begin(6).text("HPEXPIREAT").bytes(context.argAddress(1), context.argLength(1)).number(expiryMs)
                .text("FIELDS").number(1).bytes(context.argAddress(2), context.argLength(2));
        }
    }
}
