package org.ouzel.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.bench.load.Operation;

class BenchmarkCsvTest {
    private static final String NAMES = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
        + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

    @Test
    void shouldReadFiguresByNameAndTurnThemIntoMicroseconds() {
        final String output = "WARNING: Could not fetch server CONFIG\n" + NAMES
            + "\"MSET (10 keys)\",\"101234.50\",\"0.251\",\"0.088\",\"0.250\",\"0.375\",\"0.500\",\"1.125\"\n";
        assertEquals(
            new BenchmarkCsv("MSET (10 keys)", 101234.5, 250, 375, 500, 1125), BenchmarkCsv.parse(output));
    }

    @Test
    void shouldHaveNoRateOfARunThatTookNoTime() {
        final BenchmarkCsv run = BenchmarkCsv.parse(NAMES
            + "\"SET\",\"inf\",\"0.251\",\"0.088\",\"0.250\",\"0.375\",\"0.500\",\"1.125\"\n");
        assertEquals(Double.NaN, run.throughput());
        assertEquals(250, run.p50Us());
    }

    @Test
    void shouldRejectOutputWithoutFigures() {
        assertThrows(IllegalArgumentException.class, () -> BenchmarkCsv.parse(NAMES));
        assertThrows(IllegalArgumentException.class, () -> BenchmarkCsv.parse("\"test\",\"rps\"\n\"SET\",\"1\"\n"));
        assertThrows(IllegalArgumentException.class, () -> BenchmarkCsv.parse(""));
    }

    @Test
    void shouldAskForRandomKeysOnlyWhenThereAreSeveral() {
        assertEquals(
            List.of("redis-benchmark", "-h", "127.0.0.1", "-p", "7000", "--csv", "-n", "100", "-c", "50", "-P", "1",
                "-t", "set", "-d", "3"),
            RedisBenchmark.test(new Shape(Operation.SET, 1, 1, 3, 50), 100, 7000, -1));
        assertEquals(
            List.of("taskset", "-c", "1", "redis-benchmark", "-h", "127.0.0.1", "-p", "7000", "--csv",
                "-n", "100", "-c", "500", "-P", "16", "-t", "get", "-d", "64", "-r", "1000000"),
            RedisBenchmark.test(new Shape(Operation.GET, 16, 1_000_000, 64, 500), 100, 7000, 1));
    }

    @Test
    void shouldSendAnyCommandWithNumbersBelowARange() {
        assertEquals(
            List.of("redis-benchmark", "-h", "127.0.0.1", "-p", "7000", "--csv", "-n", "100", "-c", "50", "-P", "16",
                "-r", "1000", "SADD", "set:__rand_int__", "x"),
            RedisBenchmark.command(List.of("SADD", "set:__rand_int__", "x"), 1000, 100, 7000, -1));
    }
}
