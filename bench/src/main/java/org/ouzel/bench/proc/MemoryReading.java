package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process, from {@code VmRSS} of {@code /proc/PID/status}. */
public final class MemoryReading {
    private static final String RESIDENT = "VmRSS:";
    private static final long BYTES_PER_KB = 1024;

    private MemoryReading() {
    }

    /** Returns the resident bytes of a running process. */
    public static long residentBytes(final long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    }

    static long parse(final String status) {
        for (final String line : status.split("\n")) {
            if (line.startsWith(RESIDENT)) {
                final String[] words = line.substring(RESIDENT.length()).trim().split("\\s+");
                if (words.length != 2 || !"kB".equals(words[1])) {
                    throw new IllegalArgumentException("expected kB: line=" + line);
                }
                return Long.parseLong(words[0]) * BYTES_PER_KB;
            }
        }
        throw new IllegalArgumentException("no VmRSS line: the process has ended, or is the kernel's");
    }
}
