package org.ouzel.engine.type;

/**
 * The cardinality that a HyperLogLog's registers stand for.
 *
 * <p>Source: Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, the improved raw
 * estimator, which Redis uses too. Pure functions.
 */
final class CardinalityEstimate {
    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.721347520444481703680;

    private CardinalityEstimate() {
    }

    /**
     * Returns the estimate.
     *
     * @param histogram for each value the number of registers that have it
     */
    static long of(final int[] histogram) {
        final double registerCount = HyperLogLog.REGISTER_COUNT;
        double z = registerCount * tau((registerCount - histogram[HyperLogLog.HASH_BITS + 1]) / registerCount);
        for (int value = HyperLogLog.HASH_BITS; value >= 1; value--) {
            z = (z + histogram[value]) * 0.5;
        }
        z += registerCount * sigma(histogram[0] / registerCount);
        return Math.round(ALPHA * registerCount * registerCount / z);
    }

    private static double sigma(final double ratio) {
        if (ratio == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = ratio;
        double y = 1;
        double z = ratio;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (before != z);
        return z;
    }

    private static double tau(final double ratio) {
        if (ratio == 0 || ratio == 1) {
            return 0;
        }
        double x = ratio;
        double y = 1;
        double z = 1 - ratio;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (before != z);
        return z / 3;
    }
}
