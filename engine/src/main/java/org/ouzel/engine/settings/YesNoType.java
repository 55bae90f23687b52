package org.ouzel.engine.settings;

/** {@code yes} or {@code no}, in any case. */
final class YesNoType implements SettingType {
    @Override
    public String label() {
        return "yes/no";
    }

    @Override
    public String range() {
        return "";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        if ("yes".equalsIgnoreCase(text)) {
            return Boolean.TRUE;
        }
        if ("no".equalsIgnoreCase(text)) {
            return Boolean.FALSE;
        }
        throw new SettingException("argument must be 'yes' or 'no'");
    }

    @Override
    public String format(final Object value) {
        return (Boolean) value ? "yes" : "no";
    }

    @Override
    public long number(final Object value) {
        return (Boolean) value ? 1 : 0;
    }
}
