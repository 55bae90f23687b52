package org.ouzel.engine.ring;

import org.ouzel.engine.pubsub.ChannelMessage;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.session.Session;

/**
 * Something that a slot brings to sessions other than its own, in ring order. Made by the shard that runs the slot,
 * read by every IO loop.
 *
 * @param kind    what is to be done
 * @param target  whom it is for; null for {@link Kind#MONITOR_LINE}, which is for all that monitor, and for
 *                {@link Kind#MESSAGE}, which is for all that listen
 * @param bytes   what is to be sent, or the name of a channel or pattern; or null
 * @param detail  what {@link Kind#SUBSCRIBED} and {@link Kind#UNSUBSCRIBED} are about
 * @param message what {@link Kind#MESSAGE} brings
 */
public record Delivery(Kind kind, Session target, byte[] bytes, SubscriptionKind detail, ChannelMessage message) {
    /** Something without a kind of subscription or a message. */
    public Delivery(final Kind kind, final Session target, final byte[] bytes) {
        this(kind, target, bytes, null, null);
    }

    /** A message to all who listen. */
    public static Delivery of(final ChannelMessage message) {
        return new Delivery(Kind.MESSAGE, null, null, null, message);
    }

    /** The beginning or the end of a subscription. */
    public static Delivery of(final Session target, final SubscriptionKind kind, final byte[] name,
        final boolean isBeginning) {
        return new Delivery(isBeginning ? Kind.SUBSCRIBED : Kind.UNSUBSCRIBED, target, name, kind, null);
    }

    /** What an IO loop does with a delivery. */
    public enum Kind {
        /** The target monitors from here on. */
        MONITOR_STARTS,
        /** The target monitors no longer. */
        MONITOR_ENDS,
        /** The bytes go to all sessions that monitor. */
        MONITOR_LINE,
        /** The target listens to a channel or pattern from here on. */
        SUBSCRIBED,
        /** The target listens to a channel or pattern no longer. */
        UNSUBSCRIBED,
        /** The message goes to all sessions that listen to its channel. */
        MESSAGE,
        /** The target is told that a key has changed, or with null that all have. */
        INVALIDATE,
        /** The target is told that the session to which its invalidations went has gone. */
        REDIRECT_BROKEN,
        /** The bytes go to the target, between its replies. */
        PUSH,
        /** The bytes are the reply that the target waits for; it may go on. */
        LATE_REPLY,
        /** The target is disconnected. */
        CLOSE
    }
}
