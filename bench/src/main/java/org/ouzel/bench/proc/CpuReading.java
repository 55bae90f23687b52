package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The CPU time that a process had used at one moment, from two clocks.
 *
 * <p>{@code schedstat} is exact to the nanosecond but forgets a thread when it ends; {@code stat} forgets nothing but
 * counts in steps of 10 ms. {@link #nsSince} takes the first unless the two disagree by more than the steps explain.
 *
 * @param taskNs sum of {@code /proc/PID/task/TID/schedstat} over the living threads; 0 where the kernel has none
 * @param tickNs user and kernel time by {@code /proc/PID/stat}
 */
public record CpuReading(long taskNs, long tickNs) {
    static final long TOLERANCE_NS = 3 * ProcessStat.TICK_NS;

    /** Reads both clocks of a running process. */
    public static CpuReading of(final long pid) throws IOException {
        long taskNs = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (final Path task : tasks) {
                taskNs += taskNs(task.resolve("schedstat"));
            }
        }
        return new CpuReading(taskNs, ProcessStat.of(pid).cpuNs());
    }

    private static long taskNs(final Path schedstat) throws IOException {
        try {
            return parseSchedstat(Files.readString(schedstat));
        } catch (final NoSuchFileException e) {
            return 0; // the thread has just ended, or the kernel keeps no schedstat
        } catch (final IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No such process")) {
                return 0; // the thread ended between opening and reading
            }
            throw e;
        }
    }

    static long parseSchedstat(final String line) {
        final String trimmed = line.trim();
        final int blank = trimmed.indexOf(' ');
        return Long.parseLong(blank < 0 ? trimmed : trimmed.substring(0, blank));
    }

    /** Returns the nanoseconds of CPU time between an earlier reading of the same process and this one. */
    public long nsSince(final CpuReading earlier) {
        final long byTask = taskNs - earlier.taskNs;
        final long byTick = tickNs - earlier.tickNs;
        return Math.abs(byTask - byTick) <= TOLERANCE_NS ? byTask : byTick;
    }
}
