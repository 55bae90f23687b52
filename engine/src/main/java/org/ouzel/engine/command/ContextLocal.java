package org.ouzel.engine.command;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Something that a command family keeps for each thread that runs commands: cursors, buffers, builders that are reused.
 *
 * <p>Handlers are shared by all shards and hold no state; a family declares {@code static final ContextLocal<Tools>}
 * and asks {@link CommandContext#local} for the thread's own. Closed with the context.
 */
public final class ContextLocal<T extends AutoCloseable> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int index = COUNT.getAndIncrement();
    private final Supplier<T> supplier;

    /** Names who makes one, at the first use in each context. */
    public ContextLocal(final Supplier<T> supplier) {
        this.supplier = supplier;
    }

    int index() {
        return index;
    }

    T create() {
        return supplier.get();
    }
}
