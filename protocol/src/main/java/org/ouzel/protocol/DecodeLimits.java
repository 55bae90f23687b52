package org.ouzel.protocol;

/**
 * How large a request may claim to be. Immutable; a server keeps one for clients that are logged in and derives the
 * other with {@link #unauthenticated()}.
 */
public final class DecodeLimits {
    /** Elements in one request: 1,048,576. */
    public static final int DEFAULT_MULTIBULK_COUNT = 1024 * 1024;
    /** Bytes in one argument: 512 MB. */
    public static final int DEFAULT_BULK_BYTES = 512 * 1024 * 1024;
    /** Elements in a request of a client that has yet to log in. */
    public static final int UNAUTHENTICATED_MULTIBULK_COUNT = 10;
    /** Bytes in an argument of a client that has yet to log in. */
    public static final int UNAUTHENTICATED_BULK_BYTES = 16384;

    /** With Redis's defaults, for a client that is logged in or needn't log in. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(DEFAULT_MULTIBULK_COUNT, DEFAULT_BULK_BYTES);

    /** A request that announces more is looked at by the careful path, which words the error. */
    final int plainMultibulkCount;
    final int plainBulkBytes;

    private final int maxMultibulkCount;
    private final int maxBulkBytes;
    private final boolean isAuthenticated;

    /**
     * @param maxMultibulkCount elements in one request, at least 1
     * @param maxBulkBytes      bytes in one argument ({@code proto-max-bulk-len}), at least 1; what doesn't fit 31
     *                          bits with room for the rest of the request is taken as the largest that does
     */
    public DecodeLimits(final int maxMultibulkCount, final long maxBulkBytes) {
        this(maxMultibulkCount, (int) Math.min(maxBulkBytes, Integer.MAX_VALUE - 1024 * 1024), true);
    }

    private DecodeLimits(final int maxMultibulkCount, final int maxBulkBytes, final boolean isAuthenticated) {
        this.maxMultibulkCount = maxMultibulkCount;
        this.maxBulkBytes = maxBulkBytes;
        this.isAuthenticated = isAuthenticated;
        this.plainMultibulkCount = isAuthenticated
            ? maxMultibulkCount : Math.min(maxMultibulkCount, UNAUTHENTICATED_MULTIBULK_COUNT);
        this.plainBulkBytes = isAuthenticated
            ? maxBulkBytes : Math.min(maxBulkBytes, UNAUTHENTICATED_BULK_BYTES);
    }

    /** Returns the same limits for a client that has yet to log in. */
    public DecodeLimits unauthenticated() {
        return new DecodeLimits(maxMultibulkCount, maxBulkBytes, false);
    }

    public int maxMultibulkCount() {
        return maxMultibulkCount;
    }

    public int maxBulkBytes() {
        return maxBulkBytes;
    }

    public boolean isAuthenticated() {
        return isAuthenticated;
    }
}
