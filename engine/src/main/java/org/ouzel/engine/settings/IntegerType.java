package org.ouzel.engine.settings;

/** A signed decimal of at most 64 bits, between two inclusive bounds. */
final class IntegerType implements SettingType {
    private final long least;
    private final long most;
    private final boolean isClamped;

    IntegerType(final long least, final long most) {
        this(least, most, false);
    }

    private IntegerType(final long least, final long most, final boolean isClamped) {
        this.least = least;
        this.most = most;
        this.isClamped = isClamped;
    }

    /** Returns a type without sign whose values outside the bounds are taken for the nearest, as Redis takes hz. */
    static IntegerType clamped(final long least, final long most) {
        return new IntegerType(least, most, true);
    }

    @Override
    public String label() {
        return "integer";
    }

    @Override
    public String range() {
        return Bounds.describe(least, most) + (isClamped ? ", clamped" : "");
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final long number = parseDecimal(text);
        return isClamped ? Math.max(least, Math.min(most, Bounds.check(number, 0, Integer.MAX_VALUE)))
            : Bounds.check(number, least, most);
    }

    @Override
    public String format(final Object value) {
        return value.toString();
    }

    @Override
    public long number(final Object value) {
        return (Long) value;
    }

    /** Reads a decimal as strictly as Redis does: no sign but {@code -}, no blanks, no leading zeros. */
    static long parseDecimal(final String text) throws SettingException {
        try {
            final long number = Long.parseLong(text);
            if (Long.toString(number).equals(text)) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // Falls through to the one error text for everything that isn't a number.
        }
        throw new SettingException("argument couldn't be parsed into an integer");
    }
}
