package org.ouzel.protocol;

/**
 * Finds the complete requests in the bytes that a connection has received: RESP arrays and inline lines, as Redis
 * 7.2 reads them.
 *
 * <p>Specification: the RESP page of Redis's documentation. Differences from Redis: an array may also hold elements
 * {@code :5 #t +x ,1.5 (9 _}, taken as the text behind their marker; the limit on an array's elements is a setting
 * with a lower default; and a line that is too long is refused however it was cut into packets.
 *
 * <p>One per IO loop, for its thread only. Allocates nothing in the steady state, and never in proportion to a length
 * or count that a client merely claims.
 *
 * <p>A request is tried first by {@link #decodeWhole}, which knows nothing but complete and correct arrays of bulk
 * strings. Whatever it doesn't like is left to the careful path, which keeps its progress in the connection's
 * {@link DecodeState}: each request is tried once, so that the work stays linear however the bytes were cut.
 */
public final class RequestDecoder {
    /** Bytes that a line (an inline request, a count, a typed element) may have without its end. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int NOT_WHOLE = -1;
    private static final int UNFINISHED = 0;
    private static final int FAILED = -1;
    private static final int NOT_FOUND = -1;
    private static final long UNUSUAL = -1;
    private static final int MAX_DIGITS = 9;

    // Four bytes read at once: marker, one digit (masked out), CR, LF.
    private static final int ONE_DIGIT_MASK = 0xFFFF00FF;
    // The same with two digits, the LF being a fifth byte: marker and CR.
    private static final int TWO_DIGITS_MASK = 0xFF0000FF;
    private static final int ONE_DIGIT_ARRAY = '*' | '\r' << 16 | '\n' << 24;
    private static final int ONE_DIGIT_BULK = '$' | '\r' << 16 | '\n' << 24;
    private static final short LINE_BREAK = '\r' | '\n' << 8;

    private static final int SPARE_COUNT = 64;
    private static final int SPARE_LENGTH = 32;

    private long examinedCount;
    private int spareCount;
    private final int[][] spares = new int[SPARE_COUNT][];
    private final DecodedRequests requests = new DecodedRequests();
    private final InlineArguments inlineArguments = new InlineArguments(requests);

    /** Returns what the last {@link #decode} found; the same object at all times. */
    public DecodedRequests requests() {
        return requests;
    }

    /**
     * Decodes the complete requests among the given bytes.
     *
     * <p>Bytes behind those consumed stay with the caller, who brings them again, at the beginning and followed by
     * more, in the next call with the same state. If {@link DecodedRequests#count()} has reached {@code maxRequests}
     * they may hold further complete requests. Skipped without a request: arrays without elements ({@code *0},
     * {@code *-1}) and empty lines. After a {@link DecodedRequests#error()} the connection is beyond help.
     *
     * <p>Since limits hold for a whole call, a client that isn't logged in should be decoded with a
     * {@code maxRequests} of 1: its next request may be larger if this one logs it in.
     *
     * @param address     first byte; the bytes of inline requests are rewritten in place
     * @param length      number of bytes, at least 0
     * @param state       the connection's progress
     * @param limits      what the client may send
     * @param maxRequests most requests to return, at least 0
     * @return the number of bytes that belong to complete requests or were skipped
     */
    public int decode(final long address, final int length, final DecodeState state, final DecodeLimits limits,
        final int maxRequests) {
        requests.clear();
        int consumed = 0;
        if (state.isUnfinished() && maxRequests > 0) {
            consumed = advance(address, 0, length, state, limits);
            if (consumed <= 0) {
                return 0;
            }
        }
        while (consumed < length && requests.count < maxRequests) {
            int byteLength = decodeWhole(address, consumed, length, limits);
            if (byteLength == NOT_WHOLE) {
                byteLength = advance(address, consumed, length, state, limits);
                if (byteLength <= 0) {
                    break;
                }
            }
            consumed += byteLength;
        }
        return consumed;
    }

    /** Returns how many bytes and arguments have been looked at, for tests of linear work. */
    long examinedCount() {
        return examinedCount;
    }

