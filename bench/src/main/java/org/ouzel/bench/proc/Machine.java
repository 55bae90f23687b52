package org.ouzel.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a figure was measured on.
 *
 * @param processor model name of the first core
 * @param coreCount cores that this process may use
 * @param memoryBytes physical memory
 * @param kernel name and release of the operating system
 */
public record Machine(String processor, int coreCount, long memoryBytes, String kernel) {
    private static final long BYTES_PER_KB = 1024;

    /** Describes this machine. */
    public static Machine here() throws IOException {
        return new Machine(
            valueOf("model name", Files.readString(Path.of("/proc/cpuinfo"))),
            Runtime.getRuntime().availableProcessors(),
            kilobytes(valueOf("MemTotal", Files.readString(Path.of("/proc/meminfo")))) * BYTES_PER_KB,
            System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    static String valueOf(final String name, final String text) {
        for (final String line : text.split("\n")) {
            final int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).trim().equals(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return "";
    }

    private static long kilobytes(final String value) {
        return value.endsWith(" kB") ? Long.parseLong(value.substring(0, value.length() - " kB".length())) : 0;
    }
}
