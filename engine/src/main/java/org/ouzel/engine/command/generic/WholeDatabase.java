package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.ReplyWriter;

/** Commands on all keys of one or more databases: DBSIZE, FLUSHDB, FLUSHALL, SWAPDB. */
final class WholeDatabase {
    private WholeDatabase() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("dbsize", new Size());
        bindings.bind("flushdb", new Flush(false));
        bindings.bind("flushall", new Flush(true));
        bindings.bind("swapdb", WholeDatabase::swap);
    }

    /** {@code index1 index2}: OK. */
    private static void swap(final CommandContext context) {
        final int first = DatabaseNumber.parse(context, 1, "ERR invalid first DB index");
        if (context.reply().isError()) {
            return;
        }
        final int second = DatabaseNumber.parse(context, 2, "ERR invalid second DB index");
        if (context.reply().isError() || DatabaseNumber.existing(context, first) == DatabaseNumber.INVALID
            || DatabaseNumber.existing(context, second) == DatabaseNumber.INVALID) {
            return;
        }
        for (int shard = 0; shard < context.server().shardCount(); shard++) {
            context.server().shard(shard).observers().exchanging(context.databaseOn(shard, first),
                context.databaseOn(shard, second));
            context.server().shard(shard).keyspace().swap(context.event().namespace(), first, second);
        }
        context.changed();
        context.reply().ok();
    }

    /** DBSIZE: the number of keys, those included that are due and were not found yet. */
    private static final class Size implements SplitCommandHandler {
        @Override
        public void execute(final CommandContext context) {
            context.reply().integer(context.database().keyCount());
        }

        @Override
        public void executePart(final CommandContext context) {
            context.part().setCount(context.database().keyCount());
        }

        @Override
        public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
            reply.integer(Parts.sum(event, context));
        }
    }

    /**
     * FLUSHDB and FLUSHALL, {@code [ASYNC | SYNC]}: OK. Either way the keys are gone at once, and their memory is freed
     * in slices.
     */
    private static final class Flush implements SplitCommandHandler {
        private final boolean isForAll;

        Flush(final boolean isForAll) {
            this.isForAll = isForAll;
        }

        @Override
        public void execute(final CommandContext context) {
            executePart(context);
            merge(context.event(), context.server(), context.reply());
        }

        @Override
        public void executePart(final CommandContext context) {
            if (!isValid(context.event())) {
                return;
            }
            final boolean isFirst = Long.numberOfTrailingZeros(context.event().shardSet()) == context.shard().index();
            context.shard().observers().flushing(context.event().namespace(), isFirst);
            if (isForAll) {
                clearAll(context);
            } else {
                clear(context, context.database());
            }
            context.changed();
        }

        @Override
        public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
            if (isValid(event)) {
                reply.ok();
            } else {
                reply.error(Errors.SYNTAX);
            }
        }

        private static void clearAll(final CommandContext context) {
            final Keyspace keyspace = context.shard().keyspace();
            for (int number = 0; number < keyspace.databaseCount(); number++) {
                final Database database = keyspace.databaseIfPresent(context.event().namespace(), number);
                if (database != null) {
                    clear(context, database);
                }
            }
        }

        private static void clear(final CommandContext context, final Database database) {
            context.shard().observers().clearing(database);
            database.clear();
        }

        private static boolean isValid(final RequestArguments request) {
            return request.argCount() == 1 || request.argCount() == 2
                && (request.argIs(1, "async") || request.argIs(1, "sync"));
        }
    }
}
