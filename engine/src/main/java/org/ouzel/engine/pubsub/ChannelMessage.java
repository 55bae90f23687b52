package org.ouzel.engine.pubsub;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message on its way to the IO loops: one copy for all receivers, let go of as soon as all loops have had it, since
 * slots may rest for long.
 */
public final class ChannelMessage {
    private byte[] payload;
    private final int namespace;
    private final boolean isShardChannel;
    private final byte[] channel;
    private final AtomicInteger loopsLeft;

    /** @param loopCount how many IO loops there are */
    public ChannelMessage(final int namespace, final boolean isShardChannel, final byte[] channel,
        final byte[] payload, final int loopCount) {
        this.namespace = namespace;
        this.isShardChannel = isShardChannel;
        this.channel = channel;
        this.payload = payload;
        this.loopsLeft = new AtomicInteger(loopCount);
    }

    public int namespace() {
        return namespace;
    }

    public boolean isShardChannel() {
        return isShardChannel;
    }

    public byte[] channel() {
        return channel;
    }

    /** Returns what is said, until the caller's loop calls {@link #done()}. */
    public byte[] payload() {
        return payload;
    }

    /** Notes that a loop has handed the message to its sessions. */
    public void done() {
        if (loopsLeft.decrementAndGet() == 0) {
            payload = null;
        }
    }
}
