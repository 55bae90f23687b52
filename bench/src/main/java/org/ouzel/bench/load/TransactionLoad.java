package org.ouzel.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ouzel.protocol.client.RespClient;

/** Transactions of a few SETs in one write each, from several connections by turns: all send, then all are answered. */
public final class TransactionLoad implements AutoCloseable {
    private static final int SET_COUNT = 4;
    private static final String VALUE = "xxx";

    private final int keyCount;
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<RespClient> connections = new ArrayList<>();

    /** Connects. */
    public TransactionLoad(final int port, final int clientCount, final int keyCount) throws IOException {
        this.keyCount = keyCount;
        for (int i = 0; i < clientCount; i++) {
            connections.add(RespClient.connect("127.0.0.1", port));
        }
    }

    /** Runs at least so many transactions; returns how many they were. */
    public int run(final int wanted) throws IOException {
        int count = 0;
        while (count < wanted) {
            for (final RespClient connection : connections) {
                connection.socket().getOutputStream().write(transaction());
            }
            for (final RespClient connection : connections) {
                for (int i = 0; i < SET_COUNT + 1; i++) {
                    expect(connection.reader().skip(), '+');
                }
                expect(connection.reader().skip(), '*');
            }
            count += connections.size();
        }
        return count;
    }

    private byte[] transaction() throws IOException {
        final ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes("*1\r\n$5\r\nMULTI\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < SET_COUNT; i++) {
            final String key = KeyFamily.STRINGS.key(random.nextInt(keyCount));
            request.writeBytes(("*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key + "\r\n$" + VALUE.length() + "\r\n"
                + VALUE + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        request.writeBytes("*1\r\n$4\r\nEXEC\r\n".getBytes(StandardCharsets.US_ASCII));
        return request.toByteArray();
    }

    private static void expect(final int marker, final char expected) throws IOException {
        if (marker != expected) {
            throw new IOException("a transaction was answered: expected=" + expected + " found=" + (char) marker);
        }
    }

    @Override
    public void close() throws IOException {
        for (final RespClient connection : connections) {
            connection.close();
        }
    }
}
