package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** The append only file is turned on and off while the server runs. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofSwitchTest {
    private static final String ON = "CONFIG SET appendonly yes";
    private static final String OFF = "CONFIG SET appendonly no";
    private static final String STARTED = "+Background append only file rewriting started";
    private static final String REFUSED = "-ERR CONFIG SET failed (possibly related to argument 'appendonly') - "
        + "Unable to turn on AOF. Check server logs.";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final FailingLayer layer = new FailingLayer();

    @Test
    void shouldHoldWhatWasAndWhatComes() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("no")) {
            fill(engine, 200);
            assertEquals("0", engine.info("aof_enabled"));
            assertEquals("off", engine.info("aof_state"));
            assertEquals("+OK", engine.run(ON));
            assertEquals("1", engine.info("aof_enabled"));
            assertEquals("waiting-for-rewrite", engine.info("aof_state"));
            assertEquals("1", engine.info("aof_rewrite_in_progress"));
            for (int i = 0; i < 200; i += 3) {
                engine.run("INCR n:" + i);
                engine.run("DEL l:" + i);
            }
            awaitState(engine, "on");
            engine.run("SET last 1");
            digest = engine.run("DEBUG DIGEST");
            assertEquals(List.of("appendonly.aof.1.base.rdb", "appendonly.aof.1.incr.aof", "appendonly.aof.manifest"),
                files());
            engine.kill();
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals("on", engine.info("aof_state"));
        }
    }

    @Test
    void shouldNotShutDownUntilTheFirstBaseIsComplete() throws IOException {
        try (JournaledEngine engine = start("no")) {
            engine.run("SET a 1");
            assertEquals("+OK", engine.run(ON));
            for (final String modifier : List.of("", " NOSAVE", " SAVE", " NOW")) {
                assertEquals("-ERR Errors trying to SHUTDOWN. Check logs.", engine.run("SHUTDOWN" + modifier));
            }
            assertEquals("waiting-for-rewrite", engine.info("aof_state"));
        }
    }

    @Test
    void shouldLeaveWhatThereWasUntilTheFirstBaseIsComplete() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("yes")) {
            fill(engine, 5);
            digest = engine.run("DEBUG DIGEST");
        }
        try (JournaledEngine engine = start("no")) {
            engine.run("SET other 1");
            assertEquals("+OK", engine.run(ON));
            engine.run("SET other 2");
            engine.kill();
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldTakeThePlaceOfAnEarlierFile() throws IOException {
        try (JournaledEngine engine = start("yes")) {
            fill(engine, 5);
        }
        try (JournaledEngine engine = start("no")) {
            engine.run("SET other 1");
            assertEquals("+OK", engine.run(ON));
            awaitState(engine, "on");
            assertEquals(List.of("appendonly.aof.1.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"),
                files());
            engine.kill();
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals("*1 $5 other", engine.run("KEYS *"));
        }
    }

    @Test
    void shouldEndWithAllThatWasWritten() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("yes", "appendfsync", "no")) {
            fill(engine, 5);
            digest = engine.run("DEBUG DIGEST");
            final int before = layer.forceCount();
            assertEquals("+OK", engine.run(OFF));
            assertEquals(before + 1, layer.forceCount());
            assertEquals("off", engine.info("aof_state"));
            engine.run("SET behind 1");
            // Nothing is refused on account of a file that nobody writes.
            layer.setRoomBytes(0);
            assertEquals("+OK", engine.run("SET behind 2"));
            engine.kill();
        }
        layer.setRoomBytes(Long.MAX_VALUE);
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldGiveARewriteUp() throws IOException {
        try (JournaledEngine engine = start("yes")) {
            fill(engine, 300);
            assertEquals(STARTED, engine.run("BGREWRITEAOF"));
            assertEquals("+OK", engine.run(OFF));
            assertEquals("0", engine.info("aof_rewrite_in_progress"));
            assertEquals("ok", engine.info("aof_last_bgrewrite_status"));
            engine.run("SET behind 1");
            final String digest = engine.run("DEBUG DIGEST");
            // At once, if the walk of the one that was given up has ended already; else behind it.
            assertEquals("+OK", engine.run(ON));
            awaitState(engine, "on");
            engine.tickUntil(10, () -> "1".equals(engine.info("aof_rewrites")));
            engine.kill();
            try (JournaledEngine again = start("yes")) {
                assertEquals(digest, again.run("DEBUG DIGEST"));
            }
        }
    }

    @Test
    void shouldForgetWhatHasNoBase() throws IOException {
        try (JournaledEngine engine = start("no")) {
            fill(engine, 100);
            assertEquals("+OK", engine.run(ON));
            engine.run("SET a 1");
            assertEquals("+OK", engine.run(OFF));
            engine.tickUntil(10, () -> engine.run("BGSAVE").startsWith("+Background saving started"));
            assertEquals(List.of(), files());
        }
    }

    @Test
    void shouldTurnOnAndOffInOneBatch() throws IOException {
        try (JournaledEngine engine = start("no")) {
            assertEquals("+OK +OK +OK +OK +OK +OK +OK",
                engine.runAll(ON, "SET a 1", OFF, "SET b 1", ON, "SET c 1", "MSET d 1 e 1"));
            awaitState(engine, "on");
            engine.run("SET f 1");
            for (int i = 0; i < 20; i++) {
                assertEquals("+OK +OK :1 +OK +OK", engine.runAll(OFF, ON, "INCR n:" + i, OFF, ON));
            }
            awaitState(engine, "on");
            final String digest = engine.run("DEBUG DIGEST");
            engine.kill();
            try (JournaledEngine again = start("yes")) {
                assertEquals(digest, again.run("DEBUG DIGEST"));
                assertEquals(":26", again.run("DBSIZE"));
            }
        }
    }

    @Test
    void shouldWaitForTheEndOfATransaction() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("no")) {
            assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK +OK +OK",
                engine.runAll("MULTI", "SET a 1", ON, "SET b 1", "EXEC"));
            assertEquals("waiting-for-rewrite", engine.info("aof_state"));
            assertEquals("1", engine.info("aof_rewrite_scheduled"));
            awaitState(engine, "on");
            assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK +OK +OK",
                engine.runAll("MULTI", "SET a 2", OFF, "SET b 2", "EXEC"));
            digest = engine.run("DEBUG DIGEST");
            awaitState(engine, "off");
            engine.run("SET c 2");
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldRefuseWhereItCantWrite() throws IOException {
        try (JournaledEngine engine = start("no")) {
            layer.setOpenFailing(true);
            assertEquals(REFUSED, engine.run(ON));
            assertEquals("*2 $10 appendonly $2 no", engine.run("CONFIG GET appendonly"));
            assertEquals("off", engine.info("aof_state"));
            assertEquals("-ERR Can't execute an AOF background rewriting. Please check the server logs for more"
                + " information.", engine.run("BGREWRITEAOF"));
            assertEquals("err", engine.info("aof_last_bgrewrite_status"));
            assertEquals("+OK", engine.run("SET a 1"));
            layer.setOpenFailing(false);
            assertEquals("+OK", engine.run(ON));
            awaitState(engine, "on");
        }
    }

    @Test
    void shouldTryAgainWhenTheFirstBaseFails() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("no")) {
            fill(engine, 100);
            layer.setMoveFailing(true);
            assertEquals("+OK", engine.run(ON));
            assertEquals("+OK", engine.run("SET a 1"));
            engine.tickUntil(10, () -> "err".equals(engine.info("aof_last_bgrewrite_status")));
            assertEquals("waiting-for-rewrite", engine.info("aof_state"));
            assertEquals("+OK", engine.run("SET a 2"));
            layer.setMoveFailing(false);
            awaitState(engine, "on");
            digest = engine.run("DEBUG DIGEST");
            engine.kill();
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldRewriteWhatIsOff() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("no")) {
            fill(engine, 20);
            digest = engine.run("DEBUG DIGEST");
            assertEquals(STARTED, engine.run("BGREWRITEAOF"));
            engine.run("SET behind 1");
            engine.tickUntil(10, () -> "1".equals(engine.info("aof_rewrites")));
            assertEquals("0", engine.info("aof_enabled"));
            assertEquals(List.of("appendonly.aof.1.base.rdb", "appendonly.aof.manifest"), files());
            assertFalse(Files.readString(directory.resolve("appendonlydir/appendonly.aof.manifest")).contains("incr"));
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    private JournaledEngine start(final String appendOnly, final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer,
            Stream.concat(Stream.of("appendonly", appendOnly), Stream.of(settings)).toArray(String[]::new));
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

    private static void awaitState(final JournaledEngine engine, final String state) {
        engine.tickUntil(10, () -> state.equals(engine.info("aof_state"))
            && "0".equals(engine.info("aof_rewrite_in_progress")));
    }
}
