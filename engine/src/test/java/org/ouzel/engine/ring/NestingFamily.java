package org.ouzel.engine.ring;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.protocol.NativeBuffer;

/** Commands that run the commands among their arguments, separated by commas, and answer with all their replies. */
final class NestingFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("nesting");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("nest.all", context -> run(context, 1));
        bindings.bind("nest.key", context -> run(context, 2));
    }

    private static void run(final CommandContext context, final int firstArg) {
        final NestedCalls calls = context.nestedCalls();
        calls.begin(context, true);
        int start = firstArg;
        for (int i = firstArg; i <= context.argCount(); i++) {
            if (i == context.argCount() || context.argIs(i, ",")) {
                run(context, calls, start, i - start);
                start = i + 1;
            }
        }
        calls.end();
    }

    private static void run(final CommandContext context, final NestedCalls calls, final int start, final int count) {
        final int[] pairs = new int[2 * count];
        final long base = context.event().requestAddress();
        for (int i = 0; i < count; i++) {
            pairs[2 * i] = (int) (context.argAddress(start + i) - base);
            pairs[2 * i + 1] = context.argLength(start + i);
        }
        final CommandTable table = context.server().commandTable();
        final CommandSpec spec = table.find(context.argAddress(start), context.argLength(start));
        final NativeBuffer reply = calls.call(spec, base, context.event().requestLength(), count, pairs, 0);
        context.reply().buffer().putBytes(reply.address(), reply.length());
    }
}
