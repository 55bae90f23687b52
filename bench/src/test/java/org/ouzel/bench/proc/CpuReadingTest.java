package org.ouzel.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CpuReadingTest {
    @Test
    void shouldTakeTheFinerClockWhenBothAgree() {
        final CpuReading before = new CpuReading(1_000_000_123L, 1_000_000_000L);
        final CpuReading after = new CpuReading(1_512_345_678L, 1_500_000_000L);
        assertEquals(512_345_555L, after.nsSince(before));
    }

    @Test
    void shouldTakeTheCoarserClockWhenAThreadHasEnded() {
        final CpuReading before = new CpuReading(1_000_000_000L, 1_000_000_000L);
        final CpuReading after = new CpuReading(900_000_000L, 1_500_000_000L);
        assertEquals(500_000_000L, after.nsSince(before));
    }

    @Test
    void shouldTakeTheCoarserClockWhenTheKernelHasNoFinerOne() {
        assertEquals(500_000_000L, new CpuReading(0, 700_000_000L).nsSince(new CpuReading(0, 200_000_000L)));
    }

    @Test
    void shouldReadTheFirstFieldOfSchedstat() {
        assertEquals(16_818_863L, CpuReading.parseSchedstat("16818863 7853244 55\n"));
    }

    @Test
    void shouldGrowWithTheWorkOfThisProcess() throws Exception {
        final long pid = ProcessHandle.current().pid();
        final CpuReading before = CpuReading.of(pid);
        long mixed = 1;
        while (ProcessStat.of(pid).cpuNs() - before.tickNs() < 5 * ProcessStat.TICK_NS) {
            mixed = mixed * 31 + System.nanoTime();
        }
        assertTrue(CpuReading.of(pid).nsSince(before) > 0, () -> "no time seen");
        assertTrue(mixed != 0);
    }
}
