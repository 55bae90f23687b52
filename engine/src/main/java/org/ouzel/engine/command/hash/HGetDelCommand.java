package org.ouzel.engine.command.hash;

import java.util.BitSet;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.HashValue;

/** HGETDEL: {@code key FIELDS numfields field...}: an array of values and nulls; the fields are gone. */
final class HGetDelCommand {
    private HGetDelCommand() {
    }

    static void execute(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null || !FieldArguments.require(context, 2, FieldArguments.NOT_POSITIVE)) {
            return;
        }
        final BitSet removed = Hashes.changedArgs(context);
        context.reply().array(context.argCount() - 4);
        for (int i = 4; i < context.argCount(); i++) {
            if (hash.find(context.argAddress(i), context.argLength(i))) {
                hash.replyValue(context.reply());
                hash.removeCurrent();
                removed.set(i);
            } else {
                context.reply().nil();
            }
        }
        if (!removed.isEmpty()) {
            context.notify(KeyEvent.HDEL, 1, !hash.exists());
            Hashes.record(context, "HDEL", removed);
        }
    }
}
