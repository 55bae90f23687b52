package org.ouzel.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final double EXACT = 0;

    @Test
    void shouldTakeTheMedianOfTheRatiosNotTheRatioOfTheMedians() {
        final Figure figure = Figure.of(
            Metric.CPU_PER_REQUEST, List.of(round(1, 3), round(2, 2), round(10, 5)), List.of());
        assertEquals(2, figure.baseline(), EXACT);
        assertEquals(3, figure.candidate(), EXACT);
        assertEquals(1, figure.ratio(), EXACT);
        assertEquals(0.5, figure.lowestRatio(), EXACT);
        assertEquals(3, figure.highestRatio(), EXACT);
        assertFalse(figure.isMissed());
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddle() {
        assertEquals(2.5, Figure.median(List.of(9.0, 1.0, 2.0, 3.0)), EXACT);
        assertEquals(7, Figure.median(List.of(7.0)), EXACT);
        assertTrue(Double.isNaN(Figure.median(List.of())));
    }

    @Test
    void shouldMarkAMissedHold() {
        final List<Round> rounds = List.of(round(1, 0.7));
        assertTrue(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 0.65))).isMissed());
        assertFalse(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 0.7))).isMissed());
        assertTrue(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(Hold.ratioAtLeast(Metric.CPU_PER_REQUEST, 1.5))).isMissed());
    }

    @Test
    void shouldMissARatioThatDoesNotExist() {
        final List<Round> rounds = List.of(round(0, 1));
        assertTrue(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 1))).isMissed());
        assertTrue(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(new Hold(Metric.CPU_PER_REQUEST, Hold.Kind.NOT_ABOVE_BASELINE, 0))).isMissed());
        assertFalse(Figure.of(Metric.CPU_PER_REQUEST, rounds,
            List.of(new Hold(Metric.CPU_PER_REQUEST, Hold.Kind.CANDIDATE_AT_MOST, 1))).isMissed());
    }

    @Test
    void shouldLeaveOutWhatARoundLacks() {
        assertNull(Figure.of(Metric.P99, List.of(round(1, 1)), List.of()));
        assertNull(Figure.of(Metric.P99, List.of(), List.of()));
    }

    private static Round round(final double baseline, final double candidate) {
        return new Round(
            new Sample(Map.of(Metric.CPU_PER_REQUEST, baseline), List.of()),
            new Sample(Map.of(Metric.CPU_PER_REQUEST, candidate), List.of()));
    }
}
