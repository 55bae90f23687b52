package org.ouzel.engine.settings;

/** Any text, or a plain file name. */
final class TextType implements SettingType {
    private final boolean isFileName;

    private TextType(final boolean isFileName) {
        this.isFileName = isFileName;
    }

    static TextType any() {
        return new TextType(false);
    }

    static TextType fileName() {
        return new TextType(true);
    }

    @Override
    public String label() {
        return isFileName ? "file name" : "text";
    }

    @Override
    public String range() {
        return isFileName ? "no path" : "";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final boolean isPath = text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
        if (isFileName && (text.isEmpty() || isPath || text.equals(".") || text.equals(".."))) {
            throw new SettingException("argument must be a file name, not a path");
        }
        if (text.indexOf('\0') >= 0) {
            throw new SettingException("argument must not hold a zero byte");
        }
        return text;
    }

    @Override
    public String format(final Object value) {
        return (String) value;
    }
}
