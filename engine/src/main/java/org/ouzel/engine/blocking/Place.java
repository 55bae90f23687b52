package org.ouzel.engine.blocking;

/** A waiter's place in the queue of one key: linked to its neighbours there, and to the waiter's other places. */
final class Place {
    private Place previous;
    private Place next;
    private final Waiter waiter;
    private final WaitingKey key;
    private final Place nextOfWaiter;

    Place(final Waiter waiter, final WaitingKey key, final Place nextOfWaiter) {
        this.waiter = waiter;
        this.key = key;
        this.nextOfWaiter = nextOfWaiter;
    }

    Waiter waiter() {
        return waiter;
    }

    WaitingKey key() {
        return key;
    }

    /** Returns the place behind this one in the queue, or null. */
    Place next() {
        return next;
    }

    void setNext(final Place newNext) {
        next = newNext;
    }

    /** Returns the place before this one in the queue, or null. */
    Place previous() {
        return previous;
    }

    void setPrevious(final Place newPrevious) {
        previous = newPrevious;
    }

    /** Returns the same waiter's place in another queue, or null. */
    Place nextOfWaiter() {
        return nextOfWaiter;
    }
}
