package org.ouzel.engine.command.string;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.ReplyWriter;

/** MSET (key value)...; OK. */
final class MsetCommand implements SplitCommandHandler {
    @Override
    public void execute(final CommandContext context) {
        setOwned(context);
        reply(context.event(), context.reply());
    }

    @Override
    public void executePart(final CommandContext context) {
        setOwned(context);
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        reply(event, reply);
    }

    private static void setOwned(final CommandContext context) {
        if (!isInPairs(context.argCount())) {
            return;
        }
        for (int arg = 1; arg < context.argCount(); arg += 2) {
            if (context.isOwned(arg)) {
                context.putString(arg, context.argAddress(arg + 1), context.argLength(arg + 1),
                    EntryDescriptor.NO_EXPIRY);
                context.changed();
                context.notify(KeyEvent.SET, arg);
            }
        }
    }

    private static void reply(final CommandEvent event, final ReplyWriter reply) {
        if (isInPairs(event.argCount())) {
            reply.ok();
        } else {
            reply.error(Errors.wrongArity(event.spec().name()));
        }
    }

    private static boolean isInPairs(final int argCount) {
        return (argCount & 1) == 1;
    }
}
