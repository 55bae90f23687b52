package org.ouzel.engine.command.string;

import java.util.function.Supplier;
import org.ouzel.engine.command.CommandContext;

/**
 * Something that a handler needs again and again while it runs: one for each shard, since handlers are shared by all of
 * them. Made at its first use, by the shard's own thread.
 */
final class PerShard<T> {
    private static final int MAX_SHARD_COUNT = 64;

    private final Object[] values = new Object[MAX_SHARD_COUNT];
    private final Supplier<T> factory;

    PerShard(final Supplier<T> factory) {
        this.factory = factory;
    }

    @SuppressWarnings("unchecked")
    T of(final CommandContext context) {
        final int shard = context.shard().index();
        if (values[shard] == null) {
            values[shard] = factory.get();
        }
        return (T) values[shard];
    }
}
