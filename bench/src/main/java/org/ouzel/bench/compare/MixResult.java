package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the comparison of one mix gave.
 *
 * @param name the mix's name
 * @param summary the mix in words
 * @param figures medians and ratios
 * @param rounds the measurements themselves
 * @param failure why the mix was given up, or empty
 */
public record MixResult(String name, String summary, List<Figure> figures, List<Round> rounds, String failure) {
    /** Summarises the rounds of a mix. */
    public static MixResult of(final Mix mix, final List<Round> rounds, final String failure) {
        final List<Figure> figures = new ArrayList<>();
        for (final Metric metric : Metric.values()) {
            figures.add(Figure.of(metric, rounds, mix.holds()));
        }
        figures.removeIf(Objects::isNull);
        return new MixResult(mix.name(), mix.summary(), figures, List.copyOf(rounds), failure);
    }

    /** Tells whether everything was measured, and as it should be: no notes, no failure. */
    public boolean isClean() {
        return failure.isEmpty() && rounds.stream().allMatch(
            round -> round.baseline().notes().isEmpty() && round.candidate().notes().isEmpty());
    }
}
