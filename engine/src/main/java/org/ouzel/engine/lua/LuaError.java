package org.ouzel.engine.lua;

/** What {@code error} throws: any value. Without a Java stack trace, since scripts may throw often. */
public final class LuaError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The value thrown, for {@code pcall} to return. */
    private final transient Object value;
    private String source;
    private int line;
    private boolean isFatal;

    public LuaError(final Object value) {
        super(null, null, false, false);
        this.value = value;
    }

    public LuaError(final String message) {
        this(LuaString.of(message));
    }

    /** Returns an error that no {@code pcall} catches: the script ends. */
    public static LuaError fatal(final String message) {
        final LuaError error = new LuaError(message);
        error.isFatal = true;
        return error;
    }

    public Object value() {
        return value;
    }

    public boolean isFatal() {
        return isFatal;
    }

    /** Notes where it was thrown, unless that is known. */
    void locate(final String newSource, final int newLine) {
        if (source == null) {
            source = newSource;
            line = newLine;
        }
    }

    /** Returns the name of the chunk whose code threw it, or null if none did. */
    public String source() {
        return source;
    }

    public int line() {
        return line;
    }

    @Override
    public String getMessage() {
        return String.valueOf(value);
    }
}
