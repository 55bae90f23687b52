package org.ouzel.engine.command;

import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.ReplyWriter;

/**
 * A command that several shards can share without waiting for each other: each does its part as it passes the slot,
 * and the parts are merged when the reply is taken.
 *
 * <p>{@link #execute} runs the whole command on one shard, whenever all its keys live there.
 */
public interface SplitCommandHandler extends CommandHandler {
    /**
     * Does the part of the shard that the context belongs to: for a command with keys, those that
     * {@link CommandContext#isOwned} says are its own. Leaves its result in {@link CommandContext#part()}.
     */
    void executePart(CommandContext context);

    /** Writes the reply from the parts of all shards in the event's set; on the session's IO loop. */
    void merge(CommandEvent event, MergeContext context, ReplyWriter reply);
}
