package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/**
 * Snapshots under writes: each must hold what is true of the dataset at every moment, also across shards. Two accounts
 * of a pair add up to 0, and an element is always in one of two lists.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class ConsistentSnapshotIT {
    private static final int WRITER_COUNT = 3;
    private static final int PAIR_COUNT = 4000;
    private static final int ELEMENT_COUNT = 50;
    private static final int SNAPSHOT_COUNT = 4;
    private static final int PIPELINE = 20;

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @Test
    void shouldHoldWhatIsTrueAtEveryMoment() throws Exception {
        final AtomicBoolean isEnding = new AtomicBoolean();
        final ExecutorService threads = Executors.newFixedThreadPool(WRITER_COUNT);
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString());
            RawConnection control = ouzel.connect()) {
            for (int pair = 0; pair < PAIR_COUNT; pair++) {
                control.call("MSET", "left:" + pair, "0", "right:" + pair, "0");
            }
            for (int i = 0; i < ELEMENT_COUNT; i++) {
                control.call("RPUSH", "list:a", "element " + i);
            }
            final List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITER_COUNT; i++) {
                final int writer = i;
                writers.add(threads.submit(() -> write(ouzel, writer, isEnding)));
            }
            for (int i = 1; i <= SNAPSHOT_COUNT; i++) {
                assertEquals("+Background saving started\r\n", control.call("BGSAVE"));
                SnapshotIT.awaitSaves(control, i);
                Files.move(dir.resolve("dump.rdb"), dir.resolve("snapshot-" + i),
                    StandardCopyOption.REPLACE_EXISTING);
            }
            isEnding.set(true);
            for (final Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            isEnding.set(true);
            threads.shutdown();
        }
        boolean isAnyWritten = false;
        for (int i = 1; i <= SNAPSHOT_COUNT; i++) {
            isAnyWritten |= check("snapshot-" + i) > 0;
        }
        assertTrue(isAnyWritten);
    }

    private static void write(final ServerUnderTest ouzel, final int writer, final AtomicBoolean isEnding) {
        try (RawConnection connection = ouzel.connect()) {
            for (int round = 1; !isEnding.get(); round++) {
                for (int i = 0; i < PIPELINE; i++) {
                    final int pair = (round * PIPELINE + i) * WRITER_COUNT % PAIR_COUNT / WRITER_COUNT * WRITER_COUNT
                        + writer;
                    connection.add("MSET", "left:" + pair, Integer.toString(round), "right:" + pair, "-" + round);
                }
                connection.add("LMOVE", "list:a", "list:b", "LEFT", "RIGHT");
                connection.add("LMOVE", "list:b", "list:a", "LEFT", "RIGHT");
                connection.flush();
                for (int i = 0; i < PIPELINE; i++) {
                    assertEquals("+OK\r\n", connection.readText());
                }
                connection.readText();
                connection.readText();
            }
        }
    }

    /** Returns how many pairs of a snapshot have ever been written to. */
    private int check(final String name) {
        int written = 0;
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString(), "--dbfilename", name);
            RawConnection connection = ouzel.connect()) {
            for (int pair = 0; pair < PAIR_COUNT; pair++) {
                connection.add("MGET", "left:" + pair, "right:" + pair);
            }
            connection.flush();
            for (int pair = 0; pair < PAIR_COUNT; pair++) {
                final String[] lines = connection.readText().split("\r\n");
                assertEquals(0, Integer.parseInt(lines[2]) + Integer.parseInt(lines[4]), "pair " + pair);
                written += "0".equals(lines[2]) ? 0 : 1;
            }
            final int sum = length(connection, "list:a") + length(connection, "list:b");
            assertEquals(ELEMENT_COUNT, sum);
        }
        return written;
    }

    private static int length(final RawConnection connection, final String key) {
        return Integer.parseInt(connection.call("LLEN", key).substring(1).strip());
    }
}
