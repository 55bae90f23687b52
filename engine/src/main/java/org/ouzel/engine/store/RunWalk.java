package org.ouzel.engine.store;

import org.ouzel.protocol.NativeMemory;

/**
 * Shows the runs of elements that a large list had at the beginning of a snapshot, in their order, each as it was then.
 * Of a run that is about to change before its turn a copy is kept until then. One thread at a time.
 */
public final class RunWalk extends CollectionWalk {
    private int next;
    /** Where each run begins: in the list, or, where its length stands as its complement, a copy. */
    private final long[] starts;
    private final int[] lengths;
    private final Runnable onEnd;

    /**
     * @param starts  where the runs begin, from now on the walk's own
     * @param lengths how many bytes each has, from now on the walk's own
     * @param onEnd   called when no run has to be told of any more
     */
    public RunWalk(final SnapshotWalk snapshot, final Collection collection, final MemberSaver saver,
        final long[] starts, final int[] lengths, final Runnable onEnd) {
        super(snapshot, collection, saver);
        this.starts = starts;
        this.lengths = lengths;
        this.onEnd = onEnd;
    }

    /**
     * Is called before the bytes of a run change or are freed. Other runs may be shown then; the walk may even end.
     *
     * @param run its number at the beginning
     */
    public void beforeChange(final int run) {
        final int length = lengths[run];
        if (run < next || length < 0) {
            return;
        }
        final long copy = NativeMemory.allocate(length);
        NativeMemory.copy(starts[run], copy, length);
        starts[run] = copy;
        lengths[run] = ~length;
        saver().hold(length);
        makeRoom();
    }

    @Override
    boolean step() {
        if (next < starts.length) {
            final int run = next++;
            final boolean isCopy = lengths[run] < 0;
            final int length = isCopy ? ~lengths[run] : lengths[run];
            saver().saveRun(starts[run], starts[run] + length);
            if (isCopy) {
                release(run, length);
            }
        }
        return next < starts.length;
    }

    @Override
    void detach() {
        for (; next < starts.length; next++) {
            if (lengths[next] < 0) {
                release(next, ~lengths[next]);
            }
        }
        onEnd.run();
    }

    private void release(final int run, final int length) {
        NativeMemory.free(starts[run], length);
        saver().hold(-length);
    }
}
