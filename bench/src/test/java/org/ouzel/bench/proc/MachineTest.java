package org.ouzel.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void shouldFindAValueByItsWholeName() {
        assertEquals("Some CPU @ 2 GHz", Machine.valueOf("model name", "model\t: 7\nmodel name\t: Some CPU @ 2 GHz\n"));
        assertEquals("", Machine.valueOf("model name", "model\t: 7\n"));
    }

    @Test
    void shouldLeaveIdleDiskAndGuestTimeOut() {
        assertEquals(
            (100 + 20 + 3 + 6 + 7 + 8) * ProcessStat.TICK_NS,
            MachineCpu.parse("cpu  100 20 3 400000 50000 6 7 8 9000 1000\ncpu0 1 1 1 1\n").busyNs());
    }

    @Test
    void shouldRejectAnotherFirstLine() {
        assertThrows(IllegalArgumentException.class, () -> MachineCpu.parse("cpu0 1 2 3 4\n"));
    }
}
