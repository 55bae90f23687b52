package org.ouzel.network.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A run of the client in the test's own JVM: its exit code and what it printed, a character a byte. */
record CliRun(int exitCode, String out, String err) {
    /** Runs to the end without any terminal. */
    static CliRun of(final String input, final String... arguments) throws IOException {
        return of(Map.of(), input, arguments);
    }

    static CliRun of(final Map<String, String> environment, final String input, final String... arguments)
        throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int exitCode = CliMain.run(arguments, new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out,
            new PrintStream(err, true, StandardCharsets.UTF_8), environment, false, false, null));
        return new CliRun(exitCode, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }
}
