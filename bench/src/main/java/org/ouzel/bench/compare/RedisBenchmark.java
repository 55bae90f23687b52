package org.ouzel.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code redis-benchmark}. */
final class RedisBenchmark {
    /** Connections, and requests in one write, of a {@link #command}. */
    static final int CLIENT_COUNT = 50;
    static final int PIPELINE = 16;
    private static final long TIMEOUT_SECONDS = 600;

    private RedisBenchmark() {
    }

    /** Runs one of its command lines, from {@link #test} or {@link #command}, to its end. */
    static BenchmarkCsv run(final List<String> commandLine) throws IOException, InterruptedException {
        final Process benchmark = new ProcessBuilder(commandLine)
            .redirectErrorStream(true)
            .start();
        RunningProcesses.add(benchmark.toHandle());
        try {
            final Thread guard = guard(benchmark);
            final String output = new String(benchmark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            final int status = benchmark.waitFor();
            guard.interrupt();
            if (status != 0) {
                throw new IOException("redis-benchmark failed: status=" + status + " output=" + output.trim());
            }
            return BenchmarkCsv.parse(output);
        } finally {
            benchmark.destroyForcibly();
            RunningProcesses.remove(benchmark.toHandle());
        }
    }

    /** A server that stops answering leaves redis-benchmark waiting for ever. */
    private static Thread guard(final Process benchmark) {
        final Thread guard = new Thread(() -> {
            try {
                if (!benchmark.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    benchmark.destroyForcibly();
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt(); // it has ended in time
            }
        }, "redis-benchmark-guard");
        guard.setDaemon(true);
        guard.start();
        return guard;
    }

    /** Returns the command line of one of its own tests. */
    static List<String> test(final Shape shape, final int requestCount, final int port, final int core) {
        final List<String> line = begin(requestCount, port, core, shape.clientCount(), shape.pipeline());
        line.addAll(List.of("-t", shape.operation().word(), "-d", Integer.toString(shape.valueBytes())));
        if (!shape.hasSingleKey()) {
            line.addAll(List.of("-r", Integer.toString(shape.keyCount())));
        }
        return line;
    }

    /** Returns the command line that sends any command; {@code __rand_int__} in it is a number below a range. */
    static List<String> command(
        final List<String> words, final int range, final int requestCount, final int port, final int core) {
        final List<String> line = begin(requestCount, port, core, CLIENT_COUNT, PIPELINE);
        line.addAll(List.of("-r", Integer.toString(range)));
        line.addAll(words);
        return line;
    }

    private static List<String> begin(
        final int requestCount, final int port, final int core, final int clientCount, final int pipeline) {
        final List<String> line = new ArrayList<>();
        if (core >= 0) {
            line.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        line.addAll(List.of(
            "redis-benchmark", "-h", "127.0.0.1", "-p", Integer.toString(port), "--csv",
            "-n", Integer.toString(requestCount),
            "-c", Integer.toString(clientCount),
            "-P", Integer.toString(pipeline)));
        return line;
    }
}
