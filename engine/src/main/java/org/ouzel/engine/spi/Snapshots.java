package org.ouzel.engine.spi;

/** Takes snapshots of the dataset. */
public interface Snapshots {
    /** Takes none, for an engine whose data nobody wants to keep. */
    Snapshots NONE = new Snapshots() {
        @Override
        public boolean isDue(final long nowMs) {
            return false;
        }

        @Override
        public void beginDue(final long nowMs) {
            throw new IllegalStateException("no snapshot is ever due");
        }

        @Override
        public String saveNow(final long nowMs) {
            return null;
        }

        @Override
        public String reload(final long nowMs, final boolean isFlushing, final boolean isReplacing) {
            return "there are no snapshots";
        }

        @Override
        public SnapshotFigures figures() {
            return SnapshotFigures.NONE;
        }
    };

    /** Returns whether one should begin, by the save points or since it had been put off; asked by an IO loop. */
    boolean isDue(long nowMs);

    /** Begins one if it still is due; while all shards are held. */
    void beginDue(long nowMs);

    /**
     * Takes one at once, and returns when its file is there; while all shards are held.
     *
     * @return null, or why there is no file
     */
    String saveNow(long nowMs);

    /**
     * Loads what the last one wrote; while all shards are held.
     *
     * @param isFlushing  whether all databases are emptied first
     * @param isReplacing whether what is loaded takes the place of keys that are there; a failure else
     * @return null, or why what was loaded isn't all
     */
    String reload(long nowMs, boolean isFlushing, boolean isReplacing);

    /** Returns what INFO shows; from any thread. */
    SnapshotFigures figures();
}
