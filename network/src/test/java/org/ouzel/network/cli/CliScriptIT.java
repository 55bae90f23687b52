package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.ServerUnderTest;

/** {@code scripts/ouzel-cli} as a process, without a terminal and on a real one. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliScriptIT {
    private static final String SCRIPT = Path.of("..", "scripts", "ouzel-cli").toAbsolutePath().normalize().toString();

    private static ServerUnderTest server;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() {
        server = OuzelSetup.FUSED.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void shouldTakeArgumentsAsBytes() throws Exception {
        final List<String> shell = List.of("bash", "-c",
            "\"$0\" -p " + server.port() + " SET 'käse' \"$(printf 'a\\xffb')\"; \"$0\" -p " + server.port()
            + " --no-raw GET käse; echo 'GET käse' | \"$0\" --json -p " + server.port() + "; echo $?", SCRIPT);
        for (final String locale : List.of("C", "C.UTF-8")) {
            assertEquals("OK\n\"a\\xffb\"\n\"a\u00ffb\"\n0\n", output(shell, Map.of("LC_ALL", locale)), locale);
        }
    }

    @Test
    void shouldTellFailuresByItsExitCode() throws Exception {
        final List<String> shell = List.of("bash", "-c",
            "\"$0\" -e -p " + server.port() + " NOSUCH 2>/dev/null; echo $?; \"$0\" --nosuch 2>/dev/null; echo $?",
            SCRIPT);
        assertEquals("1\n1\n", output(shell, Map.of()));
    }

    @Test
    void shouldServeAPersonAtATerminal() throws Exception {
        final List<String> command = List.of("script", "-qec",
            // Whoever runs the tests in the background ignores Ctrl-C, and so would all that they start. A shell that
            // stayed beside the client would die of Ctrl-C, depending on which shell it is.
            "stty rows 40 cols 120; exec env --default-signal=INT " + SCRIPT + " -p " + server.port(),
            dir.resolve("typescript").toString());
        final Process process = process(command, Map.of("TERM", "xterm", "OUZELCLI_HISTFILE",
            dir.resolve("history").toString()));
        final GrowingText screen = new GrowingText();
        final Thread copier = new Thread(() -> copy(process, screen));
        copier.start();
        try (OutputStream keys = process.getOutputStream()) {
            int position = screen.await("127.0.0.1:" + server.port() + "> ", 0);
            type(keys, "set person here\r");
            position = screen.await("OK", position);
            position = screen.await("> ", position);
            type(keys, "get pers\t\r");
            position = screen.await("\u001b[32m\"here\"\u001b[0m", position);
            position = screen.await("> ", position);
            type(keys, "subscribe news\r");
            position = screen.await("Reading messages...", position);
            type(keys, "\u0003");
            position = screen.await("127.0.0.1:" + server.port() + "> ", position);
            type(keys, "exit\r");
            assertEquals(0, process.waitFor());
            copier.join();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void type(final OutputStream keys, final String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static void copy(final Process process, final GrowingText screen) {
        try {
            process.getInputStream().transferTo(screen);
        } catch (final IOException e) {
            screen.write('!');
        }
    }

    private static String output(final List<String> command, final Map<String, String> environment) throws Exception {
        final Process process = process(command, environment);
        process.getOutputStream().close();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    private static Process process(final List<String> command, final Map<String, String> environment)
        throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
