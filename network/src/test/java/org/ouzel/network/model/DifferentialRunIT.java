package org.ouzel.network.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerUnderTest;

/** Shows that the differential run finds a fault and shrinks it: a server that lacks one command. */
class DifferentialRunIT {
    @Test
    void shouldReportAndShrinkWhatDiffers() {
        try (ServerUnderTest reference = RedisReference.start();
            ServerUnderTest faulty = RedisReference.start("--rename-command", "APPEND", "");
            DifferentialRun run = new DifferentialRun(reference, faulty, 2)) {
            final AssertionError report =
                assertThrows(AssertionError.class, () -> run.run(new StringCommands(), 42, 3000));
            final String text = report.getMessage();
            assertTrue(text.contains("seed=42"), text);
            assertTrue(text.contains("ERR unknown command 'APPEND'"), text);
            assertTrue(text.matches("(?s).*smallest repro:\n    APPEND [^\n]*\n  last commands.*"), text);
        }
    }
}
