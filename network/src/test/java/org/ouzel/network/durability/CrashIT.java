package org.ouzel.network.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RdbCheck;
import org.ouzel.network.harness.ServerProcess;

/**
 * Kills the server with SIGKILL at random moments while clients write, some of the times while it is still starting,
 * rewrites its append only file, or takes a snapshot: every acknowledged write is there afterwards, under every policy,
 * and every file is one that redis-check-aof and redis-check-rdb accept.
 *
 * <p>{@code -Douzel.it.kills=100} sets the kills for each policy.
 */
class CrashIT {
    private static final int KILL_COUNT = Integer.getInteger("ouzel.it.kills", 10);
    private static final int WRITER_COUNT = 4;
    private static final int LONGEST_LIFE_MS = 700;
    private static final int LONGEST_WRITING_MS = 60;
    /** What is under way when the kill comes, or has just ended; nothing most of the times. */
    private static final List<String> CAUSES = List.of("", "", "BGREWRITEAOF", "BGREWRITEAOF", "BGSAVE", "SAVE",
        "KDB SAVE");
    private static final int LONGEST_START_MS = 1000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"always, FUSED", "everysec, DEDICATED_3", "no, FUSED"})
    void shouldLoseNothingAcknowledged(final String policy, final OuzelSetup setup) throws Exception {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        final List<CrashWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITER_COUNT; i++) {
            writers.add(new CrashWriter(i, i % 2 == 0 ? 1 : 16));
        }
        final ExecutorService threads = Executors.newFixedThreadPool(WRITER_COUNT);
        try {
            for (int kill = 0; kill < KILL_COUNT; kill++) {
                if (kill % 3 == 2) {
                    killWhileStarting(setup, policy);
                }
                live(setup, policy, writers, threads);
            }
            try (ServerProcess server = start(setup, policy); RawConnection connection = server.connect()) {
                checkAll(writers, connection);
            }
            AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(OuzelSetup.class)
    void shouldLoseNothingOnceTurnedOn(final OuzelSetup setup) throws Exception {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        final List<CrashWriter> writers = List.of(new CrashWriter(0, 1), new CrashWriter(1, 16));
        final ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            final List<Future<?>> ends = new ArrayList<>();
            try (ServerProcess server = setup.startProcess("--dir", directory.toString(), "--save", "");
                RawConnection connection = server.connect()) {
                for (final CrashWriter writer : writers) {
                    ends.add(threads.submit(() -> writer.write(server)));
                }
                awaitRounds(writers, 0, ends);
                assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "appendonly", "yes"));
                while (!connection.call("INFO", "persistence").contains("aof_state:on\r\n")) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                awaitRounds(writers, rounds(writers), ends);
                server.process().destroyForcibly().waitFor();
            }
            for (final Future<?> end : ends) {
                end.get();
            }
            try (ServerProcess server = start(setup, "everysec"); RawConnection connection = server.connect()) {
                checkAll(writers, connection);
            }
            AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        } finally {
            threads.shutdownNow();
        }
    }

    private void live(final OuzelSetup setup, final String policy, final List<CrashWriter> writers,
        final ExecutorService threads) throws IOException, InterruptedException, ExecutionException {
        final List<Path> unfinished = unfinished();
        try (ServerProcess server = start(setup, policy); RawConnection connection = server.connect()) {
            assertEquals(List.of(), unfinished.stream().filter(Files::exists).toList());
            checkAll(writers, connection);
            final long before = rounds(writers);
            final List<Future<?>> ends = new ArrayList<>();
            for (final CrashWriter writer : writers) {
                ends.add(threads.submit(() -> writer.write(server)));
            }
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_LIFE_MS));
            final String cause = CAUSES.get(ThreadLocalRandom.current().nextInt(CAUSES.size()));
            if (!cause.isEmpty()) {
                // Its reply isn't waited for: the kill comes while files are written or replaced, or soon after.
                connection.add(cause.split(" ")).flush();
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_WRITING_MS));
            }
            awaitRounds(writers, before, ends);
            server.process().destroyForcibly().waitFor();
            for (final Future<?> end : ends) {
                end.get();
            }
            assertTrue(rounds(writers) > before);
        }
        for (final Path file : snapshots()) {
            RdbCheck.check(file);
        }
    }

    /** Returns the snapshots that have their names: each must be whole. */
    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("dump\\.rdb|data\\.kdb")).toList();
        }
    }

    /** Returns what a killed server was about to write. */
    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("temp-.*|ouzel\\..*\\.tmp")).toList();
        }
    }

    private void killWhileStarting(final OuzelSetup setup, final String policy)
        throws IOException, InterruptedException {
        final Process process = setup.launch(ServerProcess.freePort(), options(policy));
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_START_MS));
        process.destroyForcibly().waitFor();
    }

    private ServerProcess start(final OuzelSetup setup, final String policy) {
        return setup.startProcess(options(policy));
    }

    private String[] options(final String policy) {
        final boolean isBaseSnapshot = ThreadLocalRandom.current().nextBoolean();
        return new String[] {"--dir", directory.toString(), "--appendonly", "yes", "--appendfsync", policy,
            "--aof-use-rdb-preamble", isBaseSnapshot ? "yes" : "no"};
    }

    /** However slow the machine is, something is to be written. */
    private static void awaitRounds(final List<CrashWriter> writers, final long before, final List<Future<?>> ends)
        throws InterruptedException {
        while (rounds(writers) == before && !ends.get(0).isDone()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static long rounds(final List<CrashWriter> writers) {
        return writers.stream().mapToLong(CrashWriter::finishedRound).sum();
    }

    private static void checkAll(final List<CrashWriter> writers, final RawConnection connection) {
        for (final CrashWriter writer : writers) {
            assertEquals(List.of(), writer.losses(connection));
        }
    }
}
