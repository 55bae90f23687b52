package org.ouzel.engine.command.entity;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.command.generic.KeyRemoval;
import org.ouzel.engine.command.generic.Parts;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.ReplyWriter;

/** SET, GET and DEL where a key and a part of it are two arguments. */
final class PartCommands {
    private static final int KEY_ARG = 1;
    private static final int PART_ARG = 2;
    private static final int VALUE_ARG = 3;

    private PartCommands() {
    }

    /** {@code key part [value]}: OK. Options there are none, and in a hash there is no part without a value. */
    static void set(final CommandContext context) {
        final EntityType type = EntityType.of(context, KEY_ARG);
        if (context.argCount() > VALUE_ARG + 1) {
            context.syntaxError();
        } else if (type == null) {
            context.reply().error(Errors.WRONG_TYPE);
        } else if (type == EntityType.HASHMAP && context.argCount() == VALUE_ARG) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
        } else {
            type.parts().put(context, KEY_ARG, PART_ARG, VALUE_ARG);
            context.reply().ok();
        }
    }

    /** {@code key part}: the value, in a set or list the part itself; or null. */
    static void get(final CommandContext context) {
        final EntityType type = EntityType.of(context, KEY_ARG);
        if (type == null) {
            context.reply().error(Errors.WRONG_TYPE);
        } else {
            type.parts().reply(context, KEY_ARG, PART_ARG);
        }
    }

    /** {@code (key part)...}: how many parts were there, or keys where the part is empty. */
    static final class Delete implements SplitCommandHandler {
        @Override
        public void execute(final CommandContext context) {
            context.reply().integer(count(context));
        }

        @Override
        public void executePart(final CommandContext context) {
            context.part().setCount(count(context));
        }

        @Override
        public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
            reply.integer(Parts.sum(event, context));
        }

        private static long count(final CommandContext context) {
            long count = 0;
            for (int keyArg = KEY_ARG; keyArg < context.argCount(); keyArg += 2) {
                if (context.isOwned(keyArg) && isRemoved(context, keyArg)) {
                    count++;
                }
            }
            return count;
        }

        private static boolean isRemoved(final CommandContext context, final int keyArg) {
            if (context.argLength(keyArg + 1) == 0) {
                return KeyRemoval.removeAndRecord(context, keyArg);
            }
            final EntityType type = EntityType.of(context, keyArg);
            return type != null && type.parts().remove(context, keyArg, keyArg + 1);
        }
    }
}
