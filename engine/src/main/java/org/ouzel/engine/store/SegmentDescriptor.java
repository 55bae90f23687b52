package org.ouzel.engine.store;

import org.ouzel.protocol.NativeMemory;

/**
 * Layout of a segment of a {@link SegmentedIndex}, and of the reference to it in the directory.
 *
 * <pre>
 * segment    +0  int live    +4 int tombstones    +8 long earliest expiry of its entries, or later ones' MAX
 *            +16 slots
 *
 * reference  | segment address (48) | log2 of its slots (8) | its depth (8) |
 * </pre>
 */
final class SegmentDescriptor {
    static final int HEADER_BYTES = 16;
    static final int LIVE_OFFSET = 0;
    static final int TOMBSTONES_OFFSET = 4;
    static final int EARLIEST_EXPIRY_OFFSET = 8;
    private static final int DEPTH_BITS = 8;
    private static final int SEGMENT_SHIFT = 16;
    private static final int BYTE_MASK = 0xFF;

    private SegmentDescriptor() {
    }

    static long pack(final long segment, final int log2Slots, final int segmentDepth) {
        return segment << SEGMENT_SHIFT | (long) log2Slots << DEPTH_BITS | segmentDepth;
    }

    static long slotsOf(final long reference) {
        return (reference >>> SEGMENT_SHIFT) + HEADER_BYTES;
    }

    static int depth(final long reference) {
        return (int) reference & BYTE_MASK;
    }

    static int log2(final long reference) {
        return (int) reference >>> DEPTH_BITS & BYTE_MASK;
    }

    static int mask(final long reference) {
        return (1 << log2(reference)) - 1;
    }

    /** Returns the slot of a segment at which a hash begins to be looked for. */
    static int home(final long hash, final long reference) {
        return (int) (hash << depth(reference) >>> Long.SIZE - log2(reference));
    }

    static int live(final long reference) {
        return NativeMemory.getInt(slotsOf(reference) - HEADER_BYTES + LIVE_OFFSET);
    }

    static void addTo(final long address, final int delta) {
        NativeMemory.putInt(address, NativeMemory.getInt(address) + delta);
    }

    static long segmentBytes(final int log2Slots) {
        return HEADER_BYTES + (8L << log2Slots);
    }

    static void noteExpiry(final long segment, final long expiryMs) {
        if (expiryMs < NativeMemory.getLong(segment + EARLIEST_EXPIRY_OFFSET)) {
            NativeMemory.putLong(segment + EARLIEST_EXPIRY_OFFSET, expiryMs);
        }
    }
}
