package org.ouzel.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks measure what they say: every request is run and answered, in every threading mode. */
class BenchedEngineTest {
    private static final int KEYS = 100;
    private static final int PIPELINE = 16;
    private static final int OK_BYTES = "+OK\r\n".length();
    private static final int VALUE_REPLY_BYTES = "$64\r\n".length() + 64 + 2;

    @ParameterizedTest
    @ValueSource(strings = {"fused", "spin", "yield", "backoff", "park"})
    void shouldAnswerEveryRequestOfABatch(final String mode) {
        final BenchedEngine engine =
            "fused".equals(mode) ? BenchedEngine.fused() : BenchedEngine.dedicated("wait-strategy", mode);
        try (PipelinedLoad load = new PipelinedLoad(engine, KEYS, PIPELINE)) {
            final long fillBytes = load.set() - (long) PIPELINE * OK_BYTES;
            assertEquals((KEYS + PIPELINE - 1) / PIPELINE * PIPELINE * OK_BYTES, fillBytes);
            assertEquals(fillBytes + (long) PIPELINE * (OK_BYTES + VALUE_REPLY_BYTES), load.get());
        }
    }

    @Test
    void shouldTakeMoreRequestsThanTheRingHasSlots() {
        try (PipelinedLoad load = new PipelinedLoad(BenchedEngine.fused("ring-size", "64"), KEYS, 200)) {
            assertEquals(200L * (OK_BYTES + VALUE_REPLY_BYTES), load.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~* &* +@all", "~other:* ~key:* +@string", "%R~other:* %W~key:* +@string"})
    void shouldRunTheRequestsOfAUserOfLimitedRights(final String rules) {
        final BenchedEngine engine = BenchedEngine.fusedFor(rules);
        try (PipelinedLoad load = new PipelinedLoad(engine, PIPELINE, PIPELINE)) {
            assertEquals(2L * OK_BYTES + 2L * PIPELINE * OK_BYTES, load.set());
        }
    }

    @Test
    void shouldRefuseToMeasureErrors() {
        try (BenchedEngine engine = BenchedEngine.fused(); RequestBytes wrong = RequestBytes.of("SET", 0, 1)) {
            assertThrows(IllegalStateException.class, () -> engine.run(wrong));
        }
    }
}
