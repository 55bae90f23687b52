package org.ouzel.engine.command.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel knows about this process, read from {@code /proc}: a few microseconds, where the platform beans take
 * milliseconds to load. All figures are 0 on a system without it.
 */
final class ProcessFigures {
    private static final long PAGE_BYTES = 4096;
    private static final double TICKS_PER_SECOND = 100;
    private static final int RESIDENT_FIELD = 1;
    /** Fields behind the closing parenthesis of the name. */
    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;
    private static final int CHILD_USER_FIELD = 13;
    private static final int CHILD_SYSTEM_FIELD = 14;

    private final String[] times;

    private ProcessFigures(final String[] times) {
        this.times = times;
    }

    /** Reads the processor times. */
    static ProcessFigures read() {
        final String stat = text("/proc/self/stat");
        return new ProcessFigures(stat.substring(stat.lastIndexOf(')') + 1).trim().split(" "));
    }

    double userSeconds() {
        return seconds(USER_FIELD);
    }

    double systemSeconds() {
        return seconds(SYSTEM_FIELD);
    }

    double childUserSeconds() {
        return seconds(CHILD_USER_FIELD);
    }

    double childSystemSeconds() {
        return seconds(CHILD_SYSTEM_FIELD);
    }

    /** Returns the resident memory of the process. */
    static long residentBytes() {
        final String[] fields = text("/proc/self/statm").split(" ");
        return fields.length > RESIDENT_FIELD ? number(fields[RESIDENT_FIELD]) * PAGE_BYTES : 0;
    }

    /** Returns the memory of the machine. */
    static long machineBytes() {
        for (final String line : text("/proc/meminfo").split("\n")) {
            if (line.startsWith("MemTotal:")) {
                return number(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private double seconds(final int field) {
        return times.length > field ? number(times[field]) / TICKS_PER_SECOND : 0;
    }

    private static long number(final String digits) {
        try {
            return Long.parseLong(digits.trim());
        } catch (final NumberFormatException e) {
            return 0;
        }
    }

    private static String text(final String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            return "";
        }
    }
}
