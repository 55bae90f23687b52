package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** DEBUG LOADAOF amid what other clients write: they wait for its end, and nothing that was acknowledged goes. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class AofReloadIT {
    private static final int WRITER_COUNT = 4;
    private static final int WRITE_COUNT = 300;

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"always", "everysec"})
    void shouldKeepWhatOthersWrite(final String policy) throws Exception {
        final ExecutorService writers = Executors.newFixedThreadPool(WRITER_COUNT);
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString(), "--loglevel", "warning", "--appendonly",
            "yes", "--appendfsync", policy); RawConnection ours = ouzel.connect()) {
            ours.call("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', function() return 1 end)");
            final List<Future<Void>> ends = new ArrayList<>();
            for (int i = 0; i < WRITER_COUNT; i++) {
                ends.add(writers.submit(writer(ouzel, "n" + i)));
            }
            do {
                assertEquals("+OK\r\n", ours.call("DEBUG", "LOADAOF"));
            } while (!ends.stream().allMatch(Future::isDone));
            for (final Future<Void> end : ends) {
                end.get();
            }
            assertEquals("+OK\r\n", ours.call("DEBUG", "LOADAOF"));
            for (int i = 0; i < WRITER_COUNT; i++) {
                assertEquals("$3\r\n" + WRITE_COUNT + "\r\n", ours.call("GET", "n" + i));
                assertEquals(":" + WRITE_COUNT + "\r\n", ours.call("LLEN", "list:n" + i));
            }
            assertEquals(":1\r\n", ours.call("FCALL", "f", "0"));
        } finally {
            writers.shutdownNow();
        }
    }

    private static Callable<Void> writer(final ServerUnderTest ouzel, final String key) {
        return () -> {
            try (RawConnection connection = ouzel.connect()) {
                for (int i = 1; i <= WRITE_COUNT; i++) {
                    connection.add("INCR", key).add("RPUSH", "list:" + key, "e" + i).flush();
                    assertEquals(":" + i + "\r\n", connection.readText());
                    assertEquals(":" + i + "\r\n", connection.readText());
                }
            }
            return null;
        };
    }
}
