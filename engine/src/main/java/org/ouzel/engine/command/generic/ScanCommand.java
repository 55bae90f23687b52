package org.ouzel.engine.command.generic;

import java.util.Locale;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.ScanCursor;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.command.ValueNames;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * {@code SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]}: the next cursor, and an array of names.
 *
 * <p>A call belongs to the one shard that its cursor names; the others pass by. All elements that are there from the
 * first call to the last are returned, some perhaps twice; how many a call returns is about {@code count}.
 */
final class ScanCommand implements SplitCommandHandler {
    private static final int DEFAULT_COUNT = 10;
    /** A call looks at so many times as many places as it was asked for elements, where the index is sparse. */
    private static final int EFFORT = 10;

    @Override
    public void execute(final CommandContext context) {
        scan(context, ScanCursor.parse(context, 1));
    }

    @Override
    public void executePart(final CommandContext context) {
        final ScanCursor cursor = ScanCursor.parse(context, 1);
        if (context.shard().index() == shardOf(cursor, context.server())) {
            scan(context, cursor);
        }
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        final NativeBuffer part = event.part(shardOf(ScanCursor.parse(event, 1), context)).reply();
        reply.buffer().putBytes(part.address(), part.length());
    }

    /** Returns the shard that answers: the first, where the cursor leads nowhere. */
    private static int shardOf(final ScanCursor cursor, final MergeContext context) {
        return cursor == null || cursor.shard() >= context.shardCount() ? 0 : cursor.shard();
    }

    private static void scan(final CommandContext context, final ScanCursor cursor) {
        if (cursor == null) {
            context.reply().error(Errors.INVALID_CURSOR);
            return;
        }
        final Options options = Options.parse(context);
        if (options == null) {
            return;
        }
        final FoundKeys found = new FoundKeys(options.filter(context.nowMs()));
        final ScanCursor next = cursor.shard() >= context.server().shardCount() ? ScanCursor.START
            : walk(context.database(), cursor, options.count, found).orNextShard(context.server().shardCount());
        context.reply().array(2);
        context.reply().bulk(next.toString());
        found.write(context.reply());
    }

    private static ScanCursor walk(final Database database, final ScanCursor cursor, final int count,
        final FoundKeys found) {
        long bound = cursor.lowerBound();
        long effort = EFFORT * (1L + count / SegmentedIndex.MAX_SCAN_STRETCH);
        do {
            bound = database.scan(bound, (int) (count - found.passedCount()), found);
            effort--;
        } while (bound != 0 && found.passedCount() < count && effort > 0);
        return new ScanCursor(cursor.shard(), bound);
    }

    /** What stands behind the cursor. */
    private static final class Options {
        private int count = DEFAULT_COUNT;
        private int type = FoundKeys.ANY_TYPE;
        private GlobPattern pattern;

        /** Reads the options; answers the client and returns null where they make no sense. */
        static Options parse(final CommandContext context) {
            final Options options = new Options();
            for (int i = 2; i < context.argCount(); i += 2) {
                final boolean hasValue = i + 1 < context.argCount();
                if (hasValue && context.argIs(i, "count")) {
                    if (!context.requireLong(i + 1)) {
                        return null;
                    }
                    if (context.parsedLong() < 1) {
                        context.syntaxError();
                        return null;
                    }
                    options.count = (int) Math.min(Integer.MAX_VALUE, context.parsedLong());
                } else if (hasValue && context.argIs(i, "match")) {
                    options.pattern = GlobPattern.of(context.argAddress(i + 1), context.argLength(i + 1));
                } else if (hasValue && context.argIs(i, "type")) {
                    options.type = ValueNames.typeOf(context.argText(i + 1).toLowerCase(Locale.ROOT));
                } else {
                    context.syntaxError();
                    return null;
                }
            }
            return options;
        }

        FoundKeys.KeyFilter filter(final long nowMs) {
            return new FoundKeys.KeyFilter(pattern, type, nowMs);
        }
    }
}
