package org.ouzel.persistence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.JournaledEngine;

/** What the commands for snapshots answer while another one is under way, and what their file says of itself. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class SnapshotCommandsTest {
    private static final String SCHEDULED = "+Background saving scheduled";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;

    @Test
    void shouldPutASaveOffBesideARewrite() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            engine.run("SET a 1");
            assertTrue(engine.run("BGREWRITEAOF").startsWith("+Background append only file rewriting started"));
            // Nothing goes on without ticks.
            assertEquals("-ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
                + " order to schedule a BGSAVE whenever possible.", engine.run("BGSAVE"));
            assertEquals("-ERR Background save already in progress", engine.run("SAVE"));
            assertEquals(SCHEDULED, engine.run("BGSAVE SCHEDULE"));
            awaitSave(engine);
            assertEquals("1", engine.info("aof_rewrites"));
            assertEquals("0", engine.info("rdb_changes_since_last_save"));
        }
    }

    @Test
    void shouldMergeWhatHasntExpiredInTheFile() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendonly", "no")) {
            final long dueMs = JournaledEngine.START_MS + 1000;
            for (final String key : List.of("string", "gone")) {
                engine.run("SET " + key + " of-the-file PXAT " + dueMs);
            }
            engine.run("RPUSH list of-the-file");
            engine.run("PEXPIREAT list " + dueMs);
            engine.run("SET replaced of-the-file");
            assertEquals("+OK", engine.run("SAVE"));
            engine.run("DEL gone");
            engine.tickAfter(2000);
            for (final String key : List.of("string", "list", "replaced")) {
                engine.run("SET " + key + " new");
            }
            assertEquals("+OK", engine.run("DEBUG RELOAD NOSAVE NOFLUSH MERGE"));
            assertEquals("*4 $3 new $3 new $11 of-the-file $-1", engine.run("MGET string list replaced gone"));
            assertEquals(":3", engine.run("DBSIZE"));
        }
    }

    @ParameterizedTest
    @CsvSource({"allkeys-lru, OBJECT IDLETIME, :7200", "noeviction, OBJECT IDLETIME, :0",
        "volatile-lfu, OBJECT FREQ, :3", "allkeys-ahe, OBJECT FREQ, :3", "allkeys-ahe, OBJECT IDLETIME, :7200"})
    void shouldKeepWhatIsKnownOfUse(final String policy, final String question, final String answer)
        throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendonly", "no", "maxmemory-policy",
            policy, "lfu-decay-time", "60")) {
            engine.run("SET small value");
            for (int i = 0; i < 2000; i += 100) {
                final StringBuilder fields = new StringBuilder("HSET large");
                for (int k = i; k < i + 100; k++) {
                    fields.append(" f").append(k).append(" v");
                }
                engine.run(fields.toString());
            }
            engine.tickAfter(7_200_000);
            assertEquals("+OK", engine.run("SAVE"));
            assertEquals("+OK", engine.run("DEBUG RELOAD NOSAVE"));
            assertEquals(answer, engine.run(question + " small"));
            if (!question.endsWith("FREQ")) {
                assertEquals(answer, engine.run(question + " large"));
            }
            assertEquals("$5 value", engine.run("GET small"));
            assertEquals(":2000", engine.run("HLEN large"));
        }
    }

    @Test
    void shouldPutASaveOffInATransaction() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendonly", "no")) {
            engine.run("MULTI");
            engine.run("SET a 1");
            engine.run("BGSAVE");
            assertEquals("*2 +OK " + SCHEDULED, engine.run("EXEC"));
            awaitSave(engine);
            assertEquals("+Background saving started", engine.run("BGSAVE SCHEDULE"));
            assertEquals("-ERR Background save already in progress", engine.run("BGSAVE"));
            assertEquals("-ERR Background save already in progress", engine.run("BGSAVE SCHEDULE"));
        }
    }

    @Test
    void shouldRaiseTheVersionOnlyWhereTheDataNeedsIt() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory, "appendonly", "no")) {
            engine.run("HSET h f v g w");
            engine.run("SET a 1 EX 1000");
            assertEquals("+OK", engine.run("SAVE"));
            assertEquals("REDIS0010", version());
            assertEquals("*1 :1", engine.run("HEXPIRE h 1000 FIELDS 1 f"));
            assertEquals("+OK", engine.run("SAVE"));
            assertEquals("REDIS0012", version());
        }
    }

    private String version() throws IOException {
        return new String(Files.readAllBytes(directory.resolve("dump.rdb")), StandardCharsets.ISO_8859_1)
            .substring(0, "REDIS0010".length());
    }

    private static void awaitSave(final JournaledEngine engine) {
        while (!"1".equals(engine.info("rdb_saves")) || !"0".equals(engine.info("rdb_bgsave_in_progress"))) {
            engine.tickAfter(1);
            engine.beginWhatIsDue();
            Thread.yield();
        }
        assertEquals("ok", engine.info("rdb_last_bgsave_status"));
    }
}
