package org.ouzel.network.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.ouzel.network.http.CommandGate.Inner;

/**
 * A client of the engine: sends batches of commands, one batch after the other, and gathers the replies. Only the web
 * loop's thread, but for what its connection tells it.
 */
final class CommandClient implements CommandGate.Receiver, AutoCloseable {
    /** A browser has nothing to gain from more. */
    private static final long MAX_REPLY_BYTES = 64L << 20;

    private boolean isClosed;
    private Batch current;
    private ScheduledFuture<?> deadline;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private final ReplyReader reader = new ReplyReader(MAX_REPLY_BYTES);
    private final EventExecutor loop;
    private final LongSupplier timeoutMs;
    private final Inner inner;

    /** Commands that were sent in one go, and what was answered so far. */
    private record Batch(List<List<byte[]>> commands, List<Reply> replies, CompletableFuture<List<Reply>> done) {
    }

    /**
     * @param timeoutMs how long a batch may take, asked for each one
     * @param loggedIn  as {@link CommandGate#open} takes it
     */
    CommandClient(final CommandGate gate, final EventExecutor loop, final LongSupplier timeoutMs,
        final CommandGate.Addresses addresses, final Inner loggedIn) {
        this.loop = loop;
        this.timeoutMs = timeoutMs;
        inner = gate.open(addresses, loggedIn, this);
    }

    /** Returns a command of words. */
    static List<byte[]> command(final String... words) {
        return Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Returns the connection, which others may be opened like. */
    Inner inner() {
        return inner;
    }

    boolean isClosed() {
        return isClosed;
    }

    /**
     * Sends commands.
     *
     * @return their replies; failed with {@link ConnectionEndedException} or {@link TimeoutException} if they don't
     *     come, and then the connection is at its end
     */
    CompletableFuture<List<Reply>> call(final List<List<byte[]>> commands) {
        final Batch batch = new Batch(commands, new ArrayList<>(), new CompletableFuture<>());
        waiting.add(batch);
        sendNext();
        return batch.done;
    }

    /** Sends one command. */
    CompletableFuture<Reply> call(final String... words) {
        return call(List.of(command(words))).thenApply(replies -> replies.get(0));
    }

    @Override
    public void received(final ByteBuf bytes) {
        final byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        bytes.release();
        onLoop(() -> take(copy));
    }

    @Override
    public void closed() {
        onLoop(() -> end(new ConnectionEndedException("the connection was closed")));
    }

    @Override
    public void close() {
        end(new ConnectionEndedException("the connection was closed"));
    }

    private void onLoop(final Runnable step) {
        try {
            loop.execute(step);
        } catch (final RejectedExecutionException e) {
            // Nobody waits for it any more.
            return;
        }
    }

    private void sendNext() {
        if (current != null || waiting.isEmpty()) {
            return;
        }
        current = waiting.remove();
        if (isClosed) {
            failAll(new ConnectionEndedException("the connection was closed"));
        } else if (current.commands.isEmpty()) {
            complete();
        } else {
            deadline = loop.schedule(() -> end(new TimeoutException("not answered in time")),
                timeoutMs.getAsLong(), TimeUnit.MILLISECONDS);
            inner.send(encode(current.commands));
        }
    }

    private static ByteBuf encode(final List<List<byte[]>> commands) {
        final ByteBuf requests = PooledByteBufAllocator.DEFAULT.directBuffer();
        for (final List<byte[]> command : commands) {
            header(requests, '*', command.size());
            for (final byte[] argument : command) {
                header(requests, '$', argument.length);
                requests.writeBytes(argument);
                requests.writeByte('\r').writeByte('\n');
            }
        }
        return requests;
    }

    private static void header(final ByteBuf requests, final char type, final int number) {
        requests.writeCharSequence(type + Integer.toString(number) + "\r\n", StandardCharsets.US_ASCII);
    }

    private void take(final byte[] bytes) {
        if (isClosed) {
            return;
        }
        try {
            reader.read(bytes, this::take);
        } catch (final IllegalStateException | NumberFormatException e) {
            end(new ConnectionEndedException(e.getMessage()));
        }
    }

    private void take(final Reply reply) {
        if (current == null || reply.kind() == Reply.Kind.PUSH) {
            return; // a message that nobody here has asked for
        }
        current.replies.add(reply);
        if (current.replies.size() == current.commands.size()) {
            complete();
        }
    }

    private void complete() {
        final Batch done = current;
        current = null;
        cancelDeadline();
        done.done.complete(done.replies);
        sendNext();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void end(final Exception cause) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        cancelDeadline();
        inner.close();
        failAll(cause);
    }

    private void failAll(final Exception cause) {
        final List<Batch> failed = new ArrayList<>(waiting);
        waiting.clear();
        if (current != null) {
            failed.add(0, current);
            current = null;
        }
        failed.forEach(batch -> batch.done.completeExceptionally(cause));
    }
}
