package org.ouzel.network.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.network.OuzelServer;
import org.ouzel.network.ServerCommandLine;

/** Ouzel inside the test's own JVM, where leak detection and the memory checks are on. */
final class InProcessServer implements ServerUnderTest {
    /** A data directory for all servers that name none, so that none writes to the module's. */
    private static final Path DATA = newDirectory();

    private final OuzelServer server;

    private InProcessServer(final OuzelServer server) {
        this.server = server;
    }

    static InProcessServer start(final List<String> options, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("--port", "0", "--bind", HOST, "--dir",
            DATA.toString(), "--save", ""));
        arguments.addAll(options);
        arguments.addAll(List.of(more));
        final ServerCommandLine commandLine = ServerCommandLine.parse(arguments.toArray(String[]::new));
        if (commandLine.hasEnded()) {
            throw new AssertionError(commandLine.output());
        }
        try {
            return new InProcessServer(OuzelServer.start(commandLine.settings()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("ouzel-it-");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
