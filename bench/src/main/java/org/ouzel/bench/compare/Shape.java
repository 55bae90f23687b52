package org.ouzel.bench.compare;

import org.ouzel.bench.load.Operation;

/**
 * What redis-benchmark and the open-loop generator are asked to send.
 *
 * @param operation the command
 * @param pipeline requests in one write
 * @param keyCount keys picked at random; 1 is redis-benchmark's single key
 * @param valueBytes length of the values
 * @param clientCount connections
 */
record Shape(Operation operation, int pipeline, int keyCount, int valueBytes, int clientCount) {
    private static final int MILLION = 1_000_000;
    private static final int UNPIPELINED_REQUESTS = 300_000;
    private static final int PIPELINED_REQUESTS = 3_000_000;
    private static final int UNPIPELINED_RATE = 20_000;
    private static final int PIPELINED_RATE = 100_000;

    boolean hasSingleKey() {
        return keyCount == 1;
    }

    /** Returns the number of requests that keeps a server busy for a few seconds. */
    int requestCount() {
        final int count = pipeline == 1 ? UNPIPELINED_REQUESTS : PIPELINED_REQUESTS;
        return operation == Operation.MSET ? count / 4 : count;
    }

    /** Returns requests per second that leave either server some room. */
    double ratePerSecond() {
        final int rate = pipeline == 1 ? UNPIPELINED_RATE : PIPELINED_RATE;
        return operation == Operation.MSET ? rate / 4.0 : rate;
    }

    /** Returns the name that {@code --mix} takes: {@code p16-set-1m-64b-50c}. */
    String name() {
        return "p" + pipeline + "-" + operation.word() + "-" + keys("one", "m") + "-" + valueBytes + "b-" + clientCount
            + "c";
    }

    /** Returns the shape in words. */
    String summary() {
        return "P=" + pipeline + " " + operation + ", " + (hasSingleKey() ? "one key" : keys("", " M") + " random keys")
            + ", " + valueBytes + " B, " + clientCount + " clients";
    }

    private String keys(final String single, final String million) {
        return hasSingleKey() ? single
            : keyCount < MILLION ? Integer.toString(keyCount) : keyCount / MILLION + million;
    }
}
