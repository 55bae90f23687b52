package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.bench.proc.MachineCpu;
import org.ouzel.bench.proc.ProcessStat;
import org.ouzel.protocol.client.RespClient;

/** One run of redis-benchmark at saturation, and the CPU time that the server spent on it. */
final class Saturation {
    private static final double NS_PER_US = 1e3;

    private Saturation() {
    }

    /**
     * Runs a command line and adds its figures to a sample.
     *
     * @param commandWord the command as INFO commandstats names it
     * @param slack how many requests more than asked for redis-benchmark may send: it stops at the first whole pipeline
     */
    static void measure(
        final ServerProcess server, final List<String> commandLine, final String commandWord, final int requests,
        final int slack, final SampleBuilder sample) throws IOException, InterruptedException {
        final long self = ProcessHandle.current().pid();
        final long callsBefore = calls(server.port(), commandWord);
        final CpuReading serverBefore = CpuReading.of(server.pid());
        final long generatorBeforeNs = generatorNs(self);
        final MachineCpu machineBefore = MachineCpu.now();
        final long beforeNs = System.nanoTime();

        final BenchmarkCsv result = RedisBenchmark.run(commandLine);

        final long elapsedNs = System.nanoTime() - beforeNs;
        final long machineNs = MachineCpu.now().busyNs() - machineBefore.busyNs();
        final long generatorNs = generatorNs(self) - generatorBeforeNs;
        final long serverNs = CpuReading.of(server.pid()).nsSince(serverBefore);
        final long calls = calls(server.port(), commandWord) - callsBefore;

        sample.put(Metric.THROUGHPUT, result.throughput());
        sample.put(Metric.CPU_PER_REQUEST, serverNs / NS_PER_US / requests);
        sample.put(Metric.SATURATED_P50, result.p50Us());
        sample.put(Metric.SATURATED_P99, result.p99Us());
        sample.put(Metric.SATURATED_MAX, result.maximumUs());
        sample.put(Metric.OTHER_CPU, Math.max(0, 100.0 * (machineNs - generatorNs - serverNs) / elapsedNs));
        if (calls < requests || calls > requests + slack) {
            sample.note(String.format(Locale.ROOT, "commandstats counts %,d calls of %s for %,d requests",
                calls, commandWord, requests));
        }
    }

    /** Returns how often a command was called since the server started. */
    static long calls(final int port, final String commandWord) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            return InfoText.calls(InfoText.of(connection, "commandstats"), commandWord);
        }
    }

    private static long generatorNs(final long self) throws IOException {
        final ProcessStat stat = ProcessStat.of(self);
        return stat.cpuNs() + stat.waitedChildrenTicks() * ProcessStat.TICK_NS;
    }
}
