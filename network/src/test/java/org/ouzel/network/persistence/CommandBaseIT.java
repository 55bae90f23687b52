package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** A base of commands ({@code aof-use-rdb-preamble no}) goes from Ouzel to a real redis-server and back. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class CommandBaseIT {
    private static final String LIBRARY = "#!lua name=lib\nredis.register_function('f', function() return 1 end)";

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @Test
    void shouldGiveRedisItsDataset() throws IOException, InterruptedException {
        final List<String> digests;
        try (ServerProcess expected = SnapshotIT.redis(); RawConnection theirs = expected.connect()) {
            Samples.fill(theirs);
            digests = SnapshotIT.digests(theirs);
        }
        String waiting;
        try (ServerUnderTest ouzel = setup.start(options()); RawConnection ours = ouzel.connect()) {
            Samples.fill(ours);
            fillMore(ours);
            waiting = waiting(ours);
            rewrite(ours);
            assertEquals("+OK\r\n", ours.call("SET", "behind", "1"));
        }
        assertTrue(base(1).startsWith("*3\r\n$8\r\nFUNCTION\r\n$4\r\nLOAD\r\n"));
        AofCheck.check(dir.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerProcess redis = SnapshotIT.redis(options()); RawConnection theirs = redis.connect()) {
            assertEquals(":1\r\n", theirs.call("DEL", "behind"));
            assertEquals(digests, SnapshotIT.digests(theirs));
            checkMore(theirs, waiting);
            // Redis doesn't write down what is waited for but gone.
            assertEquals("+OK\r\n", theirs.call("SELECT", "3"));
            assertEquals(":3\r\n", theirs.call("XACK", "x", "g", "1-1", "3-1", "5-1"));
            waiting = waiting(theirs);
            rewrite(theirs);
        }
        assertTrue(base(2).startsWith("*"));
        try (ServerUnderTest ouzel = setup.start(options()); RawConnection ours = ouzel.connect()) {
            checkMore(ours, waiting);
            rewrite(ours);
        }
        try (ServerProcess redis = SnapshotIT.redis(options()); RawConnection theirs = redis.connect()) {
            assertEquals(digests, SnapshotIT.digests(theirs));
            checkMore(theirs, waiting);
        }
    }

    @Test
    void shouldChangeItsFormWhileItRuns() throws IOException, InterruptedException {
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString(), "--save", "");
            RawConnection ours = ouzel.connect()) {
            assertEquals("+OK\r\n", ours.call("SET", "a", "1"));
            assertEquals("+OK\r\n", ours.call("CONFIG", "SET", "aof-use-rdb-preamble", "no", "appendonly", "yes"));
            while (!ours.call("INFO", "persistence").contains("aof_state:on\r\n")) {
                Thread.onSpinWait();
            }
            assertTrue(base(1).contains("SET\r\n"));
        }
        AofCheck.check(dir.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerProcess redis = SnapshotIT.redis(options()); RawConnection theirs = redis.connect()) {
            assertEquals("$1\r\n1\r\n", theirs.call("GET", "a"));
        }
    }

    private String[] options() {
        return List.of("--dir", dir.toString(), "--appendonly", "yes", "--aof-use-rdb-preamble", "no").toArray(
            String[]::new);
    }

    private String base(final int number) throws IOException {
        return Files.readString(dir.resolve("appendonlydir").resolve("appendonly.aof." + number + ".base.aof"),
            StandardCharsets.ISO_8859_1);
    }

    private static void rewrite(final RawConnection connection) {
        assertEquals("+Background append only file rewriting started\r\n", connection.call("BGREWRITEAOF"));
        while (!"1".equals(SnapshotIT.info(connection, "aof_rewrites"))
            || !"0".equals(SnapshotIT.info(connection, "aof_rewrite_in_progress"))) {
            Thread.onSpinWait();
        }
        assertEquals("ok", SnapshotIT.info(connection, "aof_last_bgrewrite_status"));
    }

    /** What digests don't tell, and what another database and functions hold. */
    private static void fillMore(final RawConnection ours) {
        assertEquals("$3\r\nlib\r\n", ours.call("FUNCTION", "LOAD", LIBRARY));
        assertEquals("+OK\r\n", ours.call("SELECT", "3"));
        for (int i = 1; i <= 5; i++) {
            ours.call("XADD", "x", i + "-1", "f", "v");
        }
        ours.call("XGROUP", "CREATE", "x", "g", "0");
        ours.call("XREADGROUP", "GROUP", "g", "c", "STREAMS", "x", ">");
        ours.call("XDEL", "x", "3-1", "5-1");
        ours.call("XTRIM", "x", "MAXLEN", "2");
        assertEquals("+OK\r\n", ours.call("SELECT", "0"));
    }

    private static void checkMore(final RawConnection connection, final String waiting) {
        assertEquals(":1\r\n", connection.call("FCALL", "f", "0"));
        assertEquals(waiting, waiting(connection));
    }

    private static String waiting(final RawConnection connection) {
        final List<String> replies = new ArrayList<>();
        for (final String key : List.of("x", "stream:large")) {
            assertEquals("+OK\r\n", connection.call("SELECT", key.equals("x") ? "3" : "0"));
            final String group = key.equals("x") ? "g" : "group";
            replies.add(connection.call("XPENDING", key, group));
            final String info = connection.call("XINFO", "STREAM", key);
            replies.add(info.replaceAll("radix-tree-(keys|nodes)\r\n:\\d+", ""));
            replies.add(connection.call("XINFO", "GROUPS", key));
        }
        return String.join("\n", replies);
    }
}
