package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** A server that is still loading what takes minutes: what it tells, and that it ends when it is told to. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class LoadingIT {
    /** Commands that load slowly, and others between them, at which the server looks at its clients. */
    private static final int SLEEP_COUNT = 1000;
    private static final int OTHER_COUNT = 600;
    private static final String OTHER = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n";
    private static final String SLEEP = "*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$3\r\n0.2\r\n";

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        try (ServerUnderTest server = setup.start("--dir", dir.toString(), "--appendonly", "yes");
            RawConnection connection = server.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "1"));
            assertTrue(connection.call("BGREWRITEAOF").startsWith("+"));
            while (!connection.call("INFO", "persistence").contains("aof_rewrites:1\r\n")) {
                Thread.onSpinWait();
            }
        }
        Files.writeString(increment(), (OTHER.repeat(OTHER_COUNT) + SLEEP).repeat(SLEEP_COUNT),
            StandardOpenOption.APPEND);
    }

    @Test
    void shouldTellHowFarItIs() throws Exception {
        final Process process = launch();
        try (RawConnection connection = connect(process)) {
            String info = connection.call("INFO", "persistence");
            while (field(info, "loading_loaded_bytes").equals("0")) {
                info = connection.call("INFO", "persistence");
            }
            final List<String> names = names(info);
            assertEquals(List.of("loading", "async_loading"), names.subList(0, 2));
            final int first = names.indexOf("loading_start_time");
            assertEquals(List.of("loading_start_time", "loading_total_bytes", "loading_rdb_used_mem",
                "loading_loaded_bytes", "loading_loaded_perc", "loading_eta_seconds"),
                names.subList(first, names.size()));
            final long total = Files.size(increment()) + Files.size(base());
            assertEquals(Long.toString(total), field(info, "loading_total_bytes"));
            final long loaded = Long.parseLong(field(info, "loading_loaded_bytes"));
            assertTrue(loaded <= total, info);
            assertEquals(String.format("%.2f", 100.0 * loaded / total), field(info, "loading_loaded_perc"));
            assertTrue(Long.parseLong(field(info, "loading_rdb_used_mem")) > 0, info);
            assertTrue(Long.parseLong(field(info, "loading_eta_seconds")) >= 0, info);
            assertTrue(Long.parseLong(field(info, "loading_start_time")) * 1000
                <= System.currentTimeMillis(), info);
            assertEquals("0", field(info, "async_loading"));
            assertEquals("-LOADING Redis is loading the dataset in memory\r\n", connection.call("GET", "a"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN", "SHUTDOWN SAVE", "SHUTDOWN NOSAVE NOW", "TERM"})
    void shouldEndWithoutSaving(final String end) throws Exception {
        final byte[] before = Files.readAllBytes(increment());
        final Process process = launch();
        try {
            try (RawConnection connection = connect(process)) {
                if (end.startsWith("SHUTDOWN")) {
                    connection.add(end.split(" ")).flush();
                } else {
                    new ProcessBuilder("kill", "-" + end, Long.toString(process.pid())).start().waitFor();
                }
                assertEquals("", connection.readToEnd());
            }
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(Files.readString(dir.resolve("log")).contains("bye bye"));
        assertFalse(Files.readString(dir.resolve("log")).contains("Ready to accept connections"));
        assertFalse(Files.exists(dir.resolve("pid")));
        assertFalse(Files.exists(dir.resolve("dump.rdb")));
        assertArrayEquals(before, Files.readAllBytes(increment()));
    }

    private Process launch() throws IOException {
        port = ServerProcess.freePort();
        return setup.launch(port, "--dir", dir.toString(), "--appendonly", "yes", "--save", "3600 1",
            "--enable-debug-command", "yes", "--logfile", dir.resolve("log").toString(), "--pidfile",
            dir.resolve("pid").toString());
    }

    /** Connects as soon as that works; to a server that loads. */
    private RawConnection connect(final Process process) throws InterruptedException {
        while (true) {
            try {
                final RawConnection connection = RawConnection.open(port);
                assertEquals("-LOADING Redis is loading the dataset in memory\r\n", connection.call("PING"));
                return connection;
            } catch (final UncheckedIOException e) {
                assertTrue(process.isAlive(), "the server ended");
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private Path increment() {
        return dir.resolve("appendonlydir").resolve("appendonly.aof.2.incr.aof");
    }

    private Path base() {
        return dir.resolve("appendonlydir").resolve("appendonly.aof.1.base.rdb");
    }

    private static List<String> names(final String info) {
        final List<String> names = new ArrayList<>();
        for (final String line : info.split("\r\n")) {
            if (line.indexOf(':') > 0) {
                names.add(line.substring(0, line.indexOf(':')));
            }
        }
        return names;
    }

    private static String field(final String info, final String name) {
        final int start = info.indexOf("\n" + name + ":") + name.length() + 2;
        return info.substring(start, info.indexOf('\r', start));
    }
}
