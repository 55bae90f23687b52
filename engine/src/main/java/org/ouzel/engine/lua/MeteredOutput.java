package org.ouzel.engine.lua;

import java.io.ByteArrayOutputStream;

/**
 * Bytes that a host's function puts together. They are charged as they come, and count as held though no script can
 * reach them yet: a few calls with much to repeat would take all memory otherwise.
 *
 * <p>Writing throws {@link LuaError} when there is too much.
 */
public final class MeteredOutput extends ByteArrayOutputStream {
    private static final int FREE_BYTES = 256;

    private long chargedBytes = FREE_BYTES;
    private final MemoryMeter meter;

    public MeteredOutput(final MemoryMeter meter) {
        this.meter = meter;
    }

    @Override
    public synchronized void write(final int value) {
        charge(1);
        super.write(value);
    }

    @Override
    public synchronized void write(final byte[] bytes, final int from, final int length) {
        charge(length);
        super.write(bytes, from, length);
    }

    /** Returns what is charged: more than it holds. */
    long chargedBytes() {
        return chargedBytes;
    }

    private void charge(final int length) {
        final long needed = (long) count + length;
        if (needed > chargedBytes) {
            final long grown = Math.max(needed, 2 * chargedBytes);
            meter.chargeHeld(grown - chargedBytes, grown);
            chargedBytes = grown;
        }
    }
}
