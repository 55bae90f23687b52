package org.ouzel.bench.compare;

/**
 * What the command line says about all mixes.
 *
 * @param rounds measurements of each server
 * @param scale factor on the number of requests and of keys loaded by a scenario
 * @param warmUpScale requests of the warm-up by those of a measurement
 * @param rate requests per second of the open-loop part; 0 takes the mix's own
 * @param latencyMs recorded time of the open-loop part, milliseconds; 0 leaves it out
 * @param core core that load generators are pinned to, or -1
 * @param connectionCount idle connections
 * @param settleMs time that a server is given before its memory is read, milliseconds
 */
public record CompareOptions(
    int rounds, double scale, double warmUpScale, double rate, long latencyMs, int core, int connectionCount,
    long settleMs) {
    int scaled(final int count) {
        return (int) Math.max(1000, Math.round(count * scale));
    }
}
