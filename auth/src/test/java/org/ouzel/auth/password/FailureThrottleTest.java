package org.ouzel.auth.password;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailureThrottleTest {
    private static final long NOW_MS = 1_700_000_000_000L;

    private final FailureThrottle throttle = new FailureThrottle();

    private void fail(final String address, final int count) {
        for (int i = 0; i < count; i++) {
            throttle.fail(address, NOW_MS);
        }
    }

    @Test
    void shouldLetAFewMistakesPass() {
        fail("a", 9);
        assertEquals(0, throttle.delayMs("a", NOW_MS));
        fail("a", 1);
        assertEquals(1, throttle.delayMs("a", NOW_MS));
        assertEquals(0, throttle.delayMs("b", NOW_MS));
    }

    @Test
    void shouldDoubleTheWaitUpToALimit() {
        fail("a", 13);
        assertEquals(8, throttle.delayMs("a", NOW_MS));
        fail("a", 100);
        assertEquals(512, throttle.delayMs("a", NOW_MS + 8));
    }

    @Test
    void shouldLineUpAttemptsOnSeveralConnections() {
        fail("a", 12);
        assertEquals(4, throttle.delayMs("a", NOW_MS));
        assertEquals(8, throttle.delayMs("a", NOW_MS));
        assertEquals(11, throttle.delayMs("a", NOW_MS + 1));
        fail("a", 100);
        for (int i = 0; i < 50; i++) {
            throttle.delayMs("a", NOW_MS);
        }
        assertEquals(10_000, throttle.delayMs("a", NOW_MS));
    }

    @Test
    void shouldForgetAfterAMinute() {
        fail("a", 20);
        assertEquals(0, throttle.delayMs("a", NOW_MS + 60_001));
        throttle.fail("a", NOW_MS + 60_001);
        assertEquals(0, throttle.delayMs("a", NOW_MS + 60_001));
    }
}
