package org.ouzel.bench.compare;

import java.io.IOException;

/** A scenario whose measurements each start servers of their own. */
interface FreshServerScenario extends Scenario {
    /** Starts a server once, so that neither builds, nor reads its program from disk, when it counts. */
    @Override
    default void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        contender.startAnother().close();
    }

    @Override
    default boolean isOnRunningServer() {
        return false;
    }
}
