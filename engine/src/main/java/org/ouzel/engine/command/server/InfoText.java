package org.ouzel.engine.command.server;

import java.util.Locale;

/**
 * Builds what INFO sends: sections of {@code name:value} lines, a blank line between two sections. It formats numbers
 * by itself: a loop with clients waiting can't afford {@link String#format}, least of all the first time.
 */
final class InfoText {
    private static final long UNIT = 1024;
    private static final String UNITS = "KMGTPE";
    private static final int INITIAL_LENGTH = 16 * 1024;
    private static final int RADIX = 10;
    /** Below it, a number and the middle between two such numbers are exact as doubles. */
    private static final double MOST_EXACT = 1e14;

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
        text.append(name).append(':');
        appendDecimal(text, value, digits);
        text.append("\r\n");
    }

    /** Adds a share in percent with two digits: {@code 12.34%}. */
    void addPercent(final String name, final double part, final double whole) {
        text.append(name).append(':');
        appendDecimal(text, whole == 0 ? 0 : part * 100 / whole, 2);
        text.append("%\r\n");
    }

    /** Adds a number of bytes as people read it. */
    void addHuman(final String name, final long bytes) {
        text.append(name).append(':');
        appendHuman(text, bytes);
        text.append("\r\n");
    }

    /** Adds a number of bytes twice: as it is, and as people read it. */
    void addBytes(final String name, final long bytes) {
        add(name, bytes);
        text.append(name).append("_human:");
        appendHuman(text, bytes);
        text.append("\r\n");
    }

    /** Adds lines that mean the same all the time: {@code name:0}. */
    void addZeros(final String... names) {
        for (final String name : names) {
            add(name, 0);
        }
    }

    /** Begins a line of several parts, whose name is made of two; {@link #end()} ends it. */
    InfoText begin(final String prefix, final String name) {
        text.append(prefix).append(name).append(':');
        return this;
    }

    InfoText part(final String part) {
        text.append(part);
        return this;
    }

    InfoText part(final long number) {
        text.append(number);
        return this;
    }

    InfoText part(final double number, final int digits) {
        appendDecimal(text, number, digits);
        return this;
    }

    void end() {
        text.append("\r\n");
    }

    /** Appends what {@code String.format("%.<digits>f")} gives in English, 0 for what is no number. */
    static void appendDecimal(final StringBuilder text, final double value, final int digits) {
        long scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= RADIX;
        }
        final double size = Double.isFinite(value) ? Math.abs(value) : 0;
        if (size * scale >= MOST_EXACT) {
            text.append(String.format(Locale.ROOT, "%." + digits + "f", value));
            return;
        }
        // Half a digit is rounded up, of the shortest decimal number that stands for the double: which is the middle
        // itself, if the double nearest to the middle is the one at hand.
        final long below = (long) (size * scale);
        final boolean isRoundedUp = size >= (double) (below * RADIX + RADIX / 2) / (scale * RADIX);
        final long rounded = isRoundedUp ? below + 1 : below;
        if (Double.isFinite(value) && Double.doubleToRawLongBits(value) < 0) {
            text.append('-');
        }
        text.append(rounded / scale);
        if (digits > 0) {
            text.append('.');
            final long behind = rounded % scale;
            for (long rest = scale / RADIX; rest > 1 && behind < rest; rest /= RADIX) {
                text.append('0');
            }
            text.append(behind);
        }
    }

    private static void appendHuman(final StringBuilder text, final long bytes) {
        if (bytes < UNIT) {
            text.append(bytes).append('B');
            return;
        }
        double shown = bytes;
        int unit = -1;
        while (shown >= UNIT && unit < UNITS.length() - 1) {
            shown /= UNIT;
            unit++;
        }
        appendDecimal(text, shown, 2);
        text.append(UNITS.charAt(unit));
    }

    /** Returns bytes as Redis shows them: {@code 894.76K}. */
    static String human(final long bytes) {
        final StringBuilder text = new StringBuilder();
        appendHuman(text, bytes);
        return text.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
