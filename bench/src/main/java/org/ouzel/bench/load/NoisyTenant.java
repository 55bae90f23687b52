package org.ouzel.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.protocol.client.RespClient;
import org.ouzel.protocol.client.RespError;

/**
 * A tenant that sends SETs at a rate on a few connections, whatever it is answered, until it is stopped. Each
 * connection has a thread, which sends what is due at once and reads the replies before it looks at the clock again.
 */
public final class NoisyTenant implements AutoCloseable {
    /** The user that it logs in as, and its password. */
    public static final String NAME = "noisy";
    public static final String PASSWORD = "noisy";

    private static final int MOST_AT_ONCE = 64;
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int KEY_COUNT = 1000;

    private volatile boolean isStopped;
    private volatile IOException failure;
    private final AtomicLong answeredCount = new AtomicLong();
    private final AtomicLong refusedCount = new AtomicLong();
    private final List<RespClient> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private NoisyTenant() {
    }

    /** Logs in and begins to send so many requests per second over all connections. */
    public static NoisyTenant start(final int port, final int clientCount, final double ratePerSecond)
        throws IOException {
        final NoisyTenant tenant = new NoisyTenant();
        for (int i = 0; i < clientCount; i++) {
            final RespClient connection = RespClient.connect("127.0.0.1", port);
            tenant.connections.add(connection);
            final Object reply = connection.call("AUTH", NAME, PASSWORD);
            if (!"OK".equals(reply)) {
                tenant.close();
                throw new IOException("the noisy tenant can't log in: " + reply);
            }
        }
        for (final RespClient connection : tenant.connections) {
            final Thread thread =
                new Thread(() -> tenant.send(connection, ratePerSecond / clientCount), "noisy-tenant");
            thread.setDaemon(true);
            tenant.threads.add(thread);
            thread.start();
        }
        return tenant;
    }

    private void send(final RespClient connection, final double ratePerSecond) {
        final OpenLoopSchedule schedule = new OpenLoopSchedule(System.nanoTime(), ratePerSecond, 1);
        long next = 0;
        try {
            while (!isStopped) {
                int count = 0;
                while (count < MOST_AT_ONCE && schedule.plannedNs(next) <= System.nanoTime()) {
                    connection.append("SET", "noise:" + next % KEY_COUNT, "xxx");
                    next++;
                    count++;
                }
                connection.flush();
                for (int i = 0; i < count; i++) {
                    if (connection.read() instanceof RespError) {
                        refusedCount.incrementAndGet();
                    }
                    answeredCount.incrementAndGet();
                }
                if (count < MOST_AT_ONCE) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        } catch (final IOException e) {
            failure = isStopped ? null : e;
        }
    }

    /** Ends the sending, and waits for the last replies. */
    public void stop() throws IOException, InterruptedException {
        isStopped = true;
        for (final Thread thread : threads) {
            thread.join();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns how many requests have been answered. */
    public long answeredCount() {
        return answeredCount.get();
    }

    /** Returns how many of these were refused. */
    public long refusedCount() {
        return refusedCount.get();
    }

    @Override
    public void close() throws IOException {
        isStopped = true;
        for (final RespClient connection : connections) {
            connection.close();
        }
    }
}
