package org.ouzel.network.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** A server that gets twice as much as it may hold: it stays below the limit, and its journal says what went. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class EvictionIT {
    private static final long MOST_BYTES = 4L << 20;
    /** What one batch of each connection, and one step of growth of an index on each shard, may be above the limit. */
    private static final long TOLERANCE_BYTES = 256 * 1024;
    private static final int VALUE_BYTES = 200;
    private static final int BATCH = 100;
    private static final int BATCH_COUNT = 400;
    private static final int CONNECTION_COUNT = 4;

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-ahe", "volatile-random"})
    void shouldHoldNoMoreThanItMayAndRecordWhatGoes(final String policy) throws Exception {
        final String digest;
        final long keyCount;
        try (ServerUnderTest server = setup.start(options("--maxmemory", Long.toString(MOST_BYTES),
            "--maxmemory-policy", policy)); RawConnection control = server.connect()) {
            fill(server, control);
            keyCount = number(control.call("DBSIZE"));
            final long evictedCount = figure(control, "stats", "evicted_keys");
            final int sent = BATCH * BATCH_COUNT;
            assertTrue(evictedCount > sent / 4, "evicted=" + evictedCount);
            assertTrue(keyCount > sent / 10, "left=" + keyCount);
            assertEquals(sent, evictedCount + keyCount);
            assertEquals("+OK\r\n", control.call("CONFIG", "SET", "maxmemory", "0"));
            digest = control.call("DEBUG", "DIGEST");
        }
        AofCheck.check(dir.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        // Loading evicts nothing, though all of what is recorded would be too much.
        try (ServerUnderTest server = setup.start(options("--maxmemory", "1000000000", "--maxmemory-policy", policy));
            RawConnection control = server.connect()) {
            assertEquals(digest, control.call("DEBUG", "DIGEST"));
            assertEquals(0, figure(control, "stats", "evicted_keys"));
        }
        try (ServerProcess redis = RedisReference.start(options()); RawConnection control = redis.connect()) {
            assertEquals(keyCount, number(control.call("DBSIZE")));
        }
    }

    private void fill(final ServerUnderTest server, final RawConnection control) {
        final List<RawConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTION_COUNT; i++) {
                connections.add(server.connect());
            }
            final String value = "x".repeat(VALUE_BYTES);
            for (int batch = 0; batch < BATCH_COUNT; batch++) {
                final RawConnection connection = connections.get(batch % CONNECTION_COUNT);
                for (int i = 0; i < BATCH; i++) {
                    connection.add("SET", "key:" + (batch * BATCH + i), value, "EX", "100000");
                }
                connection.flush();
                for (int i = 0; i < BATCH; i++) {
                    assertEquals("+OK\r\n", connection.readText());
                }
                if (batch % 20 == 0) {
                    final long counted = figure(control, "memory", "used_memory")
                        - figure(control, "memory", "mem_not_counted_for_evict");
                    assertTrue(counted <= MOST_BYTES + TOLERANCE_BYTES, "bytes=" + counted);
                }
            }
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    private String[] options(final String... more) {
        final List<String> options = new ArrayList<>(List.of("--dir", dir.toString(), "--appendonly", "yes",
            "--appendfsync", "no", "--auto-aof-rewrite-percentage", "0"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static long number(final String reply) {
        return Long.parseLong(reply.substring(1).trim());
    }

    private static long figure(final RawConnection connection, final String section, final String name) {
        final String info = connection.call("INFO", section);
        final int start = info.indexOf("\n" + name + ":") + name.length() + 2;
        return Long.parseLong(info.substring(start, info.indexOf('\r', start)));
    }
}
