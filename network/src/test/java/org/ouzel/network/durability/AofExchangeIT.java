package org.ouzel.network.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** Redis starts from Ouzel's append only file, and Ouzel from Redis's. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class AofExchangeIT {
    private static final List<String> WRITES = List.of("SET a 1", "INCR a", "APPEND s some", "SETRANGE s 8 text",
        "SET e v EX 1000", "GETEX e PX 5000000", "MSET k1 1 k2 2 k3 3 k4 4", "DEL k1 k3 missing", "RENAME k2 k5",
        "RPUSH l a b c d", "LPOP l", "LMOVE l l2 LEFT RIGHT", "LINSERT l BEFORE c x", "HSET h f 1 g 2",
        "HINCRBY h f 5", "HINCRBYFLOAT h g 0.25", "SADD t a b c d", "SPOP t 2", "SADD u 1 2 3", "SUNIONSTORE v t u",
        "ZADD z 1 a 2 b 3 c", "ZINCRBY z 1.5 a", "ZPOPMIN z", "ZUNIONSTORE y 1 z WEIGHTS 2", "XADD x 1-1 f v",
        "XADD x * f w", "XGROUP CREATE x g 0", "XREADGROUP GROUP g c COUNT 1 STREAMS x >", "SETBIT b 100 1",
        "PFADD p a b c", "BITOP NOT nb b", "INCRBYFLOAT f 1.25", "SELECT 5", "SET five 5", "MOVE five 6", "SELECT 0",
        "COPY a a2", "EXPIREAT a2 32503680000", "PSETEX gone 1 1");
    private static final List<String> READS = List.of("GET a", "GET s", "GET e", "PEXPIRETIME a2", "GET gone", "DBSIZE",
        "MGET k1 k2 k3 k4 k5", "LRANGE l 0 -1", "LRANGE l2 0 -1", "HMGET h f g", "SORT t ALPHA", "SORT v ALPHA",
        "ZRANGE z 0 -1 WITHSCORES", "ZRANGE y 0 -1 WITHSCORES", "XRANGE x - +", "XPENDING x g", "GET b", "GET nb",
        "PFCOUNT p", "GET f", "SELECT 6", "GET five", "SELECT 0");

    @Parameter
    private OuzelSetup setup;

    @TempDir
    private Path directory;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @Test
    void shouldWriteWhatRedisReads() throws Exception {
        final List<String> expected;
        try (ServerUnderTest server = setup.start(options())) {
            expected = writeAndRead(server);
        }
        AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerUnderTest redis = RedisReference.start(options())) {
            assertEquals(expected, read(redis));
        }
    }

    @Test
    void shouldRewriteIntoWhatRedisReads() throws Exception {
        final List<String> expected;
        try (ServerUnderTest server = setup.start(options()); RawConnection connection = server.connect()) {
            writeAndRead(server);
            rewrite(connection);
            assertEquals("+OK\r\n", connection.call("SET", "a", "rewritten"));
            expected = read(server);
        }
        AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerUnderTest redis = RedisReference.start(options()); RawConnection connection = redis.connect()) {
            assertEquals(expected, read(redis));
            rewrite(connection);
        }
        try (ServerUnderTest server = setup.start(options())) {
            assertEquals(expected, read(server));
        }
    }

    @Test
    void shouldTurnOnWhatRedisReads() throws Exception {
        final List<String> expected;
        try (ServerUnderTest server = setup.start("--dir", directory.toString(), "--save", "");
            RawConnection connection = server.connect()) {
            writeAndRead(server);
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "appendonly", "yes"));
            assertEquals("+OK\r\n", connection.call("SET", "a", "behind"));
            while (!connection.call("INFO", "persistence").contains("aof_state:on\r\n")) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            expected = read(server);
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "appendonly", "no"));
            assertEquals("+OK\r\n", connection.call("SET", "a", "too late"));
        }
        AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerUnderTest redis = RedisReference.start(options())) {
            assertEquals(expected, read(redis));
        }
    }

    @Test
    void shouldReadWhatRedisWrites() throws InterruptedException {
        final List<String> expected;
        try (ServerUnderTest redis = RedisReference.start(options("--aof-use-rdb-preamble", "no"))) {
            expected = writeAndRead(redis);
        }
        try (ServerUnderTest server = setup.start(options())) {
            assertEquals(expected, read(server));
        }
    }

    @Test
    void shouldTellClientsToWaitWhileItLoads() throws IOException, InterruptedException {
        try (ServerUnderTest server = setup.start(options()); RawConnection connection = server.connect()) {
            final String value = "x".repeat(500);
            for (int i = 0; i < 100_000; i++) {
                connection.add("SET", "key:" + i, value);
                if (i % 1000 == 999) {
                    connection.flush();
                    for (int reply = 0; reply < 1000; reply++) {
                        assertEquals("+OK\r\n", connection.readText());
                    }
                }
            }
        }
        final int port = ServerProcess.freePort();
        final Process process = setup.launch(port, options());
        try {
            final List<String> answers = new ArrayList<>();
            while (!answers.contains("+PONG")) {
                try (RawConnection connection = RawConnection.open(port)) {
                    final String info = connection.call("INFO", "persistence");
                    final String answer = connection.call("PING").strip();
                    if (answer.startsWith("-LOADING")) {
                        assertEquals("-LOADING Redis is loading the dataset in memory", answer);
                        assertTrue(info.contains("loading:1"), info);
                        assertTrue(info.contains("loading_total_bytes:"), info);
                    }
                    answers.add(answer);
                } catch (final UncheckedIOException e) {
                    assertTrue(process.isAlive(), "the server ended");
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
            assertNotEquals("+PONG", answers.get(0));
            try (RawConnection connection = RawConnection.open(port)) {
                assertEquals(":100000\r\n", connection.call("DBSIZE"));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void rewrite(final RawConnection connection) throws InterruptedException {
        assertEquals("+Background append only file rewriting started\r\n", connection.call("BGREWRITEAOF"));
        while (!connection.call("INFO", "persistence").contains("aof_rewrites:1\r\n")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private String[] options(final String... more) {
        final List<String> options = new ArrayList<>(List.of("--dir", directory.toString(), "--appendonly", "yes"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static List<String> writeAndRead(final ServerUnderTest server) throws InterruptedException {
        try (RawConnection connection = server.connect()) {
            for (final String request : WRITES) {
                final String reply = connection.call(request.split(" "));
                assertTrue(!reply.startsWith("-"), () -> request + " " + reply);
            }
            while (!"$-1\r\n".equals(connection.call("GET", "gone"))) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        return read(server);
    }

    private static List<String> read(final ServerUnderTest server) {
        final List<String> replies = new ArrayList<>();
        try (RawConnection connection = server.connect()) {
            for (final String request : READS) {
                replies.add(request + " " + connection.call(request.split(" ")));
            }
        }
        return replies;
    }
}
