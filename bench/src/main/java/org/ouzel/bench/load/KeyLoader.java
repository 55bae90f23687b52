package org.ouzel.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

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
        try (RespConnection connection = new RespConnection(port)) {
            int unanswered = 0;
            for (int key = from; key < to; key += BATCH) {
                final int end = Math.min(to, key + BATCH);
                batch.clear();
                for (int each = key; each < end; each++) {
                    put(batch, requests, family, each);
                }
                connection.writeRaw(batch.array(), batch.position());
                connection.flush();
                connection.expectOk(unanswered); // of the batch before: the server is never left without work
                unanswered = end - key;
            }
            connection.expectOk(unanswered);
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
}
