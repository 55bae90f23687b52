package org.ouzel.engine.command.server;

import java.util.Locale;

/** Builds what INFO sends: sections of {@code name:value} lines, a blank line between two sections. */
final class InfoText {
    private static final long UNIT = 1024;
    private static final String UNITS = "KMGTPE";
    private static final int INITIAL_LENGTH = 8192;

    private final StringBuilder text = new StringBuilder(INITIAL_LENGTH);

    /** Begins a section. */
    void section(final String title) {
        if (!text.isEmpty()) {
            text.append("\r\n");
        }
        text.append("# ").append(title).append("\r\n");
    }

    void add(final String name, final long value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    void add(final String name, final String value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    /** Adds a number with so many digits behind the point. */
    void add(final String name, final double value, final int digits) {
        add(name, decimal(value, digits));
    }

    /** Adds a number of bytes twice: as it is, and as people read it. */
    void addBytes(final String name, final long bytes) {
        add(name, bytes);
        add(name + "_human", human(bytes));
    }

    /** Adds lines that mean the same all the time: {@code name:0}. */
    void addZeros(final String... names) {
        for (final String name : names) {
            add(name, 0);
        }
    }

    static String decimal(final double value, final int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", Double.isFinite(value) ? value : 0.0);
    }

    /** Returns a share in percent with two digits: {@code 12.34%}. */
    static String percent(final double part, final double whole) {
        return decimal(whole == 0 ? 0 : part * 100 / whole, 2) + '%';
    }

    /** Returns bytes as Redis shows them: {@code 894.76K}. */
    static String human(final long bytes) {
        if (bytes < UNIT) {
            return bytes + "B";
        }
        double shown = bytes;
        int unit = -1;
        while (shown >= UNIT && unit < UNITS.length() - 1) {
            shown /= UNIT;
            unit++;
        }
        return decimal(shown, 2) + UNITS.charAt(unit);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
