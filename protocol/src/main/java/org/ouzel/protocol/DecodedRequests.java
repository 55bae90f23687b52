package org.ouzel.protocol;

import java.util.Arrays;

/**
 * The requests of one {@link RequestDecoder#decode} call, as records in one reused array.
 *
 * <pre>
 * record     start of the request, from the address given to decode
 * record + 1 its length in bytes
 * record + 2 its number of arguments, at least 1
 * record + 3 offset of argument 0 from the request's start
 * record + 4 length of argument 0
 * …          the pairs of the other arguments, then the next record
 * </pre>
 *
 * <p>Read it with {@code for (int i = 0, record = 0; i < count(); i++, record = next(record))}. Valid until the next
 * call of the decoder; only for its thread.
 */
public final class DecodedRequests {
    /** Integers before the first pair of a record. */
    public static final int HEADER_LENGTH = 3;

    private static final int INITIAL_LENGTH = 1024;
    private static final int KEPT_LENGTH = 64 * 1024;

    int[] values = new int[INITIAL_LENGTH];
    /** Where the next record begins. */
    int end;
    int count;
    private String error;

    DecodedRequests() {
    }

    /** Returns the number of complete requests. */
    public int count() {
        return count;
    }

    /** Returns the position behind the last record. */
    public int end() {
        return end;
    }

    /** Returns what is wrong with the bytes behind the last request (see {@link ProtocolError}), or null. */
    public String error() {
        return error;
    }

    /** Returns the position of the record behind the given one; the first is at 0. */
    public int next(final int record) {
        return record + HEADER_LENGTH + 2 * values[record + 2];
    }

    public int start(final int record) {
        return values[record];
    }

    public int byteLength(final int record) {
        return values[record + 1];
    }

    public int argumentCount(final int record) {
        return values[record + 2];
    }

    /** Returns where the argument begins, counted from the request's start. */
    public int argumentOffset(final int record, final int argument) {
        return values[record + HEADER_LENGTH + 2 * argument];
    }

    public int argumentLength(final int record, final int argument) {
        return values[record + HEADER_LENGTH + 1 + 2 * argument];
    }

    /** Copies the pairs of offset and length of all arguments of a record to the beginning of an array. */
    public void copyArguments(final int record, final int[] target) {
        System.arraycopy(values, record + HEADER_LENGTH, target, 0, 2 * values[record + 2]);
    }

    void clear() {
        end = 0;
        count = 0;
        error = null;
        if (values.length > KEPT_LENGTH) {
            values = new int[INITIAL_LENGTH];
        }
    }

    /** Makes sure that the array reaches beyond the given length, and returns it. */
    int[] ensureLength(final int length) {
        if (length > values.length) {
            values = Arrays.copyOf(values, Math.max(length, values.length * 2));
        }
        return values;
    }

    /** Ends the record at {@link #end}, whose pairs are in place already. */
    void commit(final int start, final int byteLength, final int argumentCount) {
        values[end] = start;
        values[end + 1] = byteLength;
        values[end + 2] = argumentCount;
        end += HEADER_LENGTH + 2 * argumentCount;
        count++;
    }

    void add(final int start, final int byteLength, final int argumentCount, final int[] arguments) {
        ensureLength(end + HEADER_LENGTH + 2 * argumentCount);
        System.arraycopy(arguments, 0, values, end + HEADER_LENGTH, 2 * argumentCount);
        commit(start, byteLength, argumentCount);
    }

    void fail(final String text) {
        error = text;
    }
}
