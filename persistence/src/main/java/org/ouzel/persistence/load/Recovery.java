package org.ouzel.persistence.load;

import java.io.IOException;
import org.ouzel.engine.ring.EngineLoop;

/**
 * Brings the dataset back at the start: {@link #begin} once, {@link #step} until it returns false, {@link #close}.
 * Clients that come meanwhile are told to wait.
 */
public interface Recovery extends AutoCloseable {
    /**
     * Finds out what there is to load; clients are told to wait from now on. Before the engine starts.
     *
     * @throws IOException when it can't be found out; the message is for the operator
     */
    void begin() throws IOException;

    /**
     * Loads some more; always on the thread of the loop that is given.
     *
     * @return whether there is more to do; clients are served as soon as there isn't
     * @throws IOException when the start has to end; the message says why, and what to do
     */
    boolean step(EngineLoop loop) throws IOException;

    @Override
    void close() throws IOException;
}
