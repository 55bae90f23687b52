package org.ouzel.engine.spi;

import org.ouzel.engine.session.Session;

/**
 * Where a session's replies go: a connection, or an embedding program.
 *
 * <p>Called only by the thread of the session's IO loop, except {@link #outputBytes()} and {@link #queryBytes()}, which
 * anybody may ask and which may be a moment old.
 */
public interface ReplySink {
    /** Takes in the bytes of one reply or push; they are the caller's again when this returns. */
    void write(long address, int length);

    /** Takes in the bytes of one push. */
    void write(byte[] bytes);

    /** Called once after the last write of a batch of slots. */
    void flush();

    /** Called when a command that held its session back (see {@link Session#isHeld()}) has been answered. */
    void resume();

    /** Closes the connection, once what was written before has been sent. */
    void close();

    /** Returns the bytes written and not yet sent. */
    long outputBytes();

    /** Returns the bytes received and not yet handed on. */
    long queryBytes();
}
