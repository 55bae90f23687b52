package org.ouzel.engine.settings;

import java.util.Locale;

/**
 * A number of bytes, with Redis's units in any case: {@code b}, {@code k} {@code m} {@code g} for powers of 1000,
 * {@code kb} {@code mb} {@code gb} for powers of 1024.
 */
final class MemoryType implements SettingType {
    private final long leastBytes;
    private final long mostBytes;

    MemoryType(final long leastBytes, final long mostBytes) {
        this.leastBytes = leastBytes;
        this.mostBytes = mostBytes;
    }

    @Override
    public String label() {
        return "memory size";
    }

    @Override
    public String range() {
        return Bounds.describe(leastBytes, mostBytes);
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final long bytes = parseBytes(text);
        if (bytes < 0) {
            throw new SettingException("argument must be a memory value");
        }
        return Bounds.check(bytes, leastBytes, mostBytes);
    }

    @Override
    public String format(final Object value) {
        return value.toString();
    }

    @Override
    public long number(final Object value) {
        return (Long) value;
    }

    /**
     * Reads a size.
     *
     * @param text digits and an optional unit
     * @return bytes, or a negative number when the text isn't a size or doesn't fit 63 bits
     */
    static long parseBytes(final String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        final long unitBytes = unitBytes(text.substring(digits));
        if (digits == 0 || unitBytes == 0) {
            return Long.MIN_VALUE;
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unitBytes);
        } catch (final NumberFormatException | ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    private static long unitBytes(final String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1L;
            case "k" -> 1_000L;
            case "kb" -> 1L << 10;
            case "m" -> 1_000_000L;
            case "mb" -> 1L << 20;
            case "g" -> 1_000_000_000L;
            case "gb" -> 1L << 30;
            default -> 0L;
        };
    }
}
