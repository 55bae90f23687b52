package org.ouzel.protocol;

import java.util.Arrays;

/**
 * How far a connection's unfinished request has been read, so that no byte of it is looked at twice.
 *
 * <p>One per connection, used only by the thread that runs its {@link RequestDecoder}. Holds nothing but a few numbers
 * while no request is unfinished. All positions count from the first byte of the unfinished request, so that the
 * bytes may be moved between calls.
 */
public final class DecodeState {
    private static final int NO_BULK = -1;

    /** Where the next line or payload begins. */
    int parsed;
    /** Up to where the end of the current line has been looked for. */
    int searched;
    /** Elements still to come; 0 until the count has been read. */
    int remaining;
    /** Length of the payload that begins at {@link #parsed}, or {@code NO_BULK}. */
    int bulkLength = NO_BULK;
    int argumentCount;
    /** Pairs of offset and length; null while there are none. */
    int[] arguments;
    private long missingBytes;

    /** Tells whether the bytes kept by the caller begin with a request that has been read in part. */
    public boolean isUnfinished() {
        return searched != 0;
    }

    /**
     * Returns how many bytes are still to come until the current argument is complete, 0 where this isn't known. A
     * hint from the client, up to the limit for one argument: memory must follow what arrives, not this.
     */
    public long missingBytes() {
        return missingBytes;
    }

    /** Forgets the unfinished request. */
    public void reset() {
        parsed = 0;
        searched = 0;
        remaining = 0;
        bulkLength = NO_BULK;
        argumentCount = 0;
        arguments = null;
        missingBytes = 0;
    }

    boolean isInsideBulk() {
        return bulkLength != NO_BULK;
    }

    void beginBulk(final int length, final int payload) {
        bulkLength = length;
        parsed = payload;
        searched = payload;
    }

    /** Tells whether payload and line break have arrived; if not, remembers how much is missing. */
    boolean isBulkComplete(final int available) {
        missingBytes = Math.max(0, parsed + (long) bulkLength + 2 - available);
        return missingBytes == 0;
    }

    void addArgument(final int offset, final int length, final int next) {
        final int at = argumentCount * 2;
        if (at == arguments.length) {
            arguments = Arrays.copyOf(arguments, at * 2);
        }
        arguments[at] = offset;
        arguments[at + 1] = length;
        argumentCount++;
        remaining--;
        bulkLength = NO_BULK;
        parsed = next;
        searched = next;
    }
}
