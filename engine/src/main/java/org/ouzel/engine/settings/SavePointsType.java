package org.ouzel.engine.settings;

import java.util.ArrayList;
import java.util.List;

/** Pairs of seconds and changes, {@code 3600 1 300 100}; empty for no snapshots. */
final class SavePointsType implements SettingType {
    @Override
    public String label() {
        return "save points";
    }

    @Override
    public String range() {
        return "pairs of seconds (1 or more) and changes (0 or more), or empty";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final List<String> words = WordListType.words(text);
        if (words.size() % 2 != 0) {
            throw invalid();
        }
        final List<SavePoint> points = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            points.add(new SavePoint(number(words.get(i), 1), number(words.get(i + 1), 0)));
        }
        return List.copyOf(points);
    }

    @Override
    public String format(final Object value) {
        final StringBuilder text = new StringBuilder();
        for (final Object each : (List<?>) value) {
            final SavePoint point = (SavePoint) each;
            text.append(text.length() == 0 ? "" : " ").append(point.seconds()).append(' ').append(point.changeCount());
        }
        return text.toString();
    }

    @Override
    public boolean isWordList() {
        return true;
    }

    @Override
    public boolean isCumulative() {
        return true;
    }

    private static long number(final String word, final long least) throws SettingException {
        final long number;
        try {
            number = Integer.parseInt(word);
        } catch (final NumberFormatException e) {
            throw invalid();
        }
        if (number < least) {
            throw invalid();
        }
        return number;
    }

    private static SettingException invalid() {
        return new SettingException("Invalid save parameters");
    }
}
