package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void shouldKeepOrderAcrossGrowthAndWrapping() {
        final InFlight inFlight = new InFlight(4);
        int added = 0;
        int removed = 0;
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 7; i++) {
                inFlight.add(Operation.SET, added, -added, 10L * added, 20L * added);
                added++;
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(removed, inFlight.key());
                assertEquals(-removed, inFlight.version());
                assertEquals(10L * removed, inFlight.plannedNs());
                assertEquals(20L * removed, inFlight.sentNs());
                assertEquals(Operation.SET, inFlight.operation());
                inFlight.remove();
                removed++;
            }
            assertEquals(added - removed, inFlight.size());
        }
    }
}
