package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fields of one {@code /proc/PID/stat} line that this module uses. Times are in clock ticks of 10 ms, over all
 * threads of the process, those that have ended included.
 *
 * @param pid process id
 * @param command the executable's name, at most 15 bytes, without its parentheses
 * @param parentPid process id of the parent
 * @param userTicks time in user mode
 * @param systemTicks time in the kernel
 * @param waitedChildrenTicks user and kernel time of children that have ended and were waited for
 */
public record ProcessStat(
    long pid, String command, long parentPid, long userTicks, long systemTicks, long waitedChildrenTicks) {
    /** Linux shows clock ticks of 10 ms (USER_HZ) to programs, whatever the kernel's own tick. */
    public static final long TICK_NS = 10_000_000L;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** Reads the line of a process; throws {@link IOException} when there is no such process. */
    public static ProcessStat of(final long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** Takes a line apart; the command may hold blanks and parentheses, so its last parenthesis counts. */
    public static ProcessStat parse(final String line) {
        final int open = line.indexOf('(');
        final int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("no command in parentheses: line=" + line);
        }
        final String[] rest = line.substring(close + 1).trim().split(" +");
        if (rest.length <= CHILDREN_SYSTEM) {
            throw new IllegalArgumentException("too few fields: count=" + rest.length);
        }
        return new ProcessStat(
            Long.parseLong(line.substring(0, open).trim()),
            line.substring(open + 1, close),
            Long.parseLong(rest[PARENT]),
            Long.parseLong(rest[USER]),
            Long.parseLong(rest[SYSTEM]),
            Long.parseLong(rest[CHILDREN_USER]) + Long.parseLong(rest[CHILDREN_SYSTEM]));
    }

    /** Returns user and kernel time in nanoseconds, in steps of {@link #TICK_NS}. */
    public long cpuNs() {
        return (userTicks + systemTicks) * TICK_NS;
    }
}
