package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process that used the CPU while we looked.
 *
 * @param pid process id
 * @param command the executable's short name
 * @param cpuPercent its CPU time over the time of the look, 100 being one whole core
 */
public record BusyProcess(long pid, String command, double cpuPercent) {
    /**
     * Looks at all processes twice and returns those that used more than a share of one core in between, busiest
     * first.
     *
     * @param lookMs time between the two looks, milliseconds
     * @param thresholdPercent smallest share that is reported, percent of one core
     * @param own processes that are expected to be busy
     */
    public static List<BusyProcess> look(final long lookMs, final double thresholdPercent, final Set<Long> own)
        throws IOException, InterruptedException {
        final Map<Long, ProcessStat> before = all();
        final long beforeNs = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(lookMs);
        final Map<Long, ProcessStat> after = all();
        return between(before, after, System.nanoTime() - beforeNs, thresholdPercent, own);
    }

    static List<BusyProcess> between(
        final Map<Long, ProcessStat> before, final Map<Long, ProcessStat> after, final long elapsedNs,
        final double thresholdPercent, final Set<Long> own) {
        final List<BusyProcess> busy = new ArrayList<>();
        for (final ProcessStat now : after.values()) {
            final ProcessStat earlier = before.get(now.pid());
            final long usedNs = now.cpuNs() - (earlier == null ? 0 : earlier.cpuNs());
            final double percent = 100.0 * usedNs / elapsedNs;
            if (percent > thresholdPercent && !own.contains(now.pid())) {
                busy.add(new BusyProcess(now.pid(), now.command(), percent));
            }
        }
        busy.sort(Comparator.comparingDouble(BusyProcess::cpuPercent).reversed());
        return busy;
    }

    private static Map<Long, ProcessStat> all() throws IOException {
        final Map<Long, ProcessStat> all = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (final Path entry : entries) {
                final long pid = Long.parseLong(entry.getFileName().toString());
                try {
                    all.put(pid, ProcessStat.of(pid));
                } catch (final IOException e) {
                    all.remove(pid); // it ended while we looked
                }
            }
        }
        return all;
    }
}
