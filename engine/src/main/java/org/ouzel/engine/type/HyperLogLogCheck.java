package org.ouzel.engine.type;

import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** Checks the HyperLogLog code with itself: registers keep their values, sparse and dense agree, estimates are near. */
public final class HyperLogLogCheck {
    private static final int ELEMENT_COUNT = 2_000;
    private static final int CHECK_INTERVAL = 500;
    /** Five times the standard error of 1.04 / sqrt(16,384). */
    private static final double MAX_ERROR = 5 * 0.008125;
    private static final int SMALL_COUNT = 10;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private HyperLogLogCheck() {
    }

    /**
     * Runs the check, which takes some milliseconds.
     *
     * @param seed chooses the elements
     * @return null, or what is wrong
     */
    public static String run(final long seed) {
        final long element = NativeMemory.allocate(Long.BYTES);
        try (NativeBuffer dense = new NativeBuffer(HyperLogLog.DENSE_BYTES, HyperLogLog.DENSE_BYTES);
            NativeBuffer sparse = new NativeBuffer(HyperLogLog.DENSE_BYTES, HyperLogLog.DENSE_BYTES)) {
            final HyperLogLogEditor denseEditor = new HyperLogLogEditor(dense, 0);
            final HyperLogLogEditor sparseEditor = new HyperLogLogEditor(sparse, Integer.MAX_VALUE);
            denseEditor.create();
            denseEditor.makeDense();
            sparseEditor.create();
            for (int i = 1; i <= ELEMENT_COUNT; i++) {
                NativeMemory.putLong(element, seed + i * STEP);
                denseEditor.add(element, Long.BYTES);
                sparseEditor.add(element, Long.BYTES);
                if (i % CHECK_INTERVAL == 0 || i == SMALL_COUNT) {
                    final String failure = compare(dense, sparse, i);
                    if (failure != null) {
                        return failure;
                    }
                }
            }
            return null;
        } finally {
            NativeMemory.free(element, Long.BYTES);
        }
    }

    private static String compare(final NativeBuffer dense, final NativeBuffer sparse, final int expected) {
        final long denseCount = HyperLogLog.count(dense.address(), dense.length());
        final long sparseCount = HyperLogLog.count(sparse.address(), sparse.length());
        if (denseCount != sparseCount) {
            return "TESTFAILED dense and sparse differ: dense=" + denseCount + " sparse=" + sparseCount;
        }
        final double allowed = expected == SMALL_COUNT ? 1 : expected * MAX_ERROR;
        return Math.abs(denseCount - expected) <= allowed ? null
            : "TESTFAILED estimate is too far off: expected=" + expected + " found=" + denseCount;
    }
}
