package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.ReplyWriter;

/** DEL, UNLINK, EXISTS, TOUCH: something is done with each key, and those with which it could be done are counted. */
final class KeyCount implements SplitCommandHandler {
    private final KeyStep step;

    private KeyCount(final KeyStep step) {
        this.step = step;
    }

    static void bind(final HandlerBindings bindings) {
        // Both free what is large in slices, so that nothing is left for UNLINK to do better.
        bindings.bind("del", new KeyCount(KeyRemoval::remove));
        bindings.bind("unlink", new KeyCount(KeyRemoval::remove));
        bindings.bind("exists", new KeyCount((context, keyArg) -> context.inspect(keyArg) != NONE));
        bindings.bind("touch", new KeyCount(KeyCount::use));
    }

    @Override
    public void execute(final CommandContext context) {
        long count = 0;
        for (int keyArg = 1; keyArg < context.argCount(); keyArg++) {
            if (step.isCounted(context, keyArg)) {
                count++;
            }
        }
        context.reply().integer(count);
    }

    @Override
    public void executePart(final CommandContext context) {
        long count = 0;
        for (int keyArg = 1; keyArg < context.argCount(); keyArg++) {
            if (context.isOwned(keyArg) && step.isCounted(context, keyArg)) {
                count++;
            }
        }
        context.part().setCount(count);
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        reply.integer(Parts.sum(event, context));
    }

    private static boolean use(final CommandContext context, final int keyArg) {
        final long entry = context.inspect(keyArg);
        if (entry == NONE) {
            return false;
        }
        context.use(entry);
        return true;
    }

    /** What is done with one key. */
    @FunctionalInterface
    private interface KeyStep {
        boolean isCounted(CommandContext context, int keyArg);
    }
}
