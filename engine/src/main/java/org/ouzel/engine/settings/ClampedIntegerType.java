package org.ouzel.engine.settings;

/** A decimal without sign that is taken for the nearest bound where it lies outside, as Redis takes {@code hz}. */
final class ClampedIntegerType implements SettingType {
    private final long least;
    private final long most;

    ClampedIntegerType(final long least, final long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public String label() {
        return "integer";
    }

    @Override
    public String range() {
        return Bounds.describe(least, most) + ", clamped";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final long number = Bounds.check(IntegerType.parseDecimal(text), 0, Integer.MAX_VALUE);
        return Math.max(least, Math.min(most, number));
    }

    @Override
    public String format(final Object value) {
        return value.toString();
    }

    @Override
    public long number(final Object value) {
        return (Long) value;
    }
}
