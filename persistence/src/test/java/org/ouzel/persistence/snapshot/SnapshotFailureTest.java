package org.ouzel.persistence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;

/** A disk that fails while snapshots are written: clients are told, reads go on, and all heals by itself. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class SnapshotFailureTest {
    private static final String REFUSED = "-MISCONF Redis is configured to save RDB snapshots";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final FailingLayer layer = new FailingLayer();

    /** What may be wrong with a disk. */
    enum Fault {
        FULL(layer -> layer.setRoomBytes(0), layer -> layer.setRoomBytes(Long.MAX_VALUE)),
        FULL_SOON(layer -> layer.setRoomBytes(50), layer -> layer.setRoomBytes(Long.MAX_VALUE)),
        BROKEN(layer -> layer.setForceFailing(true), layer -> layer.setForceFailing(false)),
        NO_RENAME(layer -> layer.setMoveFailing(true), layer -> layer.setMoveFailing(false)),
        READ_ONLY(layer -> layer.setOpenFailing(true), layer -> layer.setOpenFailing(false));

        private final Consumer<FailingLayer> begin;
        private final Consumer<FailingLayer> end;

        Fault(final Consumer<FailingLayer> begin, final Consumer<FailingLayer> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldStopWritesAndHeal(final Fault fault) throws IOException {
        try (JournaledEngine engine = start("appendonly", "no", "save", "3600 1000000 1 1")) {
            fault.begin.accept(layer);
            engine.run("SET a 2");
            assertEquals("-ERR", engine.run("SAVE"));
            // What a client asked for is its own affair.
            assertEquals("+OK", engine.run("SET a 3"));
            assertEquals("+Background saving started", engine.run("BGSAVE"));
            engine.tickUntil(1, () -> "0".equals(engine.info("rdb_bgsave_in_progress")));
            assertEquals("err", engine.info("rdb_last_bgsave_status"));
            assertTrue(engine.run("SET a 4").startsWith(REFUSED));
            assertEquals("$1 3", engine.run("GET a"));
            assertEquals(List.of(), files());
            fault.end.accept(layer);
            // The save point asks again when it has waited a while.
            engine.tickUntil(1000, () -> "ok".equals(engine.info("rdb_last_bgsave_status")));
            assertEquals("+OK", engine.run("SET a 5"));
            assertEquals(List.of("dump.rdb"), files());
        }
    }

    private JournaledEngine start(final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer, settings);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
