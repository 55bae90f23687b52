package org.ouzel.engine.ring;

/**
 * A script that has run for longer than {@code busy-reply-threshold}.
 *
 * <p>Its slot has ended with a late reply. It goes on in the slots of the clock's ticks, a slice in each, in which all
 * shards stand still; the slots between are refused, save for the commands that may run beside a script. So the IO
 * loops go on reading, answer BUSY, and take SCRIPT KILL, in each threading mode alike, and still nothing comes between
 * two steps of the script.
 */
public interface PausedScript {
    /** Goes on for a slice; all shards stand still. Returns whether it has ended: its reply is in the request then. */
    boolean proceed();

    /** Returns the request as it is kept apart from its slot; closed when it has been answered. */
    CommandEvent request();

    /** Returns the error that other requests get meanwhile. */
    String busyError();

    /** Frees what it holds, when the engine ends before it does. */
    void close();
}
