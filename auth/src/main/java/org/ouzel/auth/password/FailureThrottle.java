package org.ouzel.auth.password;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows those who guess: from the tenth wrong password of an address within a minute on, each further attempt of that
 * address waits, twice as long as the one before, up to half a second; attempts on several connections wait for each
 * other, up to ten seconds. A right password changes nothing, since a guesser may have one. Callable from any thread.
 */
public final class FailureThrottle {
    private static final int FREE_FAILURE_COUNT = 10;
    private static final int MAX_DOUBLING_COUNT = 9;
    private static final long MAX_DELAY_MS = 10_000;
    private static final long FORGET_MS = 60_000;
    private static final int MAX_ADDRESS_COUNT = 10_000;

    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Failures> eldest) {
            return size() > MAX_ADDRESS_COUNT;
        }
    };

    /** What is known of an address. */
    private static final class Failures {
        private int count;
        private long lastMs;
        private long nextMs;
    }

    /** Returns how long an attempt of an address has to wait, at a time in Unix milliseconds. */
    public synchronized long delayMs(final String address, final long nowMs) {
        final Failures failures = byAddress.get(address);
        if (failures == null || nowMs - failures.lastMs > FORGET_MS || failures.count < FREE_FAILURE_COUNT) {
            return 0;
        }
        final long stepMs = 1L << Math.min(MAX_DOUBLING_COUNT, failures.count - FREE_FAILURE_COUNT);
        failures.nextMs = Math.min(Math.max(failures.nextMs, nowMs) + stepMs, nowMs + MAX_DELAY_MS);
        return failures.nextMs - nowMs;
    }

    /** Notes a wrong password. */
    public synchronized void fail(final String address, final long nowMs) {
        final Failures failures = byAddress.computeIfAbsent(address, ignored -> new Failures());
        failures.count = nowMs - failures.lastMs > FORGET_MS ? 1 : failures.count + 1;
        failures.lastMs = nowMs;
    }
}
