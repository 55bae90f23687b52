package org.ouzel.engine.command.transaction;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.Shard;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.ring.NestedCalls;
import org.ouzel.engine.transaction.Aftermath;
import org.ouzel.engine.transaction.Transaction;
import org.ouzel.engine.transaction.Watch;
import org.ouzel.protocol.NativeBuffer;

/**
 * EXEC: an array of the queued commands' replies; null when a watched key has changed; EXECABORT when a command could
 * not be queued. Holds the shards of all queued commands and of all watched keys.
 */
final class ExecCommand {
    private ExecCommand() {
    }

    static void execute(final CommandContext context) {
        final Transaction transaction = context.event().transaction();
        final boolean isTouched = context.event().watch() != null && endWatch(context, context.event().watch());
        if (transaction.isFailed()) {
            context.reply().error(Errors.EXEC_ABORT);
        } else if (isTouched) {
            context.reply().nilArray();
        } else {
            final String shortage = transaction.isDenyOom()
                ? context.server().storageRefusal(context.event()) : null;
            if (shortage != null) {
                context.reply().error(Errors.EXEC_ABORT_BECAUSE + shortage);
            } else {
                run(context, transaction);
            }
        }
    }

    private static void run(final CommandContext context, final Transaction transaction) {
        final Aftermath aftermath = transaction.aftermath();
        final List<byte[]> kept = aftermath == null ? null : new ArrayList<>();
        context.reply().array(transaction.count());
        final NativeBuffer replies = context.reply().buffer();
        final NestedCalls calls = context.nestedCalls();
        calls.begin(context, true);
        try {
            for (int i = 0; i < transaction.count(); i++) {
                transaction.setCurrent(i);
                final NativeBuffer reply = calls.call(transaction.spec(i), transaction.address(i),
                    transaction.length(i), transaction.argCount(i), transaction.pairs(), transaction.firstPair(i));
                replies.putBytes(reply.address(), reply.length());
                if (kept != null) {
                    kept.add(reply.toArray());
                }
            }
        } finally {
            calls.end();
        }
        if (kept != null && aftermath.isNeeded()) {
            answerLater(context, kept, aftermath);
        }
    }

    /** Answers when what was changed has been stored, and the session is whose it shall be. */
    private static void answerLater(final CommandContext context, final List<byte[]> replies,
        final Aftermath aftermath) {
        final boolean isClosing = context.event().shouldCloseAfterReply();
        final LateReply late = LateReply.insteadOf(context.event(), context.server());
        aftermath.end(() -> late.answer(answering -> {
            aftermath.runSteps(answering);
            answering.reply().array(replies.size());
            for (int i = 0; i < replies.size(); i++) {
                if (aftermath.failure(i) == null) {
                    answering.reply().buffer().putBytes(replies.get(i));
                } else {
                    answering.reply().error(aftermath.failure(i));
                }
            }
            if (isClosing) {
                answering.event().closeAfterReply();
            }
        }));
    }

    /** Lets all shards forget the watched keys; returns whether one has changed, or come to its time. */
    private static boolean endWatch(final CommandContext context, final Watch watch) {
        for (long left = watch.shardSet(); left != 0; left &= left - 1) {
            final Shard shard = context.server().shard(Long.numberOfTrailingZeros(left));
            shard.observers().watches().expire(watch,
                (namespace, database, key) -> shard.expireIfDue(namespace, database, key, context.nowMs()));
            shard.observers().unwatch(watch);
        }
        return watch.isTouched();
    }
}
