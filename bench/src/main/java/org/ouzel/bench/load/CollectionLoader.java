package org.ouzel.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.ouzel.protocol.client.RespClient;

/** Sends one request for each number of a range, as fast as one pipelined connection goes. */
public final class CollectionLoader {
    private static final int BATCH = 64;

    private CollectionLoader() {
    }

    /**
     * Sends the requests of the numbers from one up to, not including, another.
     *
     * @throws IOException also when a reply is an error
     */
    public static void load(final int port, final int from, final int to, final IntFunction<List<String>> request)
        throws IOException {
        final ByteArrayOutputStream batch = new ByteArrayOutputStream();
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            int unanswered = 0;
            for (int first = from; first < to; first += BATCH) {
                final int end = Math.min(to, first + BATCH);
                batch.reset();
                for (int each = first; each < end; each++) {
                    put(batch, request.apply(each));
                }
                batch.writeTo(connection.socket().getOutputStream());
                expectReplies(connection, unanswered); // of the batch before: work never runs out
                unanswered = end - first;
            }
            expectReplies(connection, unanswered);
        }
    }

    private static void put(final ByteArrayOutputStream batch, final List<String> words) throws IOException {
        final StringBuilder text = new StringBuilder().append('*').append(words.size()).append("\r\n");
        for (final String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        batch.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void expectReplies(final RespClient connection, final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            final int marker = connection.reader().skip();
            if (marker == '-') {
                throw new IOException("loading collections: an error came back");
            }
        }
    }
}
