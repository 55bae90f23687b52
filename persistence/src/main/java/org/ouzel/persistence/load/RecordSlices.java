package org.ouzel.persistence.load;

import java.io.IOException;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbInput;

/**
 * Reads and puts records in turn, a slice in each slot: where the loop runs the shard itself, a thread that reads ahead
 * would only take its cores away from it, and read everything twice.
 */
final class RecordSlices implements RecordFeed {
    private static final long SLICE_NS = 1_000_000;
    private static final int RECORDS_BETWEEN_LOOKS = 32;

    private boolean isBegun;
    private boolean isSubmitted;
    private boolean isRead;
    private Throwable failure;
    private final RdbInput input;
    private final RdbFileReader reader;

    /** Reads a file through a reader whose records are put at once. */
    RecordSlices(final RdbInput input, final RdbFileReader reader) {
        this.input = input;
        this.reader = reader;
    }

    @Override
    public boolean goOn(final EngineLoop loop) throws IOException {
        if (!isSubmitted && !isRead) {
            isSubmitted = loop.ingress().submitMarker(slot -> slice());
        }
        loop.published();
        loop.doWork();
        RecordFeed.throwIfAny(failure);
        return isRead;
    }

    @Override
    public long offset() {
        return input.offset();
    }

    @Override
    public void close() {
        isRead = true;
    }

    /** What the slot does; one that is come to behind the end leaves everything alone. */
    private void slice() {
        isSubmitted = false;
        if (isRead || failure != null) {
            return;
        }
        try {
            if (!isBegun) {
                isBegun = true;
                reader.begin();
            }
            final long startNs = System.nanoTime();
            do {
                isRead = !reader.readSome(RECORDS_BETWEEN_LOOKS);
            } while (!isRead && System.nanoTime() - startNs < SLICE_NS);
        } catch (final IOException | RuntimeException | Error e) {
            failure = e;
        }
    }
}
