package org.ouzel.engine.spi;

import org.ouzel.engine.session.Session;

/**
 * Where a session's replies go: a connection, or an embedding program.
 *
 * <p>What has no socket behind it may leave out all but taking in bytes and closing.
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
    default void flush() {
        // Nothing was kept back.
    }

    /** Called when a command that held its session back (see {@link Session#isHeld()}) has been answered. */
    default void resume() {
        // No request waits behind another one.
    }

    /** Closes the connection, once what was written before has been sent. */
    void close();

    /** Returns the bytes written and not yet sent. */
    default long outputBytes() {
        return 0;
    }

    /** Returns the bytes received and not yet handed on. */
    default long queryBytes() {
        return 0;
    }
}
