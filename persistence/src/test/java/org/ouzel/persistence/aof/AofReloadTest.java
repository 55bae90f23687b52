package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;

/** DEBUG LOADAOF: what was recorded so far is the dataset again, whatever stands in front of it in its batch. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofReloadTest {
    private static final String FAILED = "-ERR Error trying to load the AOF files, check server logs.";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"always,yes,yes", "always,no,no", "everysec,yes,no", "everysec,no,yes", "no,yes,yes"})
    void shouldLoadWhatABatchHasJustWritten(final String policy, final String hasCommitLog, final String isRdbBase)
        throws IOException {
        final String digest;
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendfsync", policy,
            "aof-commit-log", hasCommitLog, "aof-use-rdb-preamble", isRdbBase)) {
            engine.run("SET old 1");
            engine.run("XADD s 1-1 f v");
            engine.run("XGROUP CREATE s g 0");
            rewrite(engine);
            final String replies = engine.runAll("SET a 1", "RPUSH l x y z", "LPOP l", "INCR old", "HSET h f v",
                "XREADGROUP GROUP g c STREAMS s >", "PEXPIREAT a " + (JournaledEngine.START_MS + 500_000),
                "SELECT 3", "SADD t m n", "SELECT 0", "DEBUG LOADAOF", "GET old", "LRANGE l 0 -1", "PEXPIRETIME a",
                "XPENDING s g", "APPEND old 5");
            assertTrue(replies.endsWith("+OK $1 2 *2 $1 y $1 z :1700000500000 *4 :1 $3 1-1 $3 1-1 *1 *2 $1 c $1 1 :2"),
                replies);
            digest = engine.run("DEBUG DIGEST");
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals("0", engine.info("loading"));
            assertEquals(":5", engine.run("DBSIZE"));
        }
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldLoadEachNamespaceToItsPlace() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            engine.run("SET a default");
            engine.enter(2);
            engine.run("SET a second");
            engine.run("SELECT 5");
            engine.run("SET b fifth");
            engine.enter(0);
            assertEquals("+OK", engine.runAll("DEBUG LOADAOF"));
            assertEquals("$7 default", engine.run("GET a"));
            engine.enter(2);
            assertEquals("$6 second", engine.run("GET a"));
            engine.run("SELECT 5");
            assertEquals("$5 fifth", engine.run("GET b"));
            assertEquals(":1", engine.run("DBSIZE"));
        }
    }

    @Test
    void shouldRecordNothingAndCountNothing() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            for (int i = 0; i < 20; i++) {
                engine.run("SET k" + i + " v");
            }
            final long sequence = engine.status().sequence();
            final long bytes = engine.status().sizeBytes();
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals(sequence, engine.status().sequence());
            assertEquals(bytes, engine.status().sizeBytes());
            assertTrue(engine.run("INFO commandstats").contains("cmdstat_set:calls=20,"));
        }
    }

    @Test
    void shouldNotExpireWhatWasRecordedAsAlive() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            engine.run("SET a 1 PX 1000");
            engine.run("SET b 1");
            engine.tickAfter(900);
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals(":100", engine.run("PTTL a"));
            engine.tickAfter(200);
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals("*2 $-1 $1 1", engine.run("MGET a b"));
        }
    }

    @Test
    void shouldEndARewriteFirst() throws IOException {
        final String digest;
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            engine.run("SET a 1");
            assertEquals("+OK +Background append only file rewriting started +OK +OK *2 $1 1 $1 2 +OK",
                engine.runAll("SET b 1", "BGREWRITEAOF", "SET b 2", "DEBUG LOADAOF", "MGET a b", "SET c 3"));
            assertEquals("1", engine.info("aof_rewrites"));
            assertEquals("0", engine.info("aof_rewrite_in_progress"));
            digest = engine.run("DEBUG DIGEST");
        }
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals("*3 $1 1 $1 2 $1 3", engine.run("MGET a b c"));
        }
    }

    @Test
    void shouldForgetWhatWasEvictedForIt() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "maxmemory-policy", "allkeys-random")) {
            for (int i = 0; i < 50; i++) {
                engine.run("SET k" + i + " v");
            }
            engine.run("CONFIG SET maxmemory 1");
            final long sequence = engine.status().sequence();
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals(sequence, engine.status().sequence());
            // Evicted for this command, and recorded as such.
            assertNotEquals(":50", engine.run("DBSIZE"));
            assertTrue(engine.status().sequence() > sequence);
        }
    }

    @Test
    void shouldLeaveEverythingWithoutAnAppendOnlyFile() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendonly", "no")) {
            engine.run("SET a 1");
            assertEquals(FAILED, engine.run("DEBUG LOADAOF"));
            assertEquals("$1 1", engine.run("GET a"));
            assertEquals("+OK", engine.run("CONFIG SET appendonly yes"));
            engine.run("SET b 2");
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals("*2 $1 1 $1 2", engine.run("MGET a b"));
            assertEquals("+OK -" + FAILED.substring(1) + " $1 1",
                engine.runAll("CONFIG SET appendonly no", "DEBUG LOADAOF", "GET a"));
        }
    }

    @Test
    void shouldLeaveEverythingWhereAFileIsMissing() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            engine.run("SET a 1");
            Files.delete(directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof"));
            assertEquals(FAILED, engine.run("DEBUG LOADAOF"));
            assertEquals("$1 1", engine.run("GET a"));
        }
    }

    @Test
    void shouldRefuseInATransaction() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            assertEquals("+OK +QUEUED +QUEUED *2 +OK -ERR DEBUG LOADAOF isn't allowed in a transaction",
                engine.runAll("MULTI", "SET a 1", "DEBUG LOADAOF", "EXEC"));
            assertEquals("$1 1", engine.run("GET a"));
        }
    }

    @Test
    void shouldLeaveEverythingWhereTheFileCantBeWritten() throws IOException {
        final FailingLayer layer = new FailingLayer();
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, layer)) {
            engine.run("SET a 1");
            layer.setRoomBytes(0);
            assertTrue(engine.run("SET a 2").startsWith("-MISCONF"));
            assertEquals(FAILED, engine.run("DEBUG LOADAOF"));
            assertEquals("$1 2", engine.run("GET a"));
            layer.setRoomBytes(Long.MAX_VALUE);
            engine.tickAfter(100);
            assertEquals("+OK", engine.run("DEBUG LOADAOF"));
            assertEquals("$1 2", engine.run("GET a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "everysec"})
    void shouldChangeNothingAmidRandomBatches(final String policy) throws IOException {
        final Random random = new Random(7);
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendfsync", policy)) {
            for (int round = 0; round < 12; round++) {
                final List<String> batch = new ArrayList<>();
                final int count = 1 + random.nextInt(150);
                for (int i = 0; i < count; i++) {
                    batch.add(random.nextInt(40) == 0 ? "DEBUG LOADAOF" : randomWrite(random));
                }
                batch.add("DEBUG DIGEST");
                batch.add("DEBUG LOADAOF");
                batch.add("DEBUG DIGEST");
                final String[] replies = engine.runAll(batch.toArray(String[]::new)).split(" ");
                assertEquals("+OK", replies[replies.length - 2]);
                assertEquals(replies[replies.length - 3], replies[replies.length - 1]);
            }
        }
    }

    private static String randomWrite(final Random random) {
        final int key = random.nextInt(30);
        return switch (random.nextInt(6)) {
            case 0 -> "DEL n" + key;
            case 1 -> "RPUSH l" + key + " " + random.nextInt();
            case 2 -> "LPOP l" + key;
            case 3 -> "MSET n" + key + " 1 n" + (key + 1) + " 2";
            case 4 -> "SINTERSTORE s" + key + " s" + (key + 1) + " s" + (key + 2);
            default -> random.nextBoolean() ? "INCR n" + key : "SADD s" + key + " " + random.nextInt(10);
        };
    }

    private static void rewrite(final JournaledEngine engine) {
        engine.run("BGREWRITEAOF");
        while (!"1".equals(engine.info("aof_rewrites"))) {
            engine.tickAfter(1);
            Thread.yield();
        }
    }
}
