package org.ouzel.engine.lua;

import java.util.function.IntConsumer;

/**
 * Bounds the memory that scripts hold.
 *
 * <p>What is made is charged; when the charges reach the limit, what is still reachable is measured, and only if that
 * is near the limit, too, the script fails. A script that makes much garbage so pays one walk per limit of it.
 */
public final class MemoryMeter {
    /** Measures what is reachable. */
    @FunctionalInterface
    interface Measure {
        long liveBytes();
    }

    private static final String EXHAUSTED = "not enough memory";
    private static final long SLACK_BYTES = 1 << 20;
    private static final int BYTES_PER_STEP = 256;
    private static final int MAX_STEPS = 1 << 20;

    private long chargedBytes;
    private Measure measure = () -> 0;
    private IntConsumer spender = steps -> { };
    private long lastLiveBytes;
    private final long limitBytes;

    /** @param limitBytes what may be held at most */
    public MemoryMeter(final long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void measureBy(final Measure newMeasure) {
        measure = newMeasure;
    }

    /** Names who counts the work of filling and of measuring memory. */
    void spendBy(final IntConsumer newSpender) {
        spender = newSpender;
    }

    /** Notes that bytes are about to be taken; throws {@link LuaError} if that is too much. */
    public void charge(final long bytes) {
        spend(bytes);
        chargedBytes += bytes;
        if (chargedBytes > limitBytes || bytes < 0) {
            remeasure(bytes, 0);
        }
    }

    /** Does as {@link #charge} for what grows to {@code heldBytes}, and can't be reached from anything yet. */
    void chargeHeld(final long bytes, final long heldBytes) {
        spend(bytes);
        chargedBytes += bytes;
        if (chargedBytes > limitBytes) {
            remeasure(bytes, heldBytes - bytes);
        }
    }

    /** Returns what may be held at most. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns what is charged: at least what is reachable. */
    public long chargedBytes() {
        return chargedBytes;
    }

    /** Measures what is reachable if by far more has been charged since the last time: between two scripts. */
    void settle() {
        if (chargedBytes > 2 * lastLiveBytes + SLACK_BYTES) {
            lastLiveBytes = measure.liveBytes();
            chargedBytes = lastLiveBytes;
        }
    }

    private void spend(final long bytes) {
        if (bytes >= BYTES_PER_STEP) {
            spender.accept((int) Math.min(MAX_STEPS, bytes / BYTES_PER_STEP));
        }
    }

    private void remeasure(final long bytes, final long heldBytes) {
        if (bytes < 0 || bytes > limitBytes) {
            chargedBytes -= bytes;
            throw new LuaError(EXHAUSTED);
        }
        final long liveBytes = measure.liveBytes() + heldBytes;
        lastLiveBytes = liveBytes;
        chargedBytes = liveBytes;
        spend(liveBytes);
        if (liveBytes + bytes > limitBytes - limitBytes / 8) {
            throw new LuaError(EXHAUSTED);
        }
        chargedBytes += bytes;
    }
}
