package org.ouzel.engine.ring;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.protocol.ReplyWriter;

/** Commands whose handlers throw, in each way of sharing a slot. */
final class FailingFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("failing");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("fail.one", FailingFamily::fail);
        bindings.bind("fail.meet", FailingFamily::fail);
        bindings.bind("fail.session", FailingFamily::fail);
        bindings.bind("fail.split", new SplitCommandHandler() {
            @Override
            public void execute(final CommandContext context) {
                fail(context);
            }

            @Override
            public void executePart(final CommandContext context) {
                for (int key = 1; key < context.argCount(); key++) {
                    if (context.isOwned(key) && context.argIs(key, "bad")) {
                        fail(context);
                    }
                }
            }

            @Override
            public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
                reply.ok();
            }
        });
    }

    private static void fail(final CommandContext context) {
        context.reply().array(3);
        context.reply().integer(1);
        throw new IllegalStateException("meant to fail: command=" + context.spec().name());
    }
}
