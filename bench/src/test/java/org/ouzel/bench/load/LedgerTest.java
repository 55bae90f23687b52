package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(3, true);

    @Test
    void shouldCountVersionsFromTheFirstWrite() {
        assertEquals(Ledger.UNKNOWN, ledger.version(1));
        assertEquals(0, ledger.nextVersion(1));
        assertEquals(1, ledger.nextVersion(1));
        assertEquals(1, ledger.version(1));
        assertEquals(Ledger.UNKNOWN, ledger.version(2));
    }

    @Test
    void shouldExpectCountersToGoOnFromTheFirstReply() {
        assertEquals(1, ledger.nextIncrement(0));
        assertEquals(2, ledger.nextIncrement(0));
        assertTrue(ledger.isExpectedCount(0, 1, 101));
        assertFalse(ledger.isExpectedCount(0, 2, 103));
        assertTrue(ledger.isExpectedCount(0, 2, 102));
        assertEquals(102, ledger.expectedCount(0));
    }
}
