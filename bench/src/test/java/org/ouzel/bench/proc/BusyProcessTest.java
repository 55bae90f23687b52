package org.ouzel.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusyProcessTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldReportTheBusiestFirstAndLeaveOwnAndQuietOnesOut() {
        final Map<Long, ProcessStat> before = Map.of(
            1L, stat(1, "quiet", 100), 2L, stat(2, "busy", 100), 3L, stat(3, "own", 0));
        final Map<Long, ProcessStat> after = Map.of(
            1L, stat(1, "quiet", 104), 2L, stat(2, "busy", 150), 3L, stat(3, "own", 100), 4L, stat(4, "new", 90));
        assertEquals(
            List.of(new BusyProcess(4, "new", 90.0), new BusyProcess(2, "busy", 50.0)),
            BusyProcess.between(before, after, SECOND_NS, 5, Set.of(3L)));
    }

    private static ProcessStat stat(final long pid, final String command, final long ticks) {
        return new ProcessStat(pid, command, 0, ticks, 0, 0);
    }
}
