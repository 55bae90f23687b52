package org.ouzel.engine.ring;

import java.util.concurrent.atomic.AtomicInteger;

/** Where shards meet at a slot: they count themselves as they come, and those who wait see when it is over. */
final class Meeting {
    private final AtomicInteger arrivalCount = new AtomicInteger();
    private volatile boolean isOver;

    /** Begins anew; before the slot is published. */
    void begin() {
        arrivalCount.setPlain(0);
        isOver = false;
    }

    /** Notes that one of so many shards has come; returns whether it was the last. */
    boolean arrive(final int shardCount) {
        return arrivalCount.incrementAndGet() == shardCount;
    }

    boolean isOver() {
        return isOver;
    }

    /** Lets the others go on. */
    void end() {
        isOver = true;
    }
}
