package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code redis-benchmark --csv}, by the names of its first line; times are turned into microseconds.
 *
 * @param test what redis-benchmark calls the test
 * @param throughput requests per second; not a number if the run was shorter than the millisecond that it is timed in
 * @param p50Us median
 * @param p95Us 95 %
 * @param p99Us 99 %
 * @param maximumUs slowest request
 */
record BenchmarkCsv(
    String test, double throughput, double p50Us, double p95Us, double p99Us, double maximumUs) {
    private static final double US_PER_MS = 1e3;

    /** Takes the output of one test apart: a line of names, then a line of figures. */
    static BenchmarkCsv parse(final String output) {
        List<String> names = null;
        for (final String line : output.split("\r?\n")) {
            if (!line.startsWith("\"")) {
                continue; // a warning
            }
            final List<String> fields = fields(line);
            if (fields.contains("rps")) {
                names = fields;
            } else if (names != null && fields.size() == names.size()) {
                return of(names, fields);
            }
        }
        throw new IllegalArgumentException("no line of figures in the output of redis-benchmark: " + output.trim());
    }

    private static BenchmarkCsv of(final List<String> names, final List<String> fields) {
        return new BenchmarkCsv(
            fields.get(index(names, "test")),
            rate(fields.get(index(names, "rps"))),
            US_PER_MS * Double.parseDouble(fields.get(index(names, "p50_latency_ms"))),
            US_PER_MS * Double.parseDouble(fields.get(index(names, "p95_latency_ms"))),
            US_PER_MS * Double.parseDouble(fields.get(index(names, "p99_latency_ms"))),
            US_PER_MS * Double.parseDouble(fields.get(index(names, "max_latency_ms"))));
    }

    private static double rate(final String field) {
        return "inf".equals(field) ? Double.NaN : Double.parseDouble(field);
    }

    private static int index(final List<String> names, final String name) {
        final int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("redis-benchmark shows no " + name + ": names=" + names);
        }
        return index;
    }

    private static List<String> fields(final String line) {
        final List<String> fields = new ArrayList<>();
        for (final String field : line.split("\",\"")) {
            fields.add(field.replace("\"", ""));
        }
        return fields;
    }
}
