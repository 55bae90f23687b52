package org.ouzel.bench.compare;

import java.util.List;
import java.util.Locale;

/** Prints results for a terminal: one block per mix, then what is missed. */
final class ComparisonTable {
    private static final String LINE = "  %-36s %14s %14s %8s  %-15s %-12s %s%n";

    private ComparisonTable() {
    }

    static String heading(final String baseline, final String candidate) {
        return String.format(Locale.ROOT, LINE, "", baseline, candidate, "ratio", "lowest-highest", "hold", "");
    }

    static String toText(final MixResult result) {
        final StringBuilder text = new StringBuilder();
        text.append(result.name()).append(": ").append(result.summary()).append(", ")
            .append(result.rounds().size()).append(result.rounds().size() == 1 ? " round" : " rounds")
            .append(System.lineSeparator());
        for (final Figure figure : result.figures()) {
            text.append(line(figure));
        }
        for (final Round round : result.rounds()) {
            round.baseline().notes().forEach(note -> append(text, "baseline: " + note));
            round.candidate().notes().forEach(note -> append(text, "candidate: " + note));
        }
        if (!result.failure().isEmpty()) {
            append(text, "GIVEN UP: " + result.failure());
        }
        return text.toString();
    }

    private static void append(final StringBuilder text, final String note) {
        text.append("  ! ").append(note).append(System.lineSeparator());
    }

    private static String line(final Figure figure) {
        final boolean hasRatio = !Double.isNaN(figure.ratio());
        return String.format(Locale.ROOT, LINE,
            figure.metric().title(),
            number(figure.baseline(), figure.metric().decimals()),
            number(figure.candidate(), figure.metric().decimals()),
            hasRatio ? number(figure.ratio(), 2) + "×" : "",
            hasRatio ? number(figure.lowestRatio(), 2) + "-" + number(figure.highestRatio(), 2) : "",
            figure.hold() == null ? "" : figure.hold().toText(),
            figure.hold() == null ? "" : figure.isMissed() ? "MISSED" : "met");
    }

    private static String number(final double value, final int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static String summary(final List<MixResult> results) {
        final StringBuilder text = new StringBuilder();
        int met = 0;
        int missed = 0;
        for (final MixResult result : results) {
            for (final Figure figure : result.figures()) {
                if (figure.isMissed()) {
                    missed++;
                    text.append(String.format(Locale.ROOT, "  missed: %s: %s: %s, ratio %s%n", result.name(),
                        figure.metric().title(), figure.hold().toText(), number(figure.ratio(), 2)));
                } else if (figure.hold() != null) {
                    met++;
                }
            }
        }
        return String.format(Locale.ROOT, "figures to hold: %d met, %d missed%n%s", met, missed, text);
    }
}
