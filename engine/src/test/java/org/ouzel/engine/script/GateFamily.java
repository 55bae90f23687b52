package org.ouzel.engine.script;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** Commands that hold one shard up until another one has come to some slot. */
final class GateFamily implements CommandFamily {
    private static final long TIMEOUT_SECONDS = 100;

    private final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public List<String> tables() {
        return List.of("gate");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("gate.wait", this::await);
        bindings.bind("gate.open", this::open);
    }

    private void await(final CommandContext context) {
        try {
            if (gate.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                context.reply().ok();
            } else {
                context.reply().error("ERR nobody has opened the gate");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            context.reply().error("ERR interrupted");
        }
    }

    private void open(final CommandContext context) {
        gate.countDown();
        context.reply().ok();
    }
}
