package org.ouzel.engine.access;

/**
 * What the users of a namespace may take together; 0 for no limit.
 *
 * @param memoryBytes         bytes of keys, values and their index
 * @param keyCount            keys of all databases
 * @param connectionCount     connections at once
 * @param operationsPerSecond requests, on average over a second
 * @param bytesPerSecond      bytes of requests, on average over a second
 */
public record Quota(long memoryBytes, long keyCount, long connectionCount, long operationsPerSecond,
                    long bytesPerSecond) {
    /** No limits. */
    public static final Quota NONE = new Quota(0, 0, 0, 0, 0);
}
