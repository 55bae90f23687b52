package org.ouzel.engine.ring;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.protocol.NativeBuffer;

/**
 * One shard's share of a slot: of a split command, written by that shard, read when the parts are merged; and what the
 * shard brings, behind the command, to clients that waited.
 */
public final class ShardPart {
    private static final int INLINE_BYTES = 64;
    private static final int KEPT_BYTES = 16 * 1024;
    /** Each slot of a large ring comes to have such a buffer where keys are evicted all the time. */
    private static final int KEPT_EVICTED_BYTES = 512;

    private long count;
    private long elapsedNs;
    private boolean isChanged;
    private boolean isFailed;
    private NativeBuffer reply;
    private NativeBuffer effect;
    private NativeBuffer servedEffect;
    private NativeBuffer evictedEffect;
    private final List<Delivery> deliveries = new ArrayList<>(0);

    /** Returns the number that the shard contributes. */
    public long count() {
        return count;
    }

    public void setCount(final long newCount) {
        count = newCount;
    }

    /** Returns how long the shard's part took, if it was timed. */
    long elapsedNs() {
        return elapsedNs;
    }

    void setElapsedNs(final long timeNs) {
        elapsedNs = timeNs;
    }

    /** Returns whether the shard changed something that the request, as it came, would change again. */
    public boolean isChanged() {
        return isChanged;
    }

    public void markChanged() {
        isChanged = true;
    }

    /** Returns whether the shard's handler ended in an exception. */
    public boolean isFailed() {
        return isFailed;
    }

    void markFailed() {
        isFailed = true;
    }

    /** Returns the buffer of the shard's reply elements, made at its first use. */
    public NativeBuffer reply() {
        if (reply == null) {
            reply = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);
        }
        return reply;
    }

    /** Returns the buffer of effects beside the request itself, such as keys that expired; made at its first use. */
    public NativeBuffer effect() {
        if (effect == null) {
            effect = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);
        }
        return effect;
    }

    /** Returns whether {@link #effect()} holds something. */
    public boolean hasEffect() {
        return effect != null && effect.length() > 0;
    }

    /** Returns the buffer of what serving clients that waited has changed, made at its first use. */
    public NativeBuffer servedEffect() {
        if (servedEffect == null) {
            servedEffect = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);
        }
        return servedEffect;
    }

    /** Returns whether {@link #servedEffect()} holds something. */
    boolean hasServedEffect() {
        return servedEffect != null && servedEffect.length() > 0;
    }

    /** Returns the buffer of the keys that went to make room before the command, made at its first use. */
    public NativeBuffer evictedEffect() {
        if (evictedEffect == null) {
            evictedEffect = new NativeBuffer(INLINE_BYTES, KEPT_EVICTED_BYTES);
        }
        return evictedEffect;
    }

    /** Returns whether {@link #evictedEffect()} holds something. */
    boolean hasEvictedEffect() {
        return evictedEffect != null && evictedEffect.length() > 0;
    }

    /** Adds the late reply to a client that waited. */
    public void deliver(final Delivery delivery) {
        deliveries.add(delivery);
    }

    /** Returns the late replies. */
    List<Delivery> deliveries() {
        return deliveries;
    }

    /** Forgets what was brought to clients that waited. */
    void resetServed() {
        deliveries.clear();
        if (servedEffect != null) {
            servedEffect.reset();
        }
    }

    void reset() {
        count = 0;
        elapsedNs = 0;
        isChanged = false;
        isFailed = false;
        if (reply != null) {
            reply.reset();
        }
        if (effect != null) {
            effect.reset();
        }
        if (evictedEffect != null) {
            evictedEffect.reset();
        }
    }

    void close() {
        if (reply != null) {
            reply.close();
        }
        if (effect != null) {
            effect.close();
        }
        if (servedEffect != null) {
            servedEffect.close();
        }
        if (evictedEffect != null) {
            evictedEffect.close();
        }
    }
}
