package org.ouzel.network.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Puts replies together from bytes that come in pieces: RESP3, and RESP2 as a part of it. One thread at a time. */
final class ReplyReader {
    private static final int MIN_BYTES = 4096;
    private static final int MAX_KEPT_BYTES = 1 << 20;
    private static final int VERBATIM_PREFIX_LENGTH = 4;

    private int position;
    private int end;
    private long heldBytes;
    private byte[] buffer = new byte[MIN_BYTES];
    private final Deque<Open> open = new ArrayDeque<>();
    private final long maxBytes;

    /** A collection whose elements are still coming. */
    private record Open(Reply.Kind kind, int count, List<Reply> items) {
    }

    /** @param maxBytes longest reply */
    ReplyReader(final long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes bytes in.
     *
     * @param complete called with each reply that is complete now
     * @throws IllegalStateException if a reply is longer than it may be
     */
    void read(final byte[] bytes, final Consumer<Reply> complete) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, end, bytes.length);
        end += bytes.length;
        heldBytes += bytes.length;
        boolean isMore = true;
        while (isMore) {
            final int start = position;
            isMore = readOne(complete);
            if (!isMore) {
                position = start;
            }
        }
        if (heldBytes > maxBytes) {
            throw new IllegalStateException("a reply is longer than " + maxBytes + " bytes");
        }
    }

    private void makeRoom(final int count) {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        if (end + count > buffer.length || end == 0 && count < MIN_BYTES && buffer.length > MAX_KEPT_BYTES) {
            buffer = Arrays.copyOf(buffer, Math.max(MIN_BYTES, end + Math.max(count, end)));
        }
    }

    /** Reads one element, if all of it is there. */
    private boolean readOne(final Consumer<Reply> complete) {
        final int lineEnd = findLineEnd();
        if (lineEnd < 0) {
            return false;
        }
        final char type = (char) buffer[position];
        final byte[] line = Arrays.copyOfRange(buffer, position + 1, lineEnd);
        position = lineEnd + 2;
        switch (type) {
            case '+' -> add(Reply.Kind.STATUS, line, complete);
            case '-' -> add(Reply.Kind.ERROR, line, complete);
            case ':' -> add(Reply.Kind.INTEGER, line, complete);
            case ',' -> add(Reply.Kind.DOUBLE, line, complete);
            case '(' -> add(Reply.Kind.BIG_NUMBER, line, complete);
            case '#' -> add(Reply.Kind.BOOLEAN, line, complete);
            case '_' -> add(Reply.NULL, complete);
            case '$' -> {
                return readBulk(Reply.Kind.BULK, number(line), complete);
            }
            case '!' -> {
                return readBulk(Reply.Kind.ERROR, number(line), complete);
            }
            case '=' -> {
                return readBulk(Reply.Kind.VERBATIM, number(line), complete);
            }
            case '*' -> begin(Reply.Kind.ARRAY, number(line), complete);
            case '~' -> begin(Reply.Kind.SET, number(line), complete);
            case '>' -> begin(Reply.Kind.PUSH, number(line), complete);
            case '%' -> begin(Reply.Kind.MAP, 2 * number(line), complete);
            default -> throw new IllegalStateException("no type of a reply: " + type);
        }
        return true;
    }

    private int findLineEnd() {
        for (int i = position; i < end - 1; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int number(final byte[] line) {
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII));
    }

    private boolean readBulk(final Reply.Kind kind, final int length, final Consumer<Reply> complete) {
        if (length < 0) {
            add(Reply.NULL, complete);
            return true;
        }
        if (end - position < length + 2) {
            return false;
        }
        final int prefix = kind == Reply.Kind.VERBATIM ? Math.min(length, VERBATIM_PREFIX_LENGTH) : 0;
        final byte[] bytes = Arrays.copyOfRange(buffer, position + prefix, position + length);
        position += length + 2;
        add(kind, bytes, complete);
        return true;
    }

    private void begin(final Reply.Kind kind, final int count, final Consumer<Reply> complete) {
        if (count < 0) {
            add(Reply.NULL, complete);
        } else if (count == 0) {
            add(new Reply(kind, null, List.of()), complete);
        } else {
            open.push(new Open(kind, count, new ArrayList<>()));
        }
    }

    private void add(final Reply.Kind kind, final byte[] bytes, final Consumer<Reply> complete) {
        add(new Reply(kind, bytes, List.of()), complete);
    }

    /** Adds a reply to the collection that it is of, which may be complete thereby, and so on outwards. */
    private void add(final Reply reply, final Consumer<Reply> complete) {
        Reply done = reply;
        while (!open.isEmpty()) {
            final Open around = open.peek();
            around.items.add(done);
            if (around.items.size() < around.count) {
                return;
            }
            open.pop();
            done = new Reply(around.kind, null, around.items);
        }
        heldBytes = end - position;
        complete.accept(done);
    }
}
