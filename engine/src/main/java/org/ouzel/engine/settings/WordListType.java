package org.ouzel.engine.settings;

import java.util.List;

/** Words separated by blanks. */
final class WordListType implements SettingType {
    private final int mostCount;

    WordListType(final int mostCount) {
        this.mostCount = mostCount;
    }

    @Override
    public String label() {
        return "list";
    }

    @Override
    public String range() {
        return "1 to " + mostCount + " words";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final List<String> words = words(text);
        if (words.isEmpty()) {
            throw new SettingException("wrong number of arguments");
        }
        if (words.size() > mostCount) {
            throw new SettingException("argument must be at most " + mostCount + " words");
        }
        return words;
    }

    @Override
    public String format(final Object value) {
        final List<?> words = (List<?>) value;
        final StringBuilder text = new StringBuilder();
        for (final Object word : words) {
            text.append(text.length() == 0 ? "" : " ").append(word);
        }
        return text.toString();
    }

    @Override
    public boolean isWordList() {
        return true;
    }

    /** The words of a text; none of an empty or blank one. */
    static List<String> words(final String text) {
        final String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
