package org.ouzel.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ouzel.protocol.client.RespClient;

/**
 * The load of a cache: GETs of keys of which few are asked for often, and a SET of each key that wasn't found, from
 * several connections by turns.
 *
 * <p>The n-th most popular key of N is asked for about n times less often than the first (Zipf's law, with exponent 1).
 * The picks follow from a seed, so that all servers get the same ones.
 */
public final class SkewedLoad implements AutoCloseable {
    private static final int CLIENT_COUNT = 10;
    private static final int PIPELINE = 16;
    private static final int SLACK_BYTES = 64;
    /** Has no factor in common with the numbers of keys in use, so that popular keys lie anywhere among the others. */
    private static final long SPREAD = 7919;

    private final int keyCount;
    private final Requests requests;
    private final ByteBuffer batch;
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<Client> clients = new ArrayList<>();

    /** What came of a run. */
    public record Result(long readCount, long hitCount, long writeCount) {
        /** Returns the share of reads that found their key, in percent. */
        public double hitPercent() {
            return 100.0 * hitCount / readCount;
        }
    }

    /** Connects. */
    public SkewedLoad(final int port, final int keyCount, final int valueBytes) throws IOException {
        this.keyCount = keyCount;
        this.requests = new Requests(valueBytes);
        this.batch = ByteBuffer.allocate(2 * PIPELINE * (requests.maximumBytes(Operation.SET) + SLACK_BYTES));
        for (int i = 0; i < CLIENT_COUNT; i++) {
            clients.add(new Client(RespClient.connect("127.0.0.1", port)));
        }
    }

    /** Sends at least so many GETs, and what SETs they lead to. */
    public Result run(final long wantedCount) throws IOException {
        long readCount = 0;
        long hitCount = 0;
        long writeCount = 0;
        while (readCount < wantedCount) {
            for (final Client client : clients) {
                writeCount += client.missed.size();
                client.send();
            }
            for (final Client client : clients) {
                hitCount += client.receive();
            }
            readCount += (long) CLIENT_COUNT * PIPELINE;
        }
        return new Result(readCount, hitCount, writeCount);
    }

    @Override
    public void close() throws IOException {
        for (final Client client : clients) {
            client.connection.close();
        }
    }

    private int pick() {
        return key(random.nextDouble(), keyCount);
    }

    /** Returns the key that a number from 0 to below 1 stands for. */
    static int key(final double chance, final int keyCount) {
        final long rank = (long) Math.pow(keyCount, chance) - 1;
        return (int) (rank * SPREAD % keyCount);
    }

    /** One connection, and the keys that it has to set. */
    private final class Client {
        private int setCount;
        private final int[] asked = new int[PIPELINE];
        private final List<Integer> missed = new ArrayList<>();
        private final RespClient connection;

        private Client(final RespClient connection) {
            this.connection = connection;
        }

        private void send() throws IOException {
            batch.clear();
            for (final int key : missed) {
                requests.putSet(batch, key, 0);
            }
            setCount = missed.size();
            missed.clear();
            for (int i = 0; i < PIPELINE; i++) {
                asked[i] = pick();
                requests.putGet(batch, KeyFamily.STRINGS, asked[i]);
            }
            connection.socket().getOutputStream().write(batch.array(), 0, batch.position());
        }

        private int receive() throws IOException {
            for (int i = 0; i < setCount; i++) {
                final int marker = connection.reader().skip();
                if (marker != '+') {
                    throw new IOException("a SET was answered: expected=+OK found=" + (char) marker);
                }
            }
            for (final int key : asked) {
                if (connection.reader().read() == null) {
                    missed.add(key);
                }
            }
            return PIPELINE - missed.size();
        }
    }
}
