package org.ouzel.engine.store;

/** Is told of keys that come, and of those that go away by themselves, while their entries can be read. */
public interface RemovalListener {
    /** Is told and does nothing. */
    RemovalListener NONE = new RemovalListener() {
        @Override
        public void expired(final Database database, final long entry) {
            // Nobody wants to know.
        }

        @Override
        public int elementsDue(final Database database, final long entry, final long nowMs) {
            return 0;
        }
    };

    /** A key has come that wasn't there; told only if {@link Keyspace#noteCreations} asked for it. */
    default void created(final Database database, final long entry) {
        // Hardly anybody wants to know.
    }

    /** A key's time has come; its entry is removed and freed after this call. */
    void expired(Database database, long entry);

    /** A key goes to make room; its entry is removed and freed after this call. */
    default void evicted(final Database database, final long entry) {
        // Only where there is a limit.
    }

    /**
     * Elements of a value are due, and it is the listener's to take them out, a bounded number of them: it may remove
     * the entry, and sets its {@link EntryDescriptor#elementExpiryMs} anew otherwise.
     *
     * @return how many elements were looked at
     */
    int elementsDue(Database database, long entry, long nowMs);
}
