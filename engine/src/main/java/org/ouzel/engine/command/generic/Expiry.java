package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * When keys expire: EXPIRE and its kin, TTL and its kin, PERSIST.
 *
 * <p>What is journaled is the moment, not the time left: PEXPIREAT, or DEL where the moment has passed.
 */
final class Expiry {
    private static final long MS_PER_SECOND = 1000;
    private static final long HALF_SECOND_MS = 500;
    private static final int MISSING_KEY = -2;
    private static final int NO_EXPIRY = -1;

    private Expiry() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("expire", new Setting(MS_PER_SECOND, true));
        bindings.bind("pexpire", new Setting(1, true));
        bindings.bind("expireat", new Setting(MS_PER_SECOND, false));
        bindings.bind("pexpireat", new Setting(1, false));
        bindings.bind("ttl", context -> tell(context, context.nowMs(), true));
        bindings.bind("pttl", context -> tell(context, context.nowMs(), false));
        bindings.bind("expiretime", context -> tell(context, 0, true));
        bindings.bind("pexpiretime", context -> tell(context, 0, false));
        bindings.bind("persist", Expiry::persist);
    }

    private static void tell(final CommandContext context, final long baseMs, final boolean inSeconds) {
        final long entry = context.inspect(1);
        if (entry == NONE) {
            context.reply().integer(MISSING_KEY);
        } else if (!EntryDescriptor.hasExpiry(entry)) {
            context.reply().integer(NO_EXPIRY);
        } else {
            final long ms = EntryDescriptor.expiryMs(entry) - baseMs;
            context.reply().integer(inSeconds ? roundedSeconds(ms) : ms);
        }
    }

    private static long roundedSeconds(final long ms) {
        return ms / MS_PER_SECOND + (ms % MS_PER_SECOND >= HALF_SECOND_MS ? 1 : 0);
    }

    private static void persist(final CommandContext context) {
        final long entry = context.lookupWrite(1);
        if (entry == NONE || !EntryDescriptor.hasExpiry(entry)) {
            context.reply().integer(0);
            return;
        }
        context.database().setExpiry(context.hash(1), entry, EntryDescriptor.NO_EXPIRY);
        context.changed();
        context.notify(KeyEvent.PERSIST, 1);
        context.reply().integer(1);
    }

    /** EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT: {@code key time [NX | XX | GT | LT]}. */
    private static final class Setting implements CommandHandler {
        private final long unitMs;
        private final boolean isRelative;

        Setting(final long unitMs, final boolean isRelative) {
            this.unitMs = unitMs;
            this.isRelative = isRelative;
        }

        @Override
        public void execute(final CommandContext context) {
            final int conditions = ExpiryConditions.parse(context, 3);
            if (conditions == ExpiryConditions.INVALID || !context.requireLong(2)) {
                return;
            }
            final long time = context.parsedLong();
            final long baseMs = isRelative ? context.nowMs() : 0;
            if (time > Long.MAX_VALUE / unitMs || time < Long.MIN_VALUE / unitMs
                || time * unitMs > Long.MAX_VALUE - baseMs) {
                context.reply().error(Errors.invalidExpire(context.spec().name()));
                return;
            }
            final long expiryMs = time * unitMs + baseMs;
            final long entry = context.lookupWrite(1);
            if (entry == NONE
                || !ExpiryConditions.areMet(conditions, expiryMs, EntryDescriptor.expiryMs(entry))) {
                context.reply().integer(0);
                return;
            }
            if (expiryMs <= context.nowMs()) {
                remove(context);
            } else {
                set(context, entry, expiryMs);
            }
            context.reply().integer(1);
        }

        private static void remove(final CommandContext context) {
            context.removeKey(1);
            context.notify(KeyEvent.DEL, 1);
            final EffectWriter effect = context.changedAs();
            if (effect != null) {
                effect.begin(2).text("DEL").bytes(context.argAddress(1), context.argLength(1));
            }
        }

        private static void set(final CommandContext context, final long entry, final long expiryMs) {
            context.database().setExpiry(context.hash(1), entry, expiryMs);
            context.notify(KeyEvent.EXPIRE, 1);
            final EffectWriter effect = context.changedAs();
            if (effect != null) {
                effect.begin(3).text("PEXPIREAT").bytes(context.argAddress(1), context.argLength(1)).number(expiryMs);
            }
        }
    }
}
