package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.ShardPart;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/** {@code KEYS pattern}: an array of the names that match, each shard's behind the other's. */
final class KeysCommand implements SplitCommandHandler {
    @Override
    public void execute(final CommandContext context) {
        // Their number comes first in the reply and is known last: they are written to the part here, too.
        executePart(context);
        merge(context.event(), context.server(), context.reply());
    }

    @Override
    public void executePart(final CommandContext context) {
        final GlobPattern pattern = GlobPattern.of(context.argAddress(1), context.argLength(1));
        final FoundKeys.KeyFilter filter =
            new FoundKeys.KeyFilter(pattern, FoundKeys.ANY_TYPE, context.nowMs());
        final ShardPart part = context.part();
        final ReplyWriter names = new ReplyWriter().wrap(part.reply(), false);
        context.database().forEach(entry -> {
            if (filter.isWanted(entry)) {
                names.bulk(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                part.setCount(part.count() + 1);
            }
        });
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        reply.array((int) Parts.sum(event, context));
        for (int shard = 0; shard < context.shardCount(); shard++) {
            final NativeBuffer names = event.part(shard).reply();
            reply.buffer().putBytes(names.address(), names.length());
        }
    }
}
