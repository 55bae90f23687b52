package org.ouzel.engine.command.transaction;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.ReplyWriter;

/** WATCH key...; OK. Each shard notes its own keys. */
final class WatchCommand implements SplitCommandHandler {
    @Override
    public void execute(final CommandContext context) {
        executePart(context);
        context.reply().ok();
    }

    @Override
    public void executePart(final CommandContext context) {
        for (int key = 1; key < context.argCount(); key++) {
            if (context.isOwned(key)) {
                // A key that is due goes now, so that its going isn't taken for a change later.
                context.peek(key);
                context.shard().observers().watch(context.event().watch(), context.database(),
                    context.argAddress(key), context.argLength(key));
            }
        }
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        reply.ok();
    }
}
