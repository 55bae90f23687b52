package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * MGET key...; an array of strings, with null for what is missing or no string.
 *
 * <p>Each shard writes the elements of its keys in the order of the arguments; the merge picks them up one by one.
 */
final class MgetCommand implements SplitCommandHandler {
    @Override
    public void execute(final CommandContext context) {
        context.reply().array(context.argCount() - 1);
        replyOwned(context);
    }

    @Override
    public void executePart(final CommandContext context) {
        replyOwned(context);
    }

    @Override
    public void merge(final CommandEvent event, final MergeContext context, final ReplyWriter reply) {
        final int[] positions = new int[context.shardCount()];
        reply.array(event.argCount() - 1);
        for (int arg = 1; arg < event.argCount(); arg++) {
            final int shard = context.shardOf(event.argAddress(arg), event.argLength(arg));
            final NativeBuffer elements = event.part(shard).reply();
            final long element = elements.address() + positions[shard];
            final int length = elementLength(element);
            reply.buffer().putBytes(element, length);
            positions[shard] += length;
        }
    }

    private static void replyOwned(final CommandContext context) {
        for (int arg = 1; arg < context.argCount(); arg++) {
            if (!context.isOwned(arg)) {
                continue;
            }
            final long entry = context.lookupRead(arg);
            if (entry == NONE || EntryDescriptor.type(entry) != EntryDescriptor.TYPE_STRING) {
                context.reply().nil();
            } else {
                StringReads.reply(context, entry);
            }
        }
    }

    /** Returns the bytes of a bulk string or null as {@link ReplyWriter} writes them. */
    private static int elementLength(final long element) {
        int position = 1;
        int length = 0;
        boolean isNull = NativeMemory.getByte(element) == '_';
        for (; NativeMemory.getByte(element + position) != '\r'; position++) {
            final byte digit = NativeMemory.getByte(element + position);
            isNull |= digit == '-';
            length = length * 10 + digit - '0';
        }
        return position + 2 + (isNull ? 0 : length + 2);
    }
}
