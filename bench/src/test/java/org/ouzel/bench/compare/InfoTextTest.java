package org.ouzel.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InfoTextTest {
    private static final String INFO = "# Server\r\nredis_version:7.0.15\r\nprocess_id:4711\r\n\r\n# Commandstats\r\n"
        + "cmdstat_set:calls=300,usec=600,usec_per_call=2.00,rejected_calls=1,failed_calls=0\r\n"
        + "cmdstat_config|get:calls=4,usec=2,usec_per_call=0.50,rejected_calls=0,failed_calls=0\r\n";

    @Test
    void shouldReadFieldsOfEverySection() {
        assertEquals("4711", InfoText.parse(INFO).get("process_id"));
        assertEquals("7.0.15", InfoText.parse(INFO).get("redis_version"));
        assertEquals(4, InfoText.parse(INFO).size());
    }

    @Test
    void shouldCountCallsOfACommand() {
        assertEquals(300, InfoText.calls(INFO, "set"));
        assertEquals(0, InfoText.calls(INFO, "get"));
    }

    @Test
    void shouldRejectStatsWithoutCalls() {
        assertThrows(IllegalArgumentException.class, () -> InfoText.calls("cmdstat_set:usec=1\r\n", "set"));
    }
}
