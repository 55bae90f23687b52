package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How busy the whole machine had been up to one moment, from the first line of {@code /proc/stat}.
 *
 * @param busyNs time of all cores that was neither idle nor waiting for disks, nanoseconds in steps of 10 ms
 */
public record MachineCpu(long busyNs) {
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int GUEST = 8;

    /** Reads the machine's counters now. */
    public static MachineCpu now() throws IOException {
        return parse(Files.readString(Path.of("/proc/stat")));
    }

    static MachineCpu parse(final String stat) {
        final String first = stat.lines().findFirst().orElse("");
        if (!first.startsWith("cpu ")) {
            throw new IllegalArgumentException("expected the sum over cores: line=" + first);
        }
        final String[] fields = first.substring("cpu ".length()).trim().split(" +");
        long ticks = 0;
        for (int i = 0; i < Math.min(fields.length, GUEST); i++) { // guest time is counted in user time already
            if (i != IDLE && i != IO_WAIT) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return new MachineCpu(ticks * ProcessStat.TICK_NS);
    }
}
