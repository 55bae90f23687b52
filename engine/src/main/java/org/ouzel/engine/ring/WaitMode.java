package org.ouzel.engine.ring;

/** How a stage's own thread waits for work; see the setting {@code wait-strategy}. */
public enum WaitMode {
    /** Spin, then yield, then park until woken. */
    BACKOFF(100, 50, true),
    /** Spin without end: the lowest latency, a core for each stage. */
    SPIN(Integer.MAX_VALUE, 0, false),
    /** Spin, then yield without end. */
    YIELD(100, Integer.MAX_VALUE, false),
    /** Park at once: the least CPU. */
    PARK(0, 0, true);

    private final int spinCount;
    private final int yieldCount;
    private final boolean isParking;

    WaitMode(final int spinCount, final int yieldCount, final boolean isParking) {
        this.spinCount = spinCount;
        this.yieldCount = yieldCount;
        this.isParking = isParking;
    }

    int spinCount() {
        return spinCount;
    }

    int yieldCount() {
        return yieldCount;
    }

    boolean isParking() {
        return isParking;
    }
}
