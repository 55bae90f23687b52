package org.ouzel.bench.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one measurement of one server gave.
 *
 * @param values the figures
 * @param notes what a reader must know to believe them: errors, a wrong final state, a missed rate
 */
public record Sample(Map<Metric, Double> values, List<String> notes) {
    /** Copies both. */
    public Sample {
        values = new EnumMap<>(values);
        notes = List.copyOf(notes);
    }
}
