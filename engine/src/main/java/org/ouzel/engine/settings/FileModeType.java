package org.ouzel.engine.settings;

/** The permissions of a file, as octal digits; 0 leaves them to the system. */
final class FileModeType implements SettingType {
    private static final int OCTAL = 8;
    private static final int MOST = 0777;

    @Override
    public String label() {
        return "file mode";
    }

    @Override
    public String range() {
        return "octal, 0 to 777";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        try {
            return Bounds.check(Long.parseLong(text, OCTAL), 0, MOST);
        } catch (final NumberFormatException e) {
            throw new SettingException("argument couldn't be parsed as an octal number");
        }
    }

    @Override
    public String format(final Object value) {
        return Long.toOctalString((Long) value);
    }

    @Override
    public long number(final Object value) {
        return (Long) value;
    }
}
