package org.ouzel.network.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ouzel.network.harness.ServerUnderTest;

/** Runs one of Redis's own programs against a server and returns what it prints. */
final class Tool {
    private static final long TIMEOUT_S = 120;

    private Tool() {
    }

    static String run(final ServerUnderTest server, final String program, final String... options) throws Exception {
        return run(server, new byte[0], program, options);
    }

    static String run(final ServerUnderTest server, final byte[] input, final String program, final String... options)
        throws Exception {
        final Path output = Files.createTempFile("ouzel-tool-", ".txt");
        return outputOf(launch(output, command(server, program, options)), output, input, program, true);
    }

    /** Runs a program that can't do what it is asked for, and ends with an exit status other than 0. */
    static String runInVain(final ServerUnderTest server, final String program, final String... options)
        throws Exception {
        final Path output = Files.createTempFile("ouzel-tool-", ".txt");
        return outputOf(launch(output, command(server, program, options)), output, new byte[0], program, false);
    }

    private static List<String> command(final ServerUnderTest server, final String program, final String... options) {
        final List<String> command = new ArrayList<>(List.of(program, "-h", ServerUnderTest.HOST,
            "-p", Integer.toString(server.port())));
        command.addAll(List.of(options));
        return command;
    }

    private static String outputOf(final Process process, final Path output, final byte[] input, final String program,
        final boolean isSuccess) throws Exception {
        try (OutputStream standardInput = process.getOutputStream()) {
            standardInput.write(input);
        }
        final boolean hasEnded = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        final String text = read(output);
        assertTrue(hasEnded, () -> program + " still runs after " + TIMEOUT_S + " s: " + text);
        assertEquals(isSuccess, process.exitValue() == 0, text);
        return text;
    }

    /** Runs a program on a terminal, types {@code input}, and ends it when it has printed what the pattern matches. */
    static void runUntil(final ServerUnderTest server, final String pattern, final String line, final String input)
        throws Exception {
        final Path output = Files.createTempFile("ouzel-tool-", ".txt");
        final Process process = launch(output, onTerminal(server, line));
        try (OutputStream keyboard = process.getOutputStream()) {
            keyboard.write(input.getBytes(StandardCharsets.ISO_8859_1));
            keyboard.flush();
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
            while (!read(output).matches("(?s).*" + pattern + ".*")) {
                assertTrue(process.isAlive() && System.nanoTime() < deadlineNs, read(output));
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The program {@code script} of util-linux gives its child a terminal. */
    private static List<String> onTerminal(final ServerUnderTest server, final String line) {
        return List.of("script", "-qefc", line + " -h " + ServerUnderTest.HOST + " -p " + server.port(), "/dev/null");
    }

    private static Process launch(final Path output, final List<String> command) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(output.toFile());
        builder.environment().put("TERM", "dumb");
        return builder.start();
    }

    private static String read(final Path output) throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
