package org.ouzel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Stands in for a connection: takes pieces, keeps what isn't consumed, collects the requests as text.
 *
 * <p>What it hands to the decoder always lies between guard bytes, which the decoder must neither change nor heed.
 */
final class Receiver implements AutoCloseable {
    private static final int GUARD_BYTES = 16;

    private final RequestDecoder decoder;
    private final DecodeLimits limits;
    private final DecodeState state = new DecodeState();
    private final List<String> requests = new ArrayList<>();
    private final byte guard;
    private int maxRequests = 16;
    private long address;
    private int capacity = 64;
    private int length;
    private String error;

    Receiver(final RequestDecoder decoder, final DecodeLimits limits, final char guard) {
        this.decoder = decoder;
        this.limits = limits;
        this.guard = (byte) guard;
        this.address = NativeMemory.allocate(capacity + 2 * GUARD_BYTES);
    }

    Receiver() {
        this(new RequestDecoder(), DecodeLimits.DEFAULT, '\r');
    }

    Receiver maxRequests(final int value) {
        maxRequests = value;
        return this;
    }

    /** Takes a piece and decodes until nothing more comes of it. */
    Receiver take(final byte[] bytes, final int offset, final int count) {
        if (error != null) {
            return this;
        }
        ensureCapacity(length + count);
        NativeMemory.copy(bytes, offset, address + GUARD_BYTES + length, count);
        length += count;
        while (decodeOnce() == maxRequests && error == null) {
            // The bound was reached: there may be more.
        }
        return this;
    }

    Receiver take(final byte[] bytes) {
        return take(bytes, 0, bytes.length);
    }

    Receiver take(final String text) {
        return take(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Receiver takeInPieces(final byte[] bytes, final int pieceBytes) {
        for (int i = 0; i < bytes.length; i += pieceBytes) {
            take(bytes, i, Math.min(pieceBytes, bytes.length - i));
        }
        return this;
    }

    List<String> requests() {
        return requests;
    }

    String error() {
        return error;
    }

    DecodeState state() {
        return state;
    }

    int keptBytes() {
        return length;
    }

    /** Returns everything that must not depend on how the input was cut. */
    String outcome() {
        return requests + " error=" + error + " kept=" + (error == null ? length : -1);
    }

    @Override
    public void close() {
        NativeMemory.free(address, capacity + 2 * GUARD_BYTES);
    }

    private int decodeOnce() {
        final long first = address + GUARD_BYTES;
        NativeMemory.fill(address, GUARD_BYTES, guard);
        NativeMemory.fill(first + length, GUARD_BYTES, guard);
        final int consumed = decoder.decode(first, length, state, limits, maxRequests);
        requireGuard(address);
        requireGuard(first + length);
        if (consumed < 0 || consumed > length) {
            throw new AssertionError("consumed=" + consumed + " length=" + length);
        }
        final DecodedRequests decoded = decoder.requests();
        for (int i = 0, record = 0; i < decoded.count(); i++, record = decoded.next(record)) {
            requests.add(text(decoded, record, consumed));
        }
        error = decoded.error();
        NativeMemory.move(first + consumed, first, length - consumed);
        length -= consumed;
        return decoded.count();
    }

    private String text(final DecodedRequests decoded, final int record, final int consumed) {
        final int start = decoded.start(record);
        final int byteLength = decoded.byteLength(record);
        if (start < 0 || byteLength <= 0 || start + byteLength > consumed) {
            throw new AssertionError("start=" + start + " byteLength=" + byteLength + " consumed=" + consumed);
        }
        final int[] pairs = new int[2 * decoded.argumentCount(record)];
        decoded.copyArguments(record, pairs);
        final StringJoiner joiner = new StringJoiner("|");
        for (int i = 0; i < decoded.argumentCount(record); i++) {
            final int offset = decoded.argumentOffset(record, i);
            final int argumentLength = decoded.argumentLength(record, i);
            if (offset < 0 || argumentLength < 0 || offset + argumentLength > byteLength
                || pairs[2 * i] != offset || pairs[2 * i + 1] != argumentLength) {
                throw new AssertionError("offset=" + offset + " length=" + argumentLength + " of=" + byteLength);
            }
            joiner.add(NativeMemory.toText(address + GUARD_BYTES + start + offset, argumentLength));
        }
        return joiner.toString();
    }

    private void requireGuard(final long at) {
        final byte[] found = NativeMemory.toArray(at, GUARD_BYTES);
        final byte[] expected = new byte[GUARD_BYTES];
        Arrays.fill(expected, guard);
        if (!Arrays.equals(expected, found)) {
            throw new AssertionError("wrote outside its range: " + Arrays.toString(found));
        }
    }

    private void ensureCapacity(final int needed) {
        if (needed > capacity) {
            final int grown = Math.max(needed, capacity * 2);
            final long target = NativeMemory.allocate(grown + 2 * GUARD_BYTES);
            NativeMemory.move(address + GUARD_BYTES, target + GUARD_BYTES, length);
            NativeMemory.free(address, capacity + 2 * GUARD_BYTES);
            address = target;
            capacity = grown;
        }
    }
}
