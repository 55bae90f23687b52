package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;

/** The files are replaced by a base and what changed since, whatever happens meanwhile. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofRewriteTest {
    private static final String STARTED = "+Background append only file rewriting started";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final FailingLayer layer = new FailingLayer();

    @Test
    void shouldHoldWhatWasAndWhatCame() throws IOException {
        final String digest;
        try (JournaledEngine engine = start()) {
            fill(engine, 300);
            assertEquals(STARTED, engine.run("BGREWRITEAOF"));
            // Some of these change what the snapshot has still to see.
            for (int i = 0; i < 300; i += 3) {
                engine.run("INCR n:" + i);
                engine.run("DEL l:" + i);
                engine.run("SET new:" + i + " 1");
            }
            awaitRewrite(engine, 1);
            engine.run("INCR n:0");
            digest = engine.run("DEBUG DIGEST");
            assertEquals(List.of("appendonly.aof.1.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"),
                files());
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals("$1 2", engine.run("GET n:0"));
            assertEquals("901", engine.info("aof_sequence"));
        }
    }

    @Test
    void shouldRewriteAgainAndAgain() throws IOException {
        for (int i = 1; i <= 3; i++) {
            try (JournaledEngine engine = start()) {
                engine.run("INCR n");
                assertEquals(STARTED, engine.run("BGREWRITEAOF"));
                awaitRewrite(engine, 1);
                engine.run("INCR n");
                assertEquals("$1 " + 2 * i, engine.run("GET n"));
                assertEquals(List.of("appendonly.aof." + i + ".base.rdb", "appendonly.aof." + (i + 1) + ".incr.aof",
                    "appendonly.aof.manifest"), files());
            }
        }
    }

    @Test
    void shouldRewriteByItselfWhenTheFilesHaveGrown() throws IOException {
        try (JournaledEngine engine = start("auto-aof-rewrite-min-size", "1000", "auto-aof-rewrite-percentage", "50")) {
            engine.run("SET a 1");
            engine.beginWhatIsDue();
            assertEquals("0", engine.info("aof_rewrites"));
            for (int i = 0; i < 100; i++) {
                engine.run("SET a " + i);
            }
            engine.beginWhatIsDue();
            awaitRewrite(engine, 1);
            engine.beginWhatIsDue();
            assertEquals("0", engine.info("aof_rewrite_in_progress"));
            assertEquals("$2 99", engine.run("GET a"));
        }
    }

    @Test
    void shouldKeepWhatWasIfTheRewriteFails() throws IOException {
        final String digest;
        try (JournaledEngine engine = start()) {
            fill(engine, 20);
            layer.setReplaceFailing(true);
            assertEquals(STARTED, engine.run("BGREWRITEAOF"));
            engine.tickUntil(10, () -> "err".equals(engine.info("aof_last_bgrewrite_status")));
            assertEquals("+OK", engine.run("SET after 1"));
            layer.setReplaceFailing(false);
            digest = engine.run("DEBUG DIGEST");
            // A manifest that couldn't be forced to disk might name the second one, which is still empty.
            assertEquals(List.of("appendonly.aof.1.incr.aof", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"),
                files());
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals(STARTED, engine.run("BGREWRITEAOF"));
            awaitRewrite(engine, 1);
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldReplaceFilesThatHaveGone() throws IOException {
        final String digest;
        try (JournaledEngine engine = start()) {
            fill(engine, 20);
            for (final String name : files()) {
                Files.delete(directory.resolve("appendonlydir").resolve(name));
            }
            Files.delete(directory.resolve("appendonlydir"));
            engine.tickUntil(1100, () -> engine.run("SET a 1").startsWith("-MISCONF"));
            engine.beginWhatIsDue();
            awaitRewrite(engine, 1);
            engine.tickUntil(1100, () -> engine.run("SET a 2").equals("+OK"));
            digest = engine.run("DEBUG DIGEST");
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldPutARewriteOff() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1");
            engine.run("MULTI");
            engine.run("BGREWRITEAOF");
            assertEquals("*1 +Background append only file rewriting scheduled", engine.run("EXEC"));
            assertEquals("1", engine.info("aof_rewrite_scheduled"));
            engine.beginWhatIsDue();
            awaitRewrite(engine, 1);
            assertEquals("0", engine.info("aof_rewrite_scheduled"));
        }
    }

    @Test
    void shouldRemoveWhatAnEarlierRewriteLeft() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1");
        }
        final Path left = directory.resolve("appendonlydir").resolve("temp-rewriteaof-bg-1.aof");
        Files.writeString(left, "REDIS");
        try (JournaledEngine engine = start()) {
            assertEquals("$1 1", engine.run("GET a"));
            assertFalse(Files.exists(left));
        }
    }

    @Test
    void shouldNotRestoreToBeforeTheBase() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET n 1");
            engine.run("SET n 2");
            engine.run("BGREWRITEAOF");
            awaitRewrite(engine, 1);
            engine.run("SET n 3");
            engine.run("SET n 4");
        }
        final IOException refusal = assertThrows(IOException.class, () -> start("restore-to-sequence", "1"));
        assertTrue(refusal.getMessage().contains("oldest=2"), refusal::getMessage);
        try (JournaledEngine engine = start("restore-to-sequence", "3")) {
            assertEquals("$1 3", engine.run("GET n"));
        }
    }

    private JournaledEngine start(final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer, settings);
    }

    private static void fill(final JournaledEngine engine, final int count) {
        for (int i = 0; i < count; i++) {
            engine.run("SET n:" + i + " 0");
            engine.run("RPUSH l:" + i + " a b c");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void awaitRewrite(final JournaledEngine engine, final int count) {
        engine.tickUntil(10, () -> Integer.toString(count).equals(engine.info("aof_rewrites")));
        assertEquals("ok", engine.info("aof_last_bgrewrite_status"));
    }
}
