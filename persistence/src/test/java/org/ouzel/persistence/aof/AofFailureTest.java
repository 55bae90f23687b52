package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;

/** A disk that fails: clients are told, nothing acknowledged is lost, and all heals. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofFailureTest {
    private static final String FULL = "-MISCONF Errors writing to the AOF file: No space left on device";
    private static final String BROKEN = "-MISCONF Errors writing to the AOF file: Input/output error";
    private static final String GONE = "-MISCONF Errors writing to the AOF file: No such file or directory";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final FailingLayer layer = new FailingLayer();

    @Test
    void shouldRefuseWritesWhileTheDiskIsFull() throws IOException {
        try (JournaledEngine engine = start()) {
            assertEquals("+OK", engine.run("SET a 1"));
            final long size = Files.size(increment());
            layer.setRoomBytes(10);
            assertEquals(FULL, engine.run("SET a 2"));
            // The ten bytes that did fit are cut off again.
            assertEquals(size, Files.size(increment()));
            assertEquals(FULL, engine.run("SET a 3"));
            assertEquals(FULL, engine.run("MSET a 3 b 3 c 3"));
            assertEquals(FULL, engine.run("PING"));
            assertEquals("$1 2", engine.run("GET a"));
            assertEquals("err", engine.info("aof_last_write_status"));
            layer.setRoomBytes(Long.MAX_VALUE);
            engine.tickAfter(100);
            assertEquals("ok", engine.info("aof_last_write_status"));
            assertEquals("+PONG", engine.run("PING"));
            assertEquals("+OK", engine.run("SET b 1"));
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals("*2 $1 2 $1 1", engine.run("MGET a b"));
        }
    }

    @Test
    void shouldRefuseSplitWritesThatCantBeRecorded() throws IOException {
        try (JournaledEngine engine = start()) {
            layer.setRoomBytes(0);
            assertEquals(FULL, engine.run("MSET a 1 b 2 c 3 d 4"));
        }
    }

    @Test
    void shouldKeepServingReadsThatLetKeysExpire() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1 PX 5");
            engine.run("DEBUG SET-ACTIVE-EXPIRE 0");
            engine.tickAfter(10);
            layer.setRoomBytes(0);
            assertEquals("$-1", engine.run("GET a"));
            assertEquals("err", engine.info("aof_last_write_status"));
        }
    }

    @Test
    void shouldNotAcknowledgeWhatCouldntBeForced() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "always")) {
            assertEquals("+OK", engine.run("SET a 1"));
            assertTrue(layer.forceCount() > 0);
            layer.setForceFailing(true);
            assertEquals(BROKEN, engine.run("SET a 2"));
            engine.tickAfter(100);
            assertEquals(BROKEN, engine.run("SET a 2"));
            layer.setForceFailing(false);
            // An fsync that goes well now says nothing of what was to be forced before.
            engine.tickAfter(100);
            assertEquals(BROKEN, engine.run("SET a 2"));
            engine.tickUntil(1100, () -> engine.run("SET a 3").equals("+OK"));
        }
    }

    @Test
    void shouldRefuseWritesWhenTheLastFsyncFailed() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "everysec")) {
            layer.setForceFailing(true);
            assertEquals("+OK", engine.run("SET a 1"));
            engine.tickUntil(1100, () -> engine.run("SET a 2").equals(BROKEN));
            layer.setForceFailing(false);
            engine.tickUntil(1100, () -> engine.run("SET a 2").equals("+OK"));
        }
    }

    @Test
    void shouldForceOnceASecond() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "everysec")) {
            engine.run("SET a 1");
            engine.tickUntil(1100, () -> layer.forceCount() == 1);
            // Without another write there is nothing to force.
            engine.tickAfter(2000);
            engine.tickAfter(2000);
            engine.run("SET a 2");
            engine.tickUntil(1100, () -> layer.forceCount() == 2);
        }
    }

    @Test
    void shouldLeaveForcingToTheSystem() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "no")) {
            engine.run("SET a 1");
            engine.tickAfter(2000);
            engine.run("SET a 2");
            engine.tickAfter(2000);
            assertEquals(0, layer.forceCount());
            engine.run("CONFIG SET appendfsync always");
            engine.run("SET a 3");
            assertEquals(1, layer.forceCount());
        }
    }

    @Test
    void shouldNoticeThatTheFileIsGone() throws IOException {
        try (JournaledEngine engine = start()) {
            layer.setGone(true);
            engine.tickUntil(1100, () -> engine.run("SET a 1").equals(GONE));
            layer.setGone(false);
            engine.tickUntil(1100, () -> engine.run("SET a 1").equals("+OK"));
        }
    }

    private JournaledEngine start(final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer, settings);
    }

    private Path increment() {
        return directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
    }
}
