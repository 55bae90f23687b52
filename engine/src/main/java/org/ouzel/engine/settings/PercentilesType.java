package org.ouzel.engine.settings;

import java.util.List;

/** Percentiles separated by blanks, {@code 50 99 99.9}; empty for none. The value is a {@code double[]}. */
final class PercentilesType implements SettingType {
    private static final double MOST = 100.0;

    @Override
    public String label() {
        return "percentiles";
    }

    @Override
    public String range() {
        return "each 0 to 100";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final List<String> words = WordListType.words(text);
        final double[] percentiles = new double[words.size()];
        for (int i = 0; i < percentiles.length; i++) {
            percentiles[i] = percentile(words.get(i));
        }
        return percentiles;
    }

    @Override
    public String format(final Object value) {
        final StringBuilder text = new StringBuilder();
        for (final double percentile : (double[]) value) {
            final String digits = Double.toString(percentile);
            text.append(text.length() == 0 ? "" : " ")
                .append(digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits);
        }
        return text.toString();
    }

    @Override
    public boolean isWordList() {
        return true;
    }

    private static double percentile(final String word) throws SettingException {
        final double percentile;
        try {
            percentile = Double.parseDouble(word);
        } catch (final NumberFormatException e) {
            throw new SettingException("Invalid latency-tracking-info-percentiles parameters");
        }
        if (!(percentile >= 0.0 && percentile <= MOST)) {
            throw new SettingException(
                "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
        }
        return percentile;
    }
}
