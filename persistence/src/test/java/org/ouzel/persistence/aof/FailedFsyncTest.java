package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.JournaledEngine;
import org.ouzel.persistence.harness.PowerLossLayer;

/**
 * A disk whose fsyncs fail now and then: what it couldn't write isn't written by a later fsync that goes well, and yet
 * nothing is lost that was acknowledged as being on disk.
 */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class FailedFsyncTest {
    private static final String BROKEN = "-MISCONF Errors writing to the AOF file: Input/output error";
    private static final int STOPS = 4;
    private static final int WRITES = 120;
    private static final double FAILING_SHARE = 0.03;

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final PowerLossLayer layer = new PowerLossLayer();
    private final Random random = new Random(Long.getLong("ouzel.test.seed", 11));

    @Test
    void shouldNotLoseWhatWasAcknowledgedUnderAlways() throws IOException {
        shouldNotLoseAcknowledged("appendfsync", "always");
    }

    @Test
    void shouldNotLoseWhatWasAcknowledgedWithoutACommitLog() throws IOException {
        shouldNotLoseAcknowledged("appendfsync", "always", "aof-commit-log", "no");
    }

    @Test
    void shouldLeaveTheCommitLogToTheNextStart() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "always")) {
            engine.tickUntil(1100, () -> "1".equals(engine.info("aof_commit_log")));
            assertEquals(":1", engine.run("RPUSH list a"));
            layer.setFailingShare(1, ".incr.aof");
            assertEquals(BROKEN, engine.runLate("KDB PERSIST"));
        }
        layer.setFailingShare(0);
        // The pages were dropped; the machine runs on.
        layer.stopAndLoseAll();
        try (JournaledEngine engine = start("appendfsync", "always")) {
            assertHolds(List.of("a"), engine);
        }
    }

    @Test
    void shouldNotLoseWhatWasForcedBehindTheWrites() throws IOException {
        final List<String> onDisk = new ArrayList<>();
        try (JournaledEngine engine = start("appendfsync", "everysec")) {
            assertEquals(":1", engine.run("RPUSH list a"));
            layer.setFailingShare(1);
            await(engine, "RPUSH list b", BROKEN);
            layer.setFailingShare(0);
            onDisk.add("a");
            onDisk.add(write(engine, "c"));
            assertEquals("+OK", engine.runLate("KDB PERSIST"));
            engine.kill();
        }
        stopMachine();
        try (JournaledEngine engine = start("appendfsync", "everysec")) {
            assertHolds(onDisk, engine);
        }
    }

    @Test
    void shouldNotCallWhatFailedPersistent() throws IOException {
        try (JournaledEngine engine = start("appendfsync", "no")) {
            engine.run("SET a 1");
            layer.setFailingShare(1);
            assertEquals(BROKEN, engine.runLate("KDB PERSIST"));
            layer.setFailingShare(0);
            await(engine, "SET a 2", "+OK");
            assertEquals("+OK", engine.runLate("KDB PERSIST"));
        }
    }

    private void shouldNotLoseAcknowledged(final String... settings) throws IOException {
        final List<String> acknowledged = new ArrayList<>();
        for (int stop = 0; stop < STOPS; stop++) {
            try (JournaledEngine engine = start(settings)) {
                assertHolds(acknowledged, engine);
                layer.setFailingShare(FAILING_SHARE);
                for (int i = 0; i < WRITES; i++) {
                    acknowledged.add(write(engine, stop + ":" + i));
                }
                engine.kill();
            }
            layer.setFailingShare(0);
            stopMachine();
        }
    }

    /** Adds an element to the list until that is acknowledged; returns it. */
    private static String write(final JournaledEngine engine, final String element) {
        await(engine, "RPUSH list " + element, ":");
        return element;
    }

    /** All that was acknowledged is there, in its order; other elements may stand between. */
    private static void assertHolds(final List<String> acknowledged, final JournaledEngine engine) {
        final String[] words = engine.run("LRANGE list 0 -1").split(" ");
        int found = 0;
        for (int i = 2; i < words.length && found < acknowledged.size(); i += 2) {
            found += acknowledged.get(found).equals(words[i]) ? 1 : 0;
        }
        assertEquals(acknowledged.size(), found, () -> acknowledged + "\n" + String.join(" ", words));
    }

    private static void await(final JournaledEngine engine, final String request, final String reply) {
        engine.tickUntil(1100, () -> engine.run(request).startsWith(reply));
    }

    private JournaledEngine start(final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer, settings);
    }

    private void stopMachine() throws IOException {
        layer.stop(random);
        CommitLogFile.of(directory).nameOtherBoot();
    }
}
