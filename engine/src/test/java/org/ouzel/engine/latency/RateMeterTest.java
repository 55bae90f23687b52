package org.ouzel.engine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private final RateMeter meter = new RateMeter();

    @Test
    void shouldGiveTheMeanOfTheLatestSamples() {
        for (int i = 0; i <= 16; i++) {
            meter.sample(1000 + i * 100L, i * 50L);
        }
        assertEquals(500, meter.perSecond());
        for (int i = 17; i <= 24; i++) {
            meter.sample(1000 + i * 100L, 16 * 50L);
        }
        assertEquals(250, meter.perSecond());
    }

    @Test
    void shouldPassOverSamplesThatComeTooSoonAndCountsThatFall() {
        meter.sample(1000, 0);
        meter.sample(1050, 1_000_000);
        meter.sample(1100, 160);
        assertEquals(100, meter.perSecond());
        meter.sample(1200, 0);
        assertEquals(100, meter.perSecond());
    }

    @Test
    void shouldSurviveAClockThatIsPutBack() {
        meter.sample(5000, 0);
        meter.sample(1000, 100);
        meter.sample(1100, 260);
        assertEquals(100, meter.perSecond());
    }
}
