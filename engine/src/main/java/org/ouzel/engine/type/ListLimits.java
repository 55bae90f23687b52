package org.ouzel.engine.type;

/**
 * How large a packed run of list elements may become, by {@code list-max-listpack-size}.
 *
 * @param maxBytes bytes of the run
 * @param maxCount number of its elements
 */
public record ListLimits(int maxBytes, int maxCount) {
    private static final int[] BYTES_BY_SIZE = {4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10};
    private static final int BYTES_WHEN_COUNTED = 8 << 10;
    private static final int MAX_COUNT = 0x7FFF;

    /** Returns the limits for the setting's value: a number of elements, or -1 to -5 for 4 to 64 KiB. */
    public static ListLimits of(final int setting) {
        if (setting >= 0) {
            return new ListLimits(BYTES_WHEN_COUNTED, Math.max(1, Math.min(setting, MAX_COUNT)));
        }
        final int index = Math.min(-(setting + 1), BYTES_BY_SIZE.length - 1);
        return new ListLimits(BYTES_BY_SIZE[index], MAX_COUNT);
    }

    /** Tells whether a run stays within the limits. */
    public boolean allow(final long bytes, final long count) {
        return bytes <= maxBytes && count <= maxCount;
    }

    /** Tells whether a run is so small that a list may go back to it without soon leaving it again. */
    public boolean allowBack(final long bytes, final long count) {
        return bytes <= maxBytes / 2 && count <= Math.max(1, maxCount / 2);
    }
}