    private int decodeWhole(final long address, final int start, final int length, final DecodeLimits limits) {
        final long base = address + start;
        final int available = length - start;
        final long header = readHeader(base, 0, available, '*', ONE_DIGIT_ARRAY);
        final int count = (int) (header >> 32);
        if (count <= 0 || count > limits.plainMultibulkCount) {
            return NOT_WHOLE;
        }
        final int maxBulkBytes = limits.plainBulkBytes;
        int position = (int) header;
        int[] values = requests.values;
        int pair = requests.end + DecodedRequests.HEADER_LENGTH;
        for (int remaining = count; remaining > 0; remaining--) {
            final long bulk = readHeader(base, position, available, '$', ONE_DIGIT_BULK);
            final int bulkLength = (int) (bulk >> 32);
            final int payload = (int) bulk;
            // An unusual header reads as length and position -1.
            if (bulkLength < 0 || bulkLength > maxBulkBytes || bulkLength > available - payload - 2) {
                examinedCount += count - remaining;
                return NOT_WHOLE;
            }
            if (pair + 2 > values.length) {
                values = requests.ensureLength(pair + 2);
            }
            values[pair] = payload;
            values[pair + 1] = bulkLength;
            pair += 2;
            position = payload + bulkLength + 2;
        }
        examinedCount += count;
        requests.commit(start, position, count);
        return position;
    }

    /**
     * Reads a marker, canonical digits, CR and LF.
     *
     * @return the number in the upper half, the position behind the line in the lower; {@link #UNUSUAL} for anything
     *     else, be it incomplete, wrong or merely rare
     */
    private static long readHeader(final long base, final int position, final int available, final int marker,
        final int oneDigit) {
        if (available - position < 4) {
            return UNUSUAL;
        }
        final int word = NativeMemory.getInt(base + position);
        if ((word & ONE_DIGIT_MASK) == oneDigit) {
            final int digit = (word >>> 8 & 0xFF) - '0';
            return digit >= 0 && digit <= 9 ? (long) digit << 32 | position + 4 : UNUSUAL;
        }
        if ((word & TWO_DIGITS_MASK) == (marker | '\r' << 24)) {
            return readTwoDigits(base, position, available, word);
        }
        return (word & 0xFF) == marker ? readNumber(base, position + 1, available) : UNUSUAL;
    }

    private static long readTwoDigits(final long base, final int position, final int available, final int word) {
        final int tens = (word >>> 8 & 0xFF) - '0';
        final int ones = (word >>> 16 & 0xFF) - '0';
        final boolean isUsual = tens > 0 && tens <= 9 && ones >= 0 && ones <= 9
            && available - position > 4 && NativeMemory.getByte(base + position + 4) == '\n';
        return isUsual ? (long) (10 * tens + ones) << 32 | position + 5 : UNUSUAL;
    }

    private static long readNumber(final long base, final int first, final int available) {
        final int last = Math.min(available - 2, first + MAX_DIGITS);
        int number = 0;
        int position = first;
        while (position <= last) {
            final int digit = NativeMemory.getByte(base + position) - '0';
            if (digit < 0 || digit > 9) {
                final boolean isCanonical = position > first
                    && (NativeMemory.getByte(base + first) != '0' || position == first + 1);
                return isCanonical && NativeMemory.getShort(base + position) == LINE_BREAK
                    ? (long) number << 32 | position + 2 : UNUSUAL;
            }
            number = number * 10 + digit;
            position++;
        }
        return UNUSUAL;
    }

    /** Returns the length of the request at {@code start}, {@link #UNFINISHED} or {@link #FAILED}. */
    private int advance(final long address, final int start, final int length, final DecodeState state,
        final DecodeLimits limits) {
        final long base = address + start;
        final int available = length - start;
        if (available == 0) {
            return UNFINISHED;
        }
        final int byteLength = NativeMemory.getByte(base) == '*'
            ? advanceArray(base, start, available, state, limits)
            : advanceInline(base, start, available, state);
        if (byteLength > 0) {
            giveBack(state.arguments);
            state.reset();
        }
        return byteLength;
    }

    private int advanceArray(final long base, final int start, final int available, final DecodeState state,
        final DecodeLimits limits) {
        if (state.remaining == 0) {
            final int lineEnd = findLineEnd(base, available, state);
            if (lineEnd == NOT_FOUND) {
                return unfinishedLine(state, ProtocolError.TOO_BIG_MULTIBULK_COUNT);
            }
            if (!beginArray(base, lineEnd, state, limits)) {
                return FAILED;
            }
            if (state.remaining == 0) {
                return state.parsed;
            }
        }
        while (state.remaining > 0) {
            if (!state.isInsideBulk()) {
                final int lineEnd = findLineEnd(base, available, state);
                if (lineEnd == NOT_FOUND) {
                    return unfinishedLine(state, ProtocolError.TOO_BIG_BULK_COUNT);
                }
                if (!beginElement(base, lineEnd, state, limits)) {
                    return FAILED;
                }
            }
            if (state.isInsideBulk()) {
                if (!state.isBulkComplete(available)) {
                    return UNFINISHED;
                }
                state.addArgument(state.parsed, state.bulkLength, state.parsed + state.bulkLength + 2);
            }
            examinedCount++;
        }
        requests.add(start, state.parsed, state.argumentCount, state.arguments);
        return state.parsed;
    }

