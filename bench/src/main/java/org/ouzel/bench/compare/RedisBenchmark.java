package org.ouzel.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code redis-benchmark}. */
final class RedisBenchmark {
    private static final long TIMEOUT_SECONDS = 600;

    private RedisBenchmark() {
    }

    static BenchmarkCsv run(final Shape shape, final int requestCount, final int port, final int core)
        throws IOException, InterruptedException {
        final Process benchmark = new ProcessBuilder(command(shape, requestCount, port, core))
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

    static List<String> command(final Shape shape, final int requestCount, final int port, final int core) {
        final List<String> command = new ArrayList<>();
        if (core >= 0) {
            command.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        command.addAll(List.of(
            "redis-benchmark", "-h", "127.0.0.1", "-p", Integer.toString(port), "--csv",
            "-t", shape.operation().word(),
            "-n", Integer.toString(requestCount),
            "-c", Integer.toString(shape.clientCount()),
            "-P", Integer.toString(shape.pipeline()),
            "-d", Integer.toString(shape.valueBytes())));
        if (!shape.hasSingleKey()) {
            command.addAll(List.of("-r", Integer.toString(shape.keyCount())));
        }
        return command;
    }
}
