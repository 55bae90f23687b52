package org.ouzel.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryReadingTest {
    @Test
    void shouldFindResidentMemory() {
        assertEquals(12_345L * 1024, MemoryReading.parse("Name:\tx\nVmHWM:\t   99999 kB\nVmRSS:\t   12345 kB\n"));
    }

    @Test
    void shouldRejectAStatusWithoutResidentMemory() {
        assertThrows(IllegalArgumentException.class, () -> MemoryReading.parse("Name:\tkthreadd\n"));
        assertThrows(IllegalArgumentException.class, () -> MemoryReading.parse("VmRSS:\t12 MB\n"));
    }

    @Test
    void shouldReadThisProcess() throws Exception {
        assertTrue(MemoryReading.residentBytes(ProcessHandle.current().pid()) > 1_000_000);
    }
}
