package org.ouzel.engine.command.hash;

import java.util.BitSet;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/**
 * HSETEX: {@code key [FNX | FXX] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL] FIELDS numfields (field value)...}: 1, or
 * 0 where the condition isn't met. Recorded with a moment in place of the time left; as HDEL where it has passed.
 */
final class HSetExCommand implements CommandHandler {
    private static final String ONE_CONDITION = "ERR Only one of FXX or FNX arguments can be specified";
    private static final String ONE_EXPIRY =
        "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified";

    @Override
    public void execute(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        final Options options = hash == null ? null : Options.parse(context);
        if (options == null) {
            return;
        }
        if (options.isCondition && !isMet(context, hash, options)) {
            context.reply().integer(0);
            return;
        }
        context.reply().integer(1);
        if (options.hasMoment && options.expiryMs <= context.nowMs()) {
            removeAll(context, hash, options);
            return;
        }
        for (int i = options.firstField; i < context.argCount(); i += 2) {
            hash.put(context.argAddress(i), context.argLength(i), context.argAddress(i + 1), context.argLength(i + 1),
                options.expiryMs);
        }
        context.notify(KeyEvent.HSET, 1);
        if (options.hasMoment) {
            context.notify(KeyEvent.HEXPIRE, 1);
        }
        if (options.isRelative) {
            record(context, options);
        } else {
            context.changed();
        }
    }

    private static boolean isMet(final CommandContext context, final HashValue hash, final Options options) {
        for (int i = options.firstField; i < context.argCount(); i += 2) {
            if (hash.find(context.argAddress(i), context.argLength(i)) != options.shouldExist) {
                return false;
            }
        }
        return true;
    }

    /** The moment has passed: what was set would be gone at once. */
    private static void removeAll(final CommandContext context, final HashValue hash, final Options options) {
        final BitSet removed = Hashes.changedArgs(context);
        for (int i = options.firstField; i < context.argCount(); i += 2) {
            removed.set(i, hash.remove(context.argAddress(i), context.argLength(i)));
        }
        if (!removed.isEmpty()) {
            context.notify(KeyEvent.HDEL, 1, !hash.exists());
            Hashes.record(context, "HDEL", removed);
        }
    }

    private static void record(final CommandContext context, final Options options) {
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        final int argCount = context.argCount() - options.firstField;
        effect.begin(6 + argCount).text("HSETEX").bytes(context.argAddress(1), context.argLength(1)).text("PXAT")
            .number(options.expiryMs).text("FIELDS").number(argCount / 2);
        for (int i = options.firstField; i < context.argCount(); i++) {
            effect.bytes(context.argAddress(i), context.argLength(i));
        }
    }

    /** What stands between the key and the fields. */
    private static final class Options {
        private boolean isCondition;
        private boolean shouldExist;
        private boolean hasExpiry;
        private boolean hasMoment;
        private boolean isRelative;
        private long expiryMs = EntryDescriptor.NO_EXPIRY;
        private int firstField;

        /** Reads the options; answers the client and returns null where they make no sense. */
        static Options parse(final CommandContext context) {
            final Options options = new Options();
            int arg = 2;
            while (arg < context.argCount() && !context.argIs(arg, "fields")) {
                final int taken = options.take(context, arg);
                if (taken == 0) {
                    return null;
                }
                arg += taken;
            }
            return options.takeFields(context, arg) ? options : null;
        }

        /** Takes in an option; returns how many arguments it has, 0 if the client has been told what is wrong. */
        private int take(final CommandContext context, final int arg) {
            final boolean isFxx = context.argIs(arg, "fxx");
            if (isFxx || context.argIs(arg, "fnx")) {
                if (isCondition) {
                    context.reply().error(ONE_CONDITION);
                    return 0;
                }
                isCondition = true;
                shouldExist = isFxx;
                return 1;
            }
            final ExpiryOption option = ExpiryOption.at(context, arg);
            final boolean isKeeping = context.argIs(arg, "keepttl");
            if (option == ExpiryOption.NONE && !isKeeping) {
                context.reply().error("ERR unknown argument: " + context.argText(arg));
                return 0;
            }
            if (hasExpiry) {
                context.reply().error(ONE_EXPIRY);
                return 0;
            }
            hasExpiry = true;
            return isKeeping ? keep() : takeMoment(context, arg, option);
        }

        private int keep() {
            expiryMs = HashValue.KEEP_EXPIRY;
            return 1;
        }

        private int takeMoment(final CommandContext context, final int arg, final ExpiryOption option) {
            if (arg + 1 == context.argCount()) {
                context.reply().error("ERR missing expire time");
                return 0;
            }
            expiryMs = option.require(context, arg + 1);
            hasMoment = true;
            isRelative = option.isRelative();
            return expiryMs == FieldArguments.REFUSED ? 0 : 2;
        }

        private boolean takeFields(final CommandContext context, final int arg) {
            if (arg == context.argCount()) {
                context.reply().error("ERR missing FIELDS argument");
                return false;
            }
            if (arg + 3 >= context.argCount()) {
                context.reply().error(Errors.wrongArity(context.spec().name()));
                return false;
            }
            if (!context.isLong(arg + 1) || context.parsedLong() < 1) {
                context.reply().error("ERR invalid number of fields");
                return false;
            }
            firstField = arg + 2;
            final int argCount = context.argCount() - firstField;
            if ((argCount & 1) != 0 || context.parsedLong() != argCount / 2) {
                context.reply().error(Errors.wrongArity(context.spec().name()));
                return false;
            }
            return true;
        }
    }
}
