package org.ouzel.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ouzel.protocol.client.RespClient;
import org.ouzel.protocol.client.RespError;

/**
 * A server that was started for a measurement: in a session of its own, on a free port of the loopback interface, in a
 * temporary directory of its own, without persistence. Stopped by SIGTERM, and by SIGKILL if that takes too long.
 */
final class ServerProcess implements AutoCloseable {
    /** Long, since the candidate's script may have to build first. */
    private static final long START_TIMEOUT_MS = 300_000;
    private static final long STOP_TIMEOUT_MS = 20_000;
    private static final long POLL_MS = 2;
    private static final int LOG_LINES = 20;

    private final Process launched;
    private final ProcessHandle server;
    private final Path directory;
    private final boolean isDirectoryKept;
    private final int port;
    private final double startMs;

    private ServerProcess(
        final Process launched, final ProcessHandle server, final Path directory, final boolean isDirectoryKept,
        final int port, final double startMs) {
        this.launched = launched;
        this.server = server;
        this.directory = directory;
        this.isDirectoryKept = isDirectoryKept;
        this.port = port;
        this.startMs = startMs;
    }

    /** Starts a server by its command line, with flags in Redis's manner added, and waits for its first PONG. */
    static ServerProcess start(final List<String> command) throws IOException, InterruptedException {
        final Path directory = Files.createTempDirectory("ouzel-bench-");
        directory.toFile().deleteOnExit(); // for a run that ends early
        return start(command, directory, false, List.of());
    }

    /** Starts a server with persistence: in a directory that stays, with more flags behind those that all get. */
    static ServerProcess startIn(final List<String> command, final Path directory, final List<String> more)
        throws IOException, InterruptedException {
        return start(command, directory, true, more);
    }

    private static ServerProcess start(final List<String> command, final Path directory, final boolean isDirectoryKept,
        final List<String> more) throws IOException, InterruptedException {
        final int port = freePort();
        final List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(command);
        line.addAll(List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", directory.toString(),
            "--save", "", "--appendonly", "no", "--maxclients", "15000"));
        line.addAll(more);
        final Path log = directory.resolve("server.log");
        log.toFile().deleteOnExit();
        final long startNs = System.nanoTime();
        final Process launched = new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
        RunningProcesses.add(launched.toHandle());
        try {
            awaitPong(launched, port, startNs, log);
            final double startMs = (System.nanoTime() - startNs) / 1e6;
            final ProcessHandle server = serverHandle(launched, port);
            RunningProcesses.add(server);
            return new ServerProcess(launched, server, directory, isDirectoryKept, port, startMs);
        } catch (final IOException | InterruptedException | RuntimeException e) {
            launched.descendants().forEach(ProcessHandle::destroyForcibly);
            launched.destroyForcibly().waitFor();
            RunningProcesses.remove(launched.toHandle());
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPong(final Process launched, final int port, final long startNs, final Path log)
        throws IOException, InterruptedException {
        while (true) {
            IOException cause = null;
            try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
                final Object reply = connection.call("PING");
                if ("PONG".equals(reply)) {
                    return;
                }
                if (!(reply instanceof RespError error) || !"LOADING".equals(error.code())) {
                    throw new IllegalStateException("PING was answered by " + reply);
                }
            } catch (final IOException e) {
                cause = e;
            }
            if (!launched.isAlive()) {
                throw new IOException("the server has ended: status=" + launched.exitValue() + tail(log), cause);
            }
            if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(START_TIMEOUT_MS)) {
                throw new IOException("no PONG after " + START_TIMEOUT_MS + " ms" + tail(log), cause);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static String tail(final Path log) throws IOException {
        final List<String> lines = Files.readAllLines(log);
        return "; its output ends in:\n" + String.join("\n", lines.subList(
            Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    /** A script that doesn't replace itself by the server has another id than the server. */
    private static ProcessHandle serverHandle(final Process launched, final int port) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            final String id = InfoText.parse(InfoText.of(connection, "server")).get("process_id");
            if (id == null) {
                return launched.toHandle();
            }
            return ProcessHandle.of(Long.parseLong(id)).orElse(launched.toHandle());
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return server.pid();
    }

    /** Time from the process's start to its first PONG, milliseconds. */
    double startMs() {
        return startMs;
    }

    boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public void close() throws IOException {
        try {
            end(server);
            end(launched.toHandle());
        } catch (final InterruptedException e) {
            server.destroyForcibly();
            launched.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (!isDirectoryKept) {
            delete();
        }
    }

    private static void end(final ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException | ExecutionException e) {
            System.err.println("killing a server that SIGTERM doesn't end: pid=" + process.pid());
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        RunningProcesses.remove(process);
    }

    private void delete() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                if (!Files.isDirectory(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        try {
            Files.deleteIfExists(directory);
        } catch (final java.nio.file.DirectoryNotEmptyException e) {
            System.err.println("left as it is, something is in it: " + directory);
        }
    }
}
