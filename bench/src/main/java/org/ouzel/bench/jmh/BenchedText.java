package org.ouzel.bench.jmh;

import org.ouzel.protocol.NativeMemory;

/** Native memory for one name of 16 B, which is made of a number. One thread. */
final class BenchedText implements AutoCloseable {
    static final int BYTES = 16;

    private static final long HEAD = 0x30303A7265626D65L;

    private final long address = NativeMemory.allocate(BYTES);

    /** Writes the name of a number and returns its address. */
    long of(final long number) {
        NativeMemory.putLong(address, HEAD);
        NativeMemory.putLong(address + Long.BYTES, number);
        return address;
    }

    @Override
    public void close() {
        NativeMemory.free(address, BYTES);
    }
}
