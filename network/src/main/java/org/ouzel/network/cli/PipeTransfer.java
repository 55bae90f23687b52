package org.ouzel.network.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.ouzel.protocol.client.Reply;

/** {@code --pipe}: sends requests as they are, and counts the replies. */
final class PipeTransfer {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int PATIENCE_SECONDS = 30;

    private volatile long replyCount;
    private final Connection connection;
    private final PrintStream out;
    private final PrintStream err;

    PipeTransfer(final Connection connection, final PrintStream out, final PrintStream err) {
        this.connection = connection;
        this.out = out;
        this.err = err;
    }

    /** Sends all of the input while it reads the replies; returns whether none of them was an error. */
    boolean run(final InputStream in) throws IOException {
        // The reply to this request is the last one, whatever the input was.
        final String mark = UUID.randomUUID().toString();
        final CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(in, mark));
        long errorCount = 0;
        for (Reply reply = connection.readReply(); !mark.equals(reply.text()); reply = connection.readReply()) {
            replyCount++;
            if (reply.isError()) {
                errorCount++;
                err.println(ByteText.toUnicode(reply.text()));
            }
        }
        sender.join();
        out.println("Last reply received from server.");
        out.println("errors: " + errorCount + ", replies: " + replyCount);
        out.flush();
        return errorCount == 0;
    }

    /** Ends the connection when no reply has come for a while: the input may have ended within a request. */
    private void watch(final long countBefore) {
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (replyCount == countBefore) {
                connection.abort();
            } else {
                watch(replyCount);
            }
        });
    }

    private void send(final InputStream in, final String mark) {
        try {
            final byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                connection.sendRaw(Arrays.copyOf(chunk, count));
            }
            out.println("All data transferred. Waiting for the last reply...");
            connection.send(List.of("ECHO", mark));
            watch(replyCount);
        } catch (final IOException e) {
            connection.abort();
            throw new CompletionException(e);
        }
    }
}
