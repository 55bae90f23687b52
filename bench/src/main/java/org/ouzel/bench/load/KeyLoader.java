package org.ouzel.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.ouzel.protocol.client.RespClient;
import org.ouzel.protocol.client.RespReader;

/** Writes every key of a range exactly once, as fast as one pipelined connection goes. */
public final class KeyLoader {
    private static final int BATCH = 256;
    private static final byte[] ZERO = {'$', '1', '\r', '\n', '0', '\r', '\n'};
    private static final byte[] SET = {'*', '3', '\r', '\n', '$', '3', '\r', '\n', 'S', 'E', 'T', '\r', '\n'};

    private KeyLoader() {
    }

    /**
     * Loads the keys from one index up to, not including, another; counters get 0, strings a stamped value.
     *
     * @throws IOException also when a reply isn't OK
     */
    public static void load(
        final int port, final KeyFamily family, final int from, final int to, final int valueBytes)
        throws IOException {
        final Requests requests = new Requests(valueBytes);
        final ByteBuffer batch = ByteBuffer.allocate(BATCH * requests.maximumBytes(Operation.SET));
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            final OutputStream output = connection.socket().getOutputStream();
            int unanswered = 0;
            for (int key = from; key < to; key += BATCH) {
                final int end = Math.min(to, key + BATCH);
                batch.clear();
                for (int each = key; each < end; each++) {
                    put(batch, requests, family, each);
                }
                output.write(batch.array(), 0, batch.position());
                expectStatus(connection.reader(), unanswered); // of the batch before: work never runs out
                unanswered = end - key;
            }
            expectStatus(connection.reader(), unanswered);
        }
    }

    private static void put(
        final ByteBuffer batch, final Requests requests, final KeyFamily family, final int key) {
        if (family == KeyFamily.STRINGS) {
            requests.putSet(batch, key, 0);
        } else {
            batch.put(SET);
            family.putBulk(batch, key);
            batch.put(ZERO);
        }
    }

    /** Makes no objects: a collection would hold up the probe that may run beside. */
    private static void expectStatus(final RespReader reader, final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            final int marker = reader.skip();
            if (marker != '+') {
                throw new IOException("loading keys: expected=+OK found=" + (char) marker);
            }
        }
    }
}
