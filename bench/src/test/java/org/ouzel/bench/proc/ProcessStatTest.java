package org.ouzel.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String LINE =
        "4711 (a (b) c) S 17 4711 4711 0 -1 4194560 100 0 0 0 250 150 30 20 20 0 4 0 123 456 789 0 0\n";

    @Test
    void shouldReadTheFieldsAfterTheLastParenthesis() {
        assertEquals(new ProcessStat(4711, "a (b) c", 17, 250, 150, 50), ProcessStat.parse(LINE));
    }

    @Test
    void shouldAddUserAndKernelTime() {
        assertEquals(4_000_000_000L, ProcessStat.parse(LINE).cpuNs());
    }

    @Test
    void shouldRejectALineThatIsCutOff() {
        assertThrows(IllegalArgumentException.class, () -> ProcessStat.parse("4711 (redis) S 17 4711"));
        assertThrows(IllegalArgumentException.class, () -> ProcessStat.parse("4711"));
    }

    @Test
    void shouldReadThisProcess() throws Exception {
        final long pid = ProcessHandle.current().pid();
        final ProcessStat stat = ProcessStat.of(pid);
        assertEquals(pid, stat.pid());
        assertEquals(ProcessHandle.current().parent().orElseThrow().pid(), stat.parentPid());
    }
}
