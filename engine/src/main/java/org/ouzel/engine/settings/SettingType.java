package org.ouzel.engine.settings;

/**
 * How the text of a setting becomes a value, and back.
 *
 * <p>Implementations are immutable and may be used by any thread. Values are immutable too.
 */
public interface SettingType {
    /** What a value is called on the reference page and in {@code --help}, such as {@code integer}. */
    String label();

    /** The values that are accepted, for the reference page; empty when any are. */
    String range();

    /**
     * Reads a value.
     *
     * @param text what was given; never null
     * @param current the value in force, which a partial value is merged into; null while the default is read
     * @return the value, never null
     * @throws SettingException when the text isn't a value of this type, with Redis's reason
     */
    Object parse(String text, Object current) throws SettingException;

    /**
     * Writes a value as CONFIG GET shows it.
     *
     * @param value what {@link #parse} returned
     * @return a text that {@link #parse} reads back to an equal value
     */
    String format(Object value);

    /**
     * The value as a number that hot code reads without a cast.
     *
     * @param value what {@link #parse} returned
     * @return the number, 0 or 1 of a yes/no, the position of a choice; 0 for anything else
     */
    default long number(final Object value) {
        return 0;
    }

    /** Whether the value is made of several blank-separated words, which the command line takes one by one. */
    default boolean isWordList() {
        return false;
    }

    /** Whether giving the setting twice adds up, as Redis's {@code save} does, instead of the last one counting. */
    default boolean isCumulative() {
        return false;
    }
}
