package org.ouzel.bench.load;

import java.util.List;

/**
 * What to send, how fast and for how long.
 *
 * @param port port of the server on the loopback interface
 * @param ratePerSecond requests per second over all connections
 * @param warmUpMs time at the start that is sent but not recorded, milliseconds
 * @param measuredMs time that is recorded, milliseconds; 0 is until stopped
 * @param clientCount connections
 * @param pipeline requests in one write
 * @param threadCount sending threads
 * @param keyCount keys that are picked at random; at least one per connection, since no two connections share a key
 * @param valueBytes length of the values
 * @param operations what is sent; one is picked at random for each request, so name one twice to send it twice as often
 * @param seed seed of the picks
 * @param isGentle whether a thread sleeps 50 µs when it has nothing to do, instead of spinning
 * @param core core that the threads are pinned to, or -1
 */
public record LoadPlan(
    int port, double ratePerSecond, long warmUpMs, long measuredMs, int clientCount, int pipeline, int threadCount,
    int keyCount, int valueBytes, List<Operation> operations, long seed, boolean isGentle, int core) {
    /** Checks the numbers, and gives every connection a key of its own. */
    public LoadPlan {
        if (clientCount < 1 || pipeline < 1 || threadCount < 1 || valueBytes < 1 || operations.isEmpty()) {
            throw new IllegalArgumentException("clients=" + clientCount + " pipeline=" + pipeline + " threads="
                + threadCount + " valueBytes=" + valueBytes + " operations=" + operations);
        }
        keyCount = Math.max(keyCount, clientCount);
        operations = List.copyOf(operations);
    }

    /** Returns a probe: one gentle connection that reads keys at a rate until it is stopped. */
    public static LoadPlan probe(final int port, final double ratePerSecond, final int keyCount) {
        return new LoadPlan(
            port, ratePerSecond, 0, 0, 1, 1, 1, keyCount, 1, List.of(Operation.GET), 42, true, -1);
    }
}
