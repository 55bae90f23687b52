package org.ouzel.engine.settings;

/** 0 for "choose one", or a power of two between two inclusive bounds. */
final class PowerOfTwoType implements SettingType {
    private final long least;
    private final long most;

    PowerOfTwoType(final long least, final long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public String label() {
        return "integer";
    }

    @Override
    public String range() {
        return "0 or a power of two, " + Bounds.describe(least, most);
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final long number = IntegerType.parseDecimal(text);
        if (number != 0 && (Long.bitCount(number) != 1 || number < least || number > most)) {
            throw new SettingException("argument must be 0 or a power of two between " + least + " and " + most);
        }
        return number;
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
