package org.ouzel.engine.command.server;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel knows about this process, read from {@code /proc}: a few microseconds, where the platform beans take
 * milliseconds to load. All figures are 0 on a system without it.
 */
final class ProcessFigures {
    /** The system's name, version and processor. */
    static final String SYSTEM = System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' '
        + System.getProperty("os.arch").replace("amd64", "x86_64");
    static final long ID = ProcessHandle.current().pid();
    /** The absolute path of what runs here, or an empty text. */
    static final String EXECUTABLE = executable();
    /** The memory of the machine. */
    static final long MACHINE_BYTES = machineBytes();

    private static final long PAGE_BYTES = 4096;
    private static final double TICKS_PER_SECOND = 100;
    private static final int RESIDENT_FIELD = 1;
    /** Fields behind the closing parenthesis of the name and the blank. */
    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;
    private static final int CHILD_USER_FIELD = 13;
    private static final int CHILD_SYSTEM_FIELD = 14;
    /** What is asked for of any of the files stands within it. */
    private static final int MOST_BYTES = 1024;

    private final String text;
    private final int start;

    private ProcessFigures(final String text, final int start) {
        this.text = text;
        this.start = start;
    }

    /** Reads the processor times. */
    static ProcessFigures read() {
        final String stat = text("/proc/self/stat");
        // The name, in parentheses, may hold blanks and parentheses itself.
        return new ProcessFigures(stat, stat.lastIndexOf(')') + 2);
    }

    double userSeconds() {
        return field(USER_FIELD) / TICKS_PER_SECOND;
    }

    double systemSeconds() {
        return field(SYSTEM_FIELD) / TICKS_PER_SECOND;
    }

    double childUserSeconds() {
        return field(CHILD_USER_FIELD) / TICKS_PER_SECOND;
    }

    double childSystemSeconds() {
        return field(CHILD_SYSTEM_FIELD) / TICKS_PER_SECOND;
    }

    /** Returns the resident memory of the process. */
    static long residentBytes() {
        return new ProcessFigures(text("/proc/self/statm"), 0).field(RESIDENT_FIELD) * PAGE_BYTES;
    }

    private static long machineBytes() {
        final String label = "MemTotal:";
        final String text = text("/proc/meminfo");
        final int at = text.indexOf(label);
        return at < 0 ? 0 : number(text, at + label.length()) * 1024;
    }

    private static String executable() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
        } catch (final IOException e) {
            return ProcessHandle.current().info().command().orElse("");
        }
    }

    /** Returns the number that is the field at an index, 0 without it. */
    private long field(final int index) {
        int at = start;
        for (int i = 0; i < index; i++) {
            at = text.indexOf(' ', at) + 1;
            if (at == 0) {
                return 0;
            }
        }
        return number(text, at);
    }

    /** Returns the number that begins behind any blanks, 0 without one. */
    private static long number(final String text, final int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        long number = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at) - '0';
            at++;
        }
        return number;
    }

    private static String text(final String file) {
        try (FileInputStream input = new FileInputStream(file)) {
            final byte[] bytes = new byte[MOST_BYTES];
            final int length = input.read(bytes);
            return new String(bytes, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            return "";
        }
    }
}
