package org.ouzel.engine.settings;

/** A signed decimal of at most 64 bits, between two inclusive bounds. */
final class IntegerType implements SettingType {
    private final long least;
    private final long most;

    IntegerType(final long least, final long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public String label() {
        return "integer";
    }

    @Override
    public String range() {
        return Bounds.describe(least, most);
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        return Bounds.check(parseDecimal(text), least, most);
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
