package org.ouzel.engine.settings;

import java.util.concurrent.TimeUnit;

/**
 * A whole number of one unit of time. Beside the bare number, which is all that Redis takes, a number with a unit
 * ({@code us ms s m h d}) is accepted if it comes out even: {@code 30s}, {@code 5m}.
 */
final class DurationType implements SettingType {
    private static final String[] SUFFIXES = {"us", "ms", "s", "m", "h", "d"};
    private static final TimeUnit[] SUFFIX_UNITS = {
        TimeUnit.MICROSECONDS, TimeUnit.MILLISECONDS, TimeUnit.SECONDS, TimeUnit.MINUTES, TimeUnit.HOURS, TimeUnit.DAYS
    };

    private final TimeUnit unit;
    private final long least;
    private final long most;

    DurationType(final TimeUnit unit, final long least, final long most) {
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    @Override
    public String label() {
        return switch (unit) {
            case MICROSECONDS -> "microseconds";
            case MILLISECONDS -> "milliseconds";
            case SECONDS -> "seconds";
            default -> throw new IllegalStateException("unit=" + unit);
        };
    }

    @Override
    public String range() {
        return Bounds.describe(least, most);
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        int digits = 0;
        while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
            digits++;
        }
        for (int i = 0; digits > 0 && i < SUFFIXES.length; i++) {
            if (SUFFIXES[i].equalsIgnoreCase(text.substring(digits))) {
                return Bounds.check(convert(text.substring(0, digits), SUFFIX_UNITS[i]), least, most);
            }
        }
        return Bounds.check(IntegerType.parseDecimal(text), least, most);
    }

    @Override
    public String format(final Object value) {
        return value.toString();
    }

    @Override
    public long number(final Object value) {
        return (Long) value;
    }

    private long convert(final String digits, final TimeUnit from) throws SettingException {
        final long count = IntegerType.parseDecimal(digits);
        final long converted = unit.convert(count, from);
        if (from.convert(converted, unit) != count) {
            throw new SettingException("argument must be a whole number of " + label());
        }
        return converted;
    }
}
