package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;
import org.ouzel.persistence.harness.PowerLossLayer;

/** Commits under {@code appendfsync always} that go to the commit log first: a stop of the machine loses none. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class CommitLogTest {
    private static final int STOPS = 6;

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;

    @Test
    void shouldBringBackWhatAStopOfTheMachineTook() throws IOException {
        final Random random = new Random(Long.getLong("ouzel.test.seed", 7));
        final PowerLossLayer layer = new PowerLossLayer();
        final List<String> expected = new ArrayList<>();
        for (int stop = 0; stop < STOPS; stop++) {
            try (JournaledEngine engine = start(layer)) {
                assertEquals(expected, contents(engine), "stop=" + stop);
                awaitLog(engine);
                final int count = random.nextInt(400);
                for (int i = 0; i < count; i++) {
                    expected.add(write(engine, random));
                }
                engine.kill();
            }
            stopMachine(layer, random);
        }
    }

    @Test
    void shouldBringToDiskWhatOnlyTheLogHeldBeforeItIsEmptied() throws IOException {
        final PowerLossLayer layer = new PowerLossLayer();
        try (JournaledEngine engine = start(layer)) {
            awaitLog(engine);
            assertEquals("+OK", engine.run("SET a 1"));
            engine.kill();
        }
        // The machine runs on, and stops after the next start.
        try (JournaledEngine engine = start(layer)) {
            awaitLog(engine);
            assertEquals("$1 1", engine.run("GET a"));
            engine.kill();
        }
        layer.stopAndLoseAll();
        log().nameOtherBoot();
        try (JournaledEngine engine = start(layer)) {
            assertEquals("$1 1", engine.run("GET a"));
        }
    }

    @Test
    void shouldWriteOverWhatIsOnDiskElsewhere() throws IOException {
        final PowerLossLayer layer = new PowerLossLayer();
        final String value = "x".repeat(200_000);
        try (JournaledEngine engine = start(layer)) {
            awaitLog(engine);
            // Three times what there is room for.
            for (int i = 0; i < 250; i++) {
                assertEquals("+OK", engine.run("SET key:" + i + " " + i + value));
            }
            engine.kill();
        }
        assertEquals(CommitLogDescriptor.FILE_BYTES, Files.size(log().path()));
        stopMachine(layer, new Random(1));
        try (JournaledEngine engine = start(layer)) {
            for (int i = 0; i < 250; i++) {
                assertEquals(":" + (value.length() + Integer.toString(i).length()), engine.run("STRLEN key:" + i));
            }
        }
    }

    @Test
    void shouldLeaveAloneWhatWasCutWhileTheMachineRan() throws IOException {
        final long size;
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            awaitLog(engine);
            engine.run("SET a 1");
            size = Files.size(increment());
            engine.run("FLUSHALL");
            engine.kill();
        }
        cut(size);
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            assertEquals("$1 1", engine.run("GET a"));
            engine.kill();
        }
        // Nor does it come back later.
        log().nameOtherBoot();
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            assertEquals("$1 1", engine.run("GET a"));
        }
    }

    @Test
    void shouldLeaveAFileAloneThatIsShorterThanItWasOnDisk() throws IOException {
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            engine.run("SET a 1");
            awaitLog(engine);
            engine.run("SET a 2");
            engine.kill();
        }
        log().nameOtherBoot();
        cut(0);
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            assertEquals(":0", engine.run("DBSIZE"));
        }
    }

    @Test
    void shouldPassOverABatchThatIsTornAndThoseBehindIt() throws IOException {
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            awaitLog(engine);
            for (int i = 1; i <= 5; i++) {
                engine.run("SET key:" + i + " value");
            }
            engine.kill();
        }
        final long firstPage = CommitLogDescriptor.PAGE_BYTES;
        try (RandomAccessFile file = new RandomAccessFile(log().path().toFile(), "rw")) {
            file.seek(firstPage + 3 * CommitLogDescriptor.PAGE_BYTES + CommitLogDescriptor.BATCH_HEADER_BYTES);
            file.write('?');
            file.seek(firstPage + CommitLogDescriptor.OFFSET_AT);
            cut(file.readLong());
        }
        log().nameOtherBoot();
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            assertEquals(":1", engine.run("EXISTS key:3"));
            assertEquals(":0", engine.run("EXISTS key:4 key:5"));
        }
    }

    @Test
    void shouldBeEmptyAfterAnOrderlyEnd() throws IOException {
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            awaitLog(engine);
            engine.run("SET a 1");
        }
        assertFalse(CommitLogDescriptor.isHeader(log().header()));
    }

    @Test
    void shouldForceTheAppendOnlyFileWhenTheLogFails() throws IOException {
        final FailingLayer layer = new FailingLayer();
        try (JournaledEngine engine = start(layer)) {
            awaitLog(engine);
            assertEquals("+OK", engine.run("SET a 1"));
            layer.setFailing(log().path());
            assertEquals("+OK", engine.run("SET a 2"));
            assertEquals("0", engine.info("aof_commit_log"));
            final int before = layer.forceCount();
            assertEquals("+OK", engine.run("SET a 3"));
            assertEquals(before + 1, layer.forceCount());
            layer.setForceFailing(true);
            assertEquals("-MISCONF Errors writing to the AOF file: Input/output error", engine.run("SET a 4"));
            layer.setForceFailing(false);
            layer.setFailing(null);
            // The rewrite that makes it good begins a new increment, and that is a new attempt.
            awaitLog(engine);
            engine.kill();
        }
        try (JournaledEngine engine = start(layer)) {
            assertEquals("$1 4", engine.run("GET a"));
        }
    }

    @Test
    void shouldRefuseWritesWhenTheAppendOnlyFileCantBeForcedBehindTheLog() throws IOException {
        final FailingLayer layer = new FailingLayer();
        try (JournaledEngine engine = start(layer)) {
            awaitLog(engine);
            layer.setFailing(increment());
            engine.tickUntil(1100, () -> engine.run("SET a " + "x".repeat(100_000)).startsWith("-MISCONF"));
            layer.setFailing(null);
            engine.tickUntil(1100, () -> engine.run("SET a 1").equals("+OK"));
        }
    }

    @Test
    void shouldReplaceALogThatIsGone() throws IOException {
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            awaitLog(engine);
            engine.run("SET a 1");
            Files.delete(log().path());
            engine.tickUntil(1100, () -> Files.exists(log().path()) && "1".equals(engine.info("aof_commit_log")));
            assertEquals("+OK", engine.run("SET a 2"));
        }
    }

    @Test
    void shouldBeUsedWhereItIsWanted() throws IOException {
        try (JournaledEngine engine = start(FileLayer.DISK, "aof-commit-log", "no")) {
            engine.run("SET a 1");
            assertFalse(Files.exists(log().path()));
            engine.run("CONFIG SET aof-commit-log yes");
            engine.run("SET a 2");
            awaitLog(engine);
            engine.run("CONFIG SET appendfsync everysec");
            engine.run("SET a 3");
            engine.run("CONFIG SET appendfsync always");
            engine.run("SET a 4");
            engine.kill();
        }
        try (JournaledEngine engine = start(FileLayer.DISK)) {
            assertEquals("$1 4", engine.run("GET a"));
        }
    }

    /** Changes the dataset in one of many ways; returns what it added to the list. */
    private static String write(final JournaledEngine engine, final Random random) {
        final String element = Integer.toString(random.nextInt(1_000_000));
        switch (random.nextInt(60)) {
            case 0 -> engine.run("BGREWRITEAOF");
            case 1 -> engine.tickAfter(1_000);
            case 2 -> assertEquals("+OK", engine.run("SET large " + "x".repeat(1_500_000)));
            case 3 -> assertEquals("+OK +QUEUED +QUEUED *2 +OK +OK",
                engine.runAll("MULTI", "SET b 1", "SET {b} 2", "EXEC"));
            case 4 -> {
                engine.run("CONFIG SET appendfsync everysec");
                engine.run("SET weak 1");
                engine.run("CONFIG SET appendfsync always");
            }
            default -> engine.run("SET some:" + element + " " + "y".repeat(random.nextInt(300)));
        }
        final String reply = engine.run("RPUSH list " + element);
        assertTrue(reply.startsWith(":"), reply);
        return element;
    }

    private static List<String> contents(final JournaledEngine engine) {
        final List<String> elements = new ArrayList<>();
        final String[] words = engine.run("LRANGE list 0 -1").split(" ");
        for (int i = 2; i < words.length; i += 2) {
            elements.add(words[i]);
        }
        return elements;
    }

    private JournaledEngine start(final FileLayer layer, final String... settings) throws IOException {
        final List<String> all = new ArrayList<>(List.of("appendfsync", "always"));
        all.addAll(List.of(settings));
        return JournaledEngine.start(setup, directory, layer, all.toArray(new String[0]));
    }

    private void stopMachine(final PowerLossLayer layer, final Random random) throws IOException {
        layer.stop(random);
        log().nameOtherBoot();
    }

    private void cut(final long bytes) throws IOException {
        try (FileChannel file = FileChannel.open(increment(), StandardOpenOption.WRITE)) {
            file.truncate(bytes);
        }
    }

    private CommitLogFile log() {
        return CommitLogFile.of(directory);
    }

    private Path increment() {
        return directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
    }

    private static void awaitLog(final JournaledEngine engine) {
        engine.tickUntil(1100, () -> "1".equals(engine.info("aof_commit_log")));
    }
}
