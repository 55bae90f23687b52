package org.ouzel.engine.pubsub;

import java.nio.charset.StandardCharsets;

/** What a session can subscribe to. */
public enum SubscriptionKind {
    /** A channel by its name. */
    CHANNEL("subscribe", "message"),
    /** All channels whose names match. */
    PATTERN("psubscribe", "pmessage"),
    /** A shard channel by its name; these have nothing to do with the others. */
    SHARD_CHANNEL("ssubscribe", "smessage");

    private final byte[] subscribed;
    private final byte[] unsubscribed;
    private final byte[] message;

    SubscriptionKind(final String word, final String message) {
        this.subscribed = bytes(word);
        // unsubscribe, punsubscribe, sunsubscribe
        final int prefix = word.indexOf("subscribe");
        this.unsubscribed = bytes(word.substring(0, prefix) + "un" + word.substring(prefix));
        this.message = bytes(message);
    }

    /** Returns the first word of the confirmation that a subscription has begun. */
    public byte[] subscribed() {
        return subscribed;
    }

    /** Returns the first word of the confirmation that a subscription has ended. */
    public byte[] unsubscribed() {
        return unsubscribed;
    }

    /** Returns the first word of a message. */
    public byte[] message() {
        return message;
    }

    /** Returns the scope of a namespace's names of this kind; see {@link org.ouzel.engine.store.ScopedKeyMap}. */
    public long scope(final int namespace) {
        return (long) namespace << Integer.SIZE | ordinal();
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
