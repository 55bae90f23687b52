package org.ouzel.engine.ring;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Where shards meet at a slot: they count themselves as they come, and those who wait see when it is over. */
final class Meeting {
    private static final int SPIN_COUNT = 100;

    private final AtomicInteger arrivalCount = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Begins anew; before the slot is published, which orders these writes, so that none has to be volatile. */
    void begin() {
        arrivalCount.setPlain(0);
        isOver.setPlain(false);
    }

    /** Notes that one of so many shards has come; returns whether it was the last. */
    boolean arrive(final int shardCount) {
        return arrivalCount.incrementAndGet() == shardCount;
    }

    /** Stands still until the meeting is over: first spinning, then leaving the core to others. */
    void await() {
        for (int spins = 0; !isOver.get(); spins++) {
            if (spins < SPIN_COUNT) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Lets the others go on. */
    void end() {
        isOver.set(true);
    }
}