    private boolean beginArray(final long base, final int lineEnd, final DecodeState state,
        final DecodeLimits limits) {
        final long digits = base + 1;
        final int digitCount = lineEnd - 1;
        final long count = Decimal.parse(digits, digitCount);
        if (count == Decimal.NOT_A_NUMBER && !Decimal.isCanonical(digits, digitCount)
            || count > limits.maxMultibulkCount()) {
            return fail(ProtocolError.INVALID_MULTIBULK_LENGTH);
        }
        if (count > limits.plainMultibulkCount) {
            return fail(ProtocolError.UNAUTHENTICATED_MULTIBULK_LENGTH);
        }
        state.parsed = lineEnd + 2;
        state.searched = state.parsed;
        state.remaining = (int) Math.max(0, count);
        if (state.remaining > 0) {
            state.arguments = takeSpare();
        }
        return true;
    }

    private boolean beginElement(final long base, final int lineEnd, final DecodeState state,
        final DecodeLimits limits) {
        final int text = state.parsed + 1;
        final int marker = NativeMemory.getUnsignedByte(base + state.parsed);
        switch (marker) {
            case '$' -> {
                final long bulkLength = Decimal.parse(base + text, lineEnd - text);
                if (bulkLength < 0 || bulkLength > limits.maxBulkBytes()) {
                    return fail(ProtocolError.INVALID_BULK_LENGTH);
                }
                if (bulkLength > limits.plainBulkBytes) {
                    return fail(ProtocolError.UNAUTHENTICATED_BULK_LENGTH);
                }
                state.beginBulk((int) bulkLength, lineEnd + 2);
                return true;
            }
            case ':', '+', '#', ',', '(', '_' -> {
                state.addArgument(text, lineEnd - text, lineEnd + 2);
                return true;
            }
            default -> {
                return fail(ProtocolError.expectedBulk(marker));
            }
        }
    }

    /**
     * Looks for the CR of the line at {@code state.parsed}, going on where the last search ended.
     *
     * @return its position, or {@link #NOT_FOUND} unless one more byte, to be skipped unseen, is there too
     */
    private int findLineEnd(final long base, final int available, final DecodeState state) {
        final int found = find((byte) '\r', base, available, state);
        return found + 1 < available ? found : NOT_FOUND;
    }

    private int find(final byte wanted, final long base, final int available, final DecodeState state) {
        final int first = state.searched;
        final int end = available - state.parsed > MAX_LINE_BYTES ? state.parsed + MAX_LINE_BYTES + 1 : available;
        int position = first;
        while (position < end && NativeMemory.getByte(base + position) != wanted) {
            position++;
        }
        examinedCount += position - first + 1;
        state.searched = position;
        return position < end ? position : NOT_FOUND;
    }

    private int unfinishedLine(final DecodeState state, final String errorIfTooLong) {
        // Short of the limit, the search ended at the last byte or at a CR that has nothing behind it yet.
        if (state.searched - state.parsed > MAX_LINE_BYTES) {
            requests.fail(errorIfTooLong);
            return FAILED;
        }
        return UNFINISHED;
    }

    private int advanceInline(final long base, final int start, final int available, final DecodeState state) {
        final int lineEnd = find((byte) '\n', base, available, state);
        if (lineEnd == NOT_FOUND) {
            if (available > MAX_LINE_BYTES) {
                requests.fail(ProtocolError.TOO_BIG_INLINE);
                return FAILED;
            }
            return UNFINISHED;
        }
        final boolean hasReturn = lineEnd > 0 && NativeMemory.getByte(base + lineEnd - 1) == '\r';
        final int count = inlineArguments.split(base, hasReturn ? lineEnd - 1 : lineEnd);
        if (count < 0) {
            requests.fail(ProtocolError.UNBALANCED_QUOTES);
            return FAILED;
        }
        if (count > 0) {
            requests.commit(start, lineEnd + 1, count);
        }
        return lineEnd + 1;
    }

    private boolean fail(final String error) {
        requests.fail(error);
        return false;
    }

    private int[] takeSpare() {
        return spareCount > 0 ? spares[--spareCount] : new int[SPARE_LENGTH];
    }

    private void giveBack(final int[] arguments) {
        if (arguments != null && arguments.length == SPARE_LENGTH && spareCount < SPARE_COUNT) {
            spares[spareCount++] = arguments;
        }
    }
}
