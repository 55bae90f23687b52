package org.ouzel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.engine.Version;
import org.ouzel.network.harness.RawConnection;

/** {@code scripts/ouzel-server} as an operator meets it. */
@Timeout(120)
class ServerScriptIT {
    private static final Path SCRIPT = Path.of("..", "scripts", "ouzel-server").toAbsolutePath().normalize();
    private static final Pattern READY = Pattern.compile("\\d+:M .* \\* Ready to accept connections: ouzel=(\\S+) "
        + ".*pid=(\\d+) address=127\\.0\\.0\\.1:(\\d+) threading=(fused|dedicated) shards=(\\d+).*");

    @TempDir
    private Path dir;
    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldSayOnALineWhereItListens() throws Exception {
        final Path pidFile = dir.resolve("ouzel.pid");
        try (BufferedReader output = start("--port", "0", "--threading", "dedicated", "--shards", "3", "--pidfile",
            pidFile.toString())) {
            final Matcher ready = awaitReady(output);
            assertEquals(Version.OUZEL, ready.group(1));
            assertEquals(Long.toString(process.pid()), ready.group(2));
            assertEquals("dedicated", ready.group(4));
            assertEquals("3", ready.group(5));
            assertEquals(process.pid() + "\n", Files.readString(pidFile));
            final String port = ready.group(3);
            try (RawConnection connection = RawConnection.open(Integer.parseInt(port))) {
                assertEquals("*2\r\n$4\r\nport\r\n$" + port.length() + "\r\n" + port + "\r\n",
                    connection.call("CONFIG", "GET", "port"));
            }
            process.toHandle().destroy(); // Process.destroy would close the output
            final List<String> rest = output.lines().toList();
            assertEquals(0, process.waitFor());
            assertEquals(1, rest.stream().filter(line -> line.contains("Shutting down: received a signal")).count());
            assertEquals(1, rest.stream().filter(line -> line.contains("ready to exit")).count());
            assertFalse(rest.stream().anyMatch(line -> line.contains("a client asked")));
            assertFalse(Files.exists(pidFile));
            assertEquals(List.of(), errors());
        }
    }

    @Test
    void shouldEndOnAnInterruptThatWhoStartedItIgnores() throws Exception {
        // As a shell without job control does it for what it starts in the background.
        process = new ProcessBuilder("bash", "-c", "trap '' INT; exec \"$0\" --port 0", SCRIPT.toString())
            .directory(dir.toFile()).redirectError(dir.resolve("errors").toFile()).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            final Matcher ready = awaitReady(output);
            assertEquals(Long.toString(process.pid()), ready.group(2));
            new ProcessBuilder("kill", "-INT", ready.group(2)).start();
            final List<String> rest = output.lines().toList();
            assertEquals(0, process.waitFor());
            assertEquals(1, rest.stream().filter(line -> line.contains("Shutting down: received a signal")).count());
        }
    }

    @Test
    void shouldWriteSettingsBackToTheirFile() throws Exception {
        final Path file = Files.writeString(dir.resolve("redis.conf"), "# mine\nport 0\ntimeout 5 \n");
        try (BufferedReader output = start(file.toString())) {
            final int port = Integer.parseInt(awaitReady(output).group(3));
            try (RawConnection connection = RawConnection.open(port)) {
                assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "timeout", "70"));
                assertEquals("+OK\r\n", connection.call("CONFIG", "REWRITE"));
                assertTrue(connection.call("INFO", "server").contains("config_file:" + file + "\r\n"));
            }
            assertEquals("# mine\nport 0\ntimeout 70\n", Files.readString(file));
        }
    }

    @Test
    void shouldStopTheStartWithOneLineWhenASettingIsUnknown() throws Exception {
        start("--prot", "7000").close();
        assertEquals(1, process.waitFor());
        assertEquals(List.of("*** FATAL: unknown setting '--prot'; did you mean '--port'?"), errors());
    }

    @Test
    void shouldStopTheStartWithOneLineWhenThePortIsTaken() throws Exception {
        try (BufferedReader output = start("--port", "0")) {
            final Process first = process;
            final String port = awaitReady(output).group(3);
            start("--port", port).close();
            final Process second = process;
            process = first;
            assertEquals(1, second.waitFor());
            assertEquals(1, errors().size(), () -> String.join("\n", errors()));
            assertTrue(errors().get(0).startsWith("*** FATAL: ") && errors().get(0).contains(port), errors().get(0));
        }
    }

    private BufferedReader start(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).directory(dir.toFile())
            .redirectError(dir.resolve("errors").toFile()).start();
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private Matcher awaitReady(final BufferedReader output) throws IOException {
        final List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            final Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return ready;
            }
        }
        throw new AssertionError("no ready line: " + lines + errors());
    }

    private List<String> errors() {
        try {
            return Files.readAllLines(dir.resolve("errors"));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
