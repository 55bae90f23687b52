package org.ouzel.engine.ring;

import org.ouzel.engine.session.Session;

/**
 * Something that a slot brings to sessions other than its own, in ring order. Made by the shard that runs the slot,
 * read by every IO loop.
 *
 * @param kind   what is to be done
 * @param target whom it is for; null for {@link Kind#MONITOR_LINE}, which is for all that monitor
 * @param bytes  what is to be sent, or null
 */
public record Delivery(Kind kind, Session target, byte[] bytes) {
    /** What an IO loop does with a delivery. */
    public enum Kind {
        /** The target monitors from here on. */
        MONITOR_STARTS,
        /** The target monitors no longer. */
        MONITOR_ENDS,
        /** The bytes go to all sessions that monitor. */
        MONITOR_LINE,
        /** The bytes go to the target, between its replies. */
        PUSH,
        /** The bytes are the reply that the target waits for; it may go on. */
        LATE_REPLY,
        /** The target is disconnected. */
        CLOSE
    }
}
