package org.ouzel.network.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that runs as a process of its own, told to end by SIGTERM and, after a grace period, by SIGKILL. */
public final class ServerProcess implements ServerUnderTest {
    private static final long START_MS = 60_000;
    private static final long STOP_MS = 10_000;

    private final Process process;
    private final int port;
    private final Path log;

    private ServerProcess(final Process process, final int port, final Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts {@code command}, which must listen on {@code port}, and waits until it answers PING. */
    public static ServerProcess start(final List<String> command, final int port) {
        try {
            final Path log = Files.createTempFile("ouzel-it-", ".log");
            final File directory = Files.createTempDirectory("ouzel-it-").toFile();
            final Process process = new ProcessBuilder(command).directory(directory)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            final ServerProcess server = new ServerProcess(process, port, log);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            server.awaitPong();
            return server;
        } catch (final IOException e) {
            throw new UncheckedIOException("can't start command=" + command, e);
        }
    }

    /** A loopback port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    public Process process() {
        return process;
    }

    /** What the server has written to its standard output and error so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the process to end by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_MS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server is still running, waitedMs=" + STOP_MS + "\n" + log());
            }
            return process.exitValue();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(log);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPong() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        while (true) {
            if (!process.isAlive()) {
                throw new AssertionError("the server ended at once, exit=" + process.exitValue() + "\n" + log());
            }
            try (RawConnection connection = connect()) {
                final String reply = connection.call("PING");
                if (reply.startsWith("-NOAUTH") || reply.startsWith("+PONG") && isOwn(connection)) {
                    return;
                }
            } catch (final UncheckedIOException e) {
                if (System.nanoTime() > deadlineNs) {
                    throw new AssertionError("no PONG, waitedMs=" + START_MS + "\n" + log(), e);
                }
            }
            pause();
        }
    }

    /** Somebody else's server may have taken the port meanwhile; ours will say so, and end. */
    private boolean isOwn(final RawConnection connection) {
        final String info = connection.call("INFO", "server");
        return info.startsWith("-") || info.contains("process_id:" + process.pid() + "\r\n");
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
