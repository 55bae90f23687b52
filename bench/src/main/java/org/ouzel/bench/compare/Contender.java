package org.ouzel.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.protocol.client.RespClient;

/** One of the two servers that are compared: how to start it, and the running one with the keys that it holds. */
final class Contender implements AutoCloseable {
    /** The name that redis-benchmark leaves in place when it isn't told to pick keys at random. */
    private static final String SINGLE_KEY = "__rand_int__";

    private final String name;
    private final List<String> command;
    private ServerProcess running;
    private Keys loaded;

    Contender(final String name, final List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    String name() {
        return name;
    }

    /** Starts another server, which the caller closes. */
    ServerProcess startAnother() throws IOException, InterruptedException {
        return ServerProcess.start(command);
    }

    /** Starts another server with persistence, in a directory that stays; the caller closes it. */
    ServerProcess startIn(final Path directory, final List<String> more) throws IOException, InterruptedException {
        return ServerProcess.startIn(command, directory, more);
    }

    /** Returns the server that stays up between measurements. */
    ServerProcess running() throws IOException, InterruptedException {
        if (running != null && !running.isAlive()) {
            close();
            throw new IOException(name + " has ended by itself");
        }
        if (running == null) {
            running = startAnother();
        }
        return running;
    }

    /** Makes the running server hold exactly the keys that a shape picks from. */
    void load(final Shape shape) throws IOException, InterruptedException {
        final KeyFamily family = shape.operation().keys();
        final int valueBytes = family == KeyFamily.COUNTERS && !shape.hasSingleKey() ? 1 : shape.valueBytes();
        final Keys keys = new Keys(family, shape.keyCount(), valueBytes);
        final int port = running().port();
        if (Objects.equals(keys, loaded)) {
            return;
        }
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            requireOk(connection.call("FLUSHALL"));
            if (shape.hasSingleKey()) {
                requireOk(connection.call("SET", "key:" + SINGLE_KEY, "x".repeat(shape.valueBytes())));
                requireOk(connection.call("SET", "counter:" + SINGLE_KEY, "0"));
            } else {
                KeyLoader.load(port, keys.family, 0, keys.count, keys.valueBytes);
                final Object size = connection.call("DBSIZE");
                if (!Long.valueOf(keys.count).equals(size)) {
                    throw new IOException(name + " holds another number of keys: expected=" + keys.count
                        + " found=" + size);
                }
            }
        }
        loaded = keys;
    }

    /** Notes that the running server doesn't hold the keys of {@link #load} any more. */
    void forgetLoaded() {
        loaded = null;
    }

    private void requireOk(final Object reply) throws IOException {
        if (!"OK".equals(reply)) {
            throw new IOException(name + " answered: expected=OK found=" + reply);
        }
    }

    /** Stops the running server. */
    @Override
    public void close() throws IOException {
        if (running != null) {
            final ServerProcess server = running;
            running = null;
            loaded = null;
            server.close();
        }
    }

    private record Keys(KeyFamily family, int count, int valueBytes) {
    }
}
