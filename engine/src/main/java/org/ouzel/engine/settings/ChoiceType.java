package org.ouzel.engine.settings;

import java.util.List;
import java.util.Locale;

/** One word out of a list, in any case; its number is its position in the list. */
final class ChoiceType implements SettingType {
    private final List<String> words;

    ChoiceType(final String... words) {
        this.words = List.of(words);
    }

    @Override
    public String label() {
        return "choice";
    }

    @Override
    public String range() {
        return String.join(", ", words);
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final String word = text.toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw new SettingException("argument(s) must be one of the following: " + range());
        }
        return word;
    }

    @Override
    public String format(final Object value) {
        return (String) value;
    }

    @Override
    public long number(final Object value) {
        return words.indexOf(value);
    }
}
