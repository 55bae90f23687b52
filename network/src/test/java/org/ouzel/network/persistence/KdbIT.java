package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RdbCheck;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** Files of single namespaces: each reaches its own only, and they are what Redis reads and writes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class KdbIT {
    private static final String OK = "+OK\r\n";

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @Test
    void shouldExchangeFilesWithRedis() throws IOException {
        final Path dataDirectory = Files.createDirectory(dir.resolve("redis"));
        final List<String> digests;
        try (ServerProcess expected = SnapshotIT.redis("--dir", dataDirectory.toString());
            RawConnection theirs = expected.connect()) {
            Samples.fill(theirs);
            digests = SnapshotIT.digests(theirs);
            assertEquals(OK, theirs.call("SAVE"));
        }
        final Path dump = dataDirectory.resolve("dump.rdb");
        final Path files = Files.createDirectories(dir.resolve("kdb").resolve("alice"));
        Files.move(dump, files.resolve("theirs.kdb"));
        try (ServerUnderTest ouzel = start(); RawConnection admin = ouzel.connect();
            RawConnection alice = alice(ouzel, admin)) {
            assertEquals(OK, admin.call("SET", "of", "another"));
            assertEquals(OK, alice.call("SET", "before", "1"));
            assertEquals(OK, alice.call("KDB", "LOAD", "theirs"));
            assertEquals(":" + digests.size() + "\r\n", alice.call("DBSIZE"));
            assertEquals(OK, alice.call("KDB", "SAVE", "ours"));
            assertEquals(":1\r\n", admin.call("DBSIZE"));
        }
        RdbCheck.check(files.resolve("ours.kdb"));
        Files.move(files.resolve("ours.kdb"), dump);
        try (ServerProcess redis = SnapshotIT.redis("--dir", dataDirectory.toString());
            RawConnection theirs = redis.connect()) {
            assertEquals(digests, SnapshotIT.digests(theirs));
        }
    }

    @Test
    void shouldKeepNamespacesApart() {
        try (ServerUnderTest ouzel = start(); RawConnection admin = ouzel.connect();
            RawConnection alice = alice(ouzel, admin)) {
            assertEquals(OK, admin.call("SET", "secret", "1"));
            assertEquals(OK, admin.call("KDB", "SAVE", "backup"));
            assertEquals("-ERR No such KDB file\r\n", alice.call("KDB", "LOAD", "backup"));
            assertEquals("*0\r\n", alice.call("KDB", "LIST"));
            assertEquals(OK, alice.call("SET", "own", "1"));
            assertEquals(OK, alice.call("KDB", "SAVE", "backup"));
            assertEquals(OK, alice.call("SET", "own", "2"));
            assertEquals(OK, alice.call("KDB", "LOAD", "backup"));
            assertEquals("*1\r\n$3\r\nown\r\n", alice.call("KEYS", "*"));
            assertEquals("$1\r\n1\r\n", alice.call("GET", "own"));
            assertEquals(OK, admin.call("ACL", "SETUSER", "alice", "-@dangerous"));
            assertTrue(alice.call("KDB", "SAVE").startsWith("-NOPERM "));
            assertTrue(Files.exists(dir.resolve("kdb").resolve("default").resolve("backup.kdb")));
            assertTrue(Files.exists(dir.resolve("kdb").resolve("alice").resolve("backup.kdb")));
        }
    }

    @Test
    void shouldLoadNoMoreThanTheQuota() {
        try (ServerUnderTest ouzel = start(); RawConnection admin = ouzel.connect();
            RawConnection alice = alice(ouzel, admin)) {
            for (int i = 0; i < 100; i++) {
                assertEquals(OK, alice.call("SET", "key:" + i, "x".repeat(1000)));
            }
            assertEquals(OK, alice.call("KDB", "SAVE", "much"));
            assertEquals(OK, alice.call("FLUSHALL"));
            assertEquals(OK, alice.call("SET", "stays", "1"));
            assertEquals(OK, admin.call("TENANT", "SETQUOTA", "alice", "KEYS", "99"));
            assertEquals("-OOM command not allowed when the namespace has more keys than its quota.\r\n",
                alice.call("KDB", "LOAD", "much"));
            assertEquals(OK, admin.call("TENANT", "SETQUOTA", "alice", "KEYS", "0", "MEMORY", "50000"));
            assertEquals("-OOM command not allowed when the namespace uses more memory than its quota.\r\n",
                alice.call("KDB", "LOAD", "much"));
            assertEquals("*1\r\n$5\r\nstays\r\n", alice.call("KEYS", "*"));
            assertEquals(OK, admin.call("TENANT", "SETQUOTA", "alice", "KEYS", "100", "MEMORY", "0"));
            assertEquals(OK, alice.call("KDB", "LOAD", "much"));
            assertEquals(":100\r\n", alice.call("DBSIZE"));
        }
    }

    @Test
    void shouldRecordLoadsAsRedisReadsThem() throws Exception {
        final String size;
        try (ServerUnderTest ouzel = start("--appendonly", "yes"); RawConnection admin = ouzel.connect()) {
            Samples.fill(admin);
            assertEquals(OK, admin.call("KDB", "SAVE"));
            assertEquals(OK, admin.call("FLUSHALL"));
            assertEquals(OK, admin.call("SET", "not", "saved"));
            assertEquals(OK, admin.call("KDB", "LOAD", "data"));
            assertEquals(OK, admin.call("SET", "behind", "1"));
            size = admin.call("DBSIZE");
        }
        try (ServerUnderTest redis = RedisReference.start("--dir", dir.toString(), "--appendonly", "yes");
            RawConnection theirs = redis.connect()) {
            assertEquals(size, theirs.call("DBSIZE"));
            assertEquals("$-1\r\n", theirs.call("GET", "not"));
            assertEquals(":6000\r\n", theirs.call("LLEN", "list:large"));
        }
    }

    @Test
    void shouldServeOthersMeanwhileAndThoseWhoWaitForWhatComes() {
        try (ServerUnderTest ouzel = start(); RawConnection first = ouzel.connect();
            RawConnection waiting = ouzel.connect(); RawConnection other = ouzel.connect()) {
            Samples.fill(first);
            assertEquals(OK, first.call("KDB", "SAVE"));
            assertEquals(OK, first.call("FLUSHALL"));
            waiting.add("BLPOP", "list:small", "0").flush();
            while (!first.call("INFO", "clients").contains("blocked_clients:1\r\n")) {
                Thread.onSpinWait();
            }
            first.add("KDB", "LOAD", "data").flush();
            assertEquals("+PONG\r\n", other.call("PING"));
            assertEquals("*2\r\n$10\r\nlist:small\r\n$1\r\na\r\n", waiting.readText());
            assertEquals(OK, first.readText());
        }
    }

    private ServerUnderTest start(final String... more) {
        return setup.start(Stream.concat(Stream.of("--dir", dir.toString()), Stream.of(more))
            .toArray(String[]::new));
    }

    private static RawConnection alice(final ServerUnderTest ouzel, final RawConnection admin) {
        assertEquals(OK, admin.call("ACL", "SETUSER", "alice", "on", ">secret", "~*", "&*", "+@all"));
        final RawConnection alice = ouzel.connect();
        assertEquals(OK, alice.call("AUTH", "alice", "secret"));
        return alice;
    }
}
