package org.ouzel.engine.command.hash;

import java.util.BitSet;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/**
 * HEXPIRE, HPEXPIRE, HEXPIREAT, HPEXPIREAT: {@code key time [NX | XX | GT | LT] FIELDS numfields field...}.
 *
 * <p>The reply is an array: for each field 1 if its expiry was set, 0 if the condition isn't met, 2 if it went since
 * the moment has passed, -2 if there is no such field. Recorded as HPEXPIREAT or HDEL.
 */
final class FieldExpiry implements CommandHandler {
    private static final int NO_FIELD = -2;
    private static final int NOT_MET = 0;
    private static final int SET = 1;
    private static final int REMOVED = 2;

    private final boolean isSeconds;
    private final boolean isRelative;

    private FieldExpiry(final boolean isSeconds, final boolean isRelative) {
        this.isSeconds = isSeconds;
        this.isRelative = isRelative;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("hexpire", new FieldExpiry(true, true));
        bindings.bind("hpexpire", new FieldExpiry(false, true));
        bindings.bind("hexpireat", new FieldExpiry(true, false));
        bindings.bind("hpexpireat", new FieldExpiry(false, false));
    }

    @Override
    public void execute(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        final long expiryMs = FieldArguments.requireExpiry(context, 2, isSeconds, isRelative);
        if (expiryMs == FieldArguments.REFUSED) {
            return;
        }
        final Condition condition = Condition.at(context, 3);
        final int fieldsArg = condition == Condition.NONE ? 3 : 4;
        if (!FieldArguments.require(context, fieldsArg, "ERR Parameter `numFields` should be greater than 0")) {
            return;
        }
        if (hash.exists()) {
            hash.allowExpiry();
        }
        final BitSet changed = Hashes.changedArgs(context);
        context.reply().array(context.argCount() - fieldsArg - 2);
        for (int i = fieldsArg + 2; i < context.argCount(); i++) {
            final int result = apply(context, hash, i, condition, expiryMs);
            changed.set(i, result >= SET);
            context.reply().integer(result);
        }
        if (!changed.isEmpty()) {
            record(context, hash, expiryMs, changed);
        }
    }

    /** Records what became of fields whose expiry was set. */
    static void record(final CommandContext context, final HashValue hash, final long expiryMs,
        final BitSet changed) {
        if (expiryMs <= context.nowMs() && expiryMs != EntryDescriptor.NO_EXPIRY) {
            context.notify(KeyEvent.HDEL, 1, !hash.exists());
            Hashes.record(context, "HDEL", changed);
        } else {
            context.notify(expiryMs == EntryDescriptor.NO_EXPIRY ? KeyEvent.HPERSIST : KeyEvent.HEXPIRE, 1);
            Hashes.recordExpiry(context, expiryMs, changed);
        }
    }

    private static int apply(final CommandContext context, final HashValue hash, final int fieldArg,
        final Condition condition, final long expiryMs) {
        if (!hash.find(context.argAddress(fieldArg), context.argLength(fieldArg))) {
            return NO_FIELD;
        }
        if (!condition.isMet(hash.expiryMs(), expiryMs)) {
            return NOT_MET;
        }
        if (expiryMs <= context.nowMs()) {
            hash.removeCurrent();
            return REMOVED;
        }
        hash.setExpiry(expiryMs);
        return SET;
    }

    /** When a field's expiry may be replaced. */
    private enum Condition {
        NONE, NX, XX, GT, LT;

        static Condition at(final CommandContext context, final int arg) {
            return context.argIs(arg, "nx") ? NX : context.argIs(arg, "xx") ? XX
                : context.argIs(arg, "gt") ? GT : context.argIs(arg, "lt") ? LT : NONE;
        }

        boolean isMet(final long oldMs, final long newMs) {
            final boolean isExpiring = oldMs != EntryDescriptor.NO_EXPIRY;
            return switch (this) {
                case NX -> !isExpiring;
                case XX -> isExpiring;
                case GT -> isExpiring && newMs > oldMs;
                case LT -> !isExpiring || newMs < oldMs;
                default -> true;
            };
        }
    }
}
