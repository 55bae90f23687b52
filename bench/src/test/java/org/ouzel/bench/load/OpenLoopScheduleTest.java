package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OpenLoopScheduleTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldPlanAtAFixedRateFromTheStart() {
        final OpenLoopSchedule schedule = new OpenLoopSchedule(500, 1000, 1);
        assertEquals(500, schedule.plannedNs(0));
        assertEquals(500 + 1_000_000, schedule.plannedNs(1));
        assertEquals(500 + 3600 * SECOND_NS, schedule.plannedNs(3_600_000));
    }

    @Test
    void shouldNotDriftWhenTheIntervalIsNoWholeNumber() {
        final OpenLoopSchedule schedule = new OpenLoopSchedule(0, 3_000_000, 1);
        assertEquals(100 * SECOND_NS, schedule.plannedNs(300_000_000L));
    }

    @Test
    void shouldPlanBatchesAsOneSend() {
        final OpenLoopSchedule schedule = new OpenLoopSchedule(0, 16_000, 16);
        assertEquals(1_000_000, schedule.plannedNs(1));
        assertEquals(1000, schedule.batchesIn(SECOND_NS));
    }

    @Test
    void shouldCountTheSendsThatStartWithinADuration() {
        final OpenLoopSchedule schedule = new OpenLoopSchedule(0, 1000, 1);
        assertEquals(0, schedule.batchesIn(0));
        assertEquals(1, schedule.batchesIn(1));
        assertEquals(1, schedule.batchesIn(1_000_000));
        assertEquals(2, schedule.batchesIn(1_000_001));
    }

    @Test
    void shouldRejectARateThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new OpenLoopSchedule(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new OpenLoopSchedule(0, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new OpenLoopSchedule(0, 10, 0));
    }
}
