package org.ouzel.network.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.ServerUnderTest;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.Protocol;

/** Two Redisson clients, one with RESP2 and one with RESP3, as two processes of one application would have them. */
abstract class RedissonSetup extends EachSetup {
    protected static final int WAIT_S = 240;

    private static final int RESPONSE_MS = WAIT_S * 1000;

    protected static RedissonClient redisson;
    protected static RedissonClient other;

    private static ExecutorService executor;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    static void connect() {
        executor = Executors.newCachedThreadPool();
        redisson = client(Protocol.RESP2);
        other = client(Protocol.RESP3);
        redisson.getKeys().flushall();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    static void disconnect() {
        executor.shutdownNow();
        redisson.shutdown();
        other.shutdown();
    }

    protected static <T> Future<T> start(final Callable<T> task) {
        return executor.submit(task);
    }

    /** Runs {@code task} on as many threads, every second one with the other client, and waits for all. */
    protected static void onThreads(final int threads, final ClientTask task) throws Exception {
        final List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            final RedissonClient client = i % 2 == 0 ? redisson : other;
            running.add(start(() -> {
                task.run(client);
                return null;
            }));
        }
        for (final Future<?> each : running) {
            each.get(WAIT_S, TimeUnit.SECONDS);
        }
    }

    /** Returns when {@code condition} holds; the class's time-out ends a wait in vain. */
    protected static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }

    private static RedissonClient client(final Protocol protocol) {
        final Config config = new Config();
        config.setProtocol(protocol);
        config.setThreads(4);
        config.setNettyThreads(4);
        config.setMinCleanUpDelay(1);
        config.setLockWatchdogTimeout(RESPONSE_MS);
        config.useSingleServer().setAddress("redis://" + ServerUnderTest.HOST + ":" + tested.port())
            .setConnectionMinimumIdleSize(2).setConnectionPoolSize(16).setSubscriptionConnectionMinimumIdleSize(1)
            .setSubscriptionConnectionPoolSize(4).setTimeout(RESPONSE_MS).setConnectTimeout(RESPONSE_MS);
        return Redisson.create(config);
    }

    /** What a thread does with its client. */
    interface ClientTask {
        void run(RedissonClient client) throws Exception;
    }
}
