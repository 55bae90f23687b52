package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ouzel.protocol.client.Reply;

/** Says whether two raw replies mean the same. */
@FunctionalInterface
public interface ReplyMatcher {
    ReplyMatcher EXACT = Arrays::equals;
    /** The children of an aggregate in any order. */
    ReplyMatcher UNORDERED = (expected, actual) -> sameChunks(expected, actual, 1);
    /** Pairs of children in any order: a map, or its RESP2 form. */
    ReplyMatcher UNORDERED_PAIRS = (expected, actual) -> sameChunks(expected, actual, 2);
    /** OBJECT ENCODING, allowing for the packed form that small lists and sets have from Redis 7.2 on. */
    ReplyMatcher ENCODING = (expected, actual) -> Arrays.equals(expected, actual)
        || "listpack".equals(Reply.parse(actual).text())
        && List.of("quicklist", "hashtable").contains(Reply.parse(expected).text());
    /** Both are of one type, errors included, whatever they say. */
    ReplyMatcher SAME_TYPE = (expected, actual) -> expected[0] == actual[0];

    /** Doubles may be written with other digits of the same number: Redis 7.0 writes 17, 7.2 as few as will do. */
    ReplyMatcher SAME_NUMBERS = (expected, actual) -> Arrays.equals(expected, actual)
        || isSameNumber(Reply.parse(expected), Reply.parse(actual), 0);
    /**
     * Doubles may differ by the last of the four decimals of a distance, or by the last of a double's digits: sine and
     * arc sine aren't rounded alike by all libraries.
     */
    ReplyMatcher SAME_DISTANCES = (expected, actual) -> Arrays.equals(expected, actual)
        || isSameNumber(Reply.parse(expected), Reply.parse(actual), 0.000_100_1);

    /** Seconds counted from now: either server may have been held up for minutes; {@link Dice#farSeconds} are hours. */
    ReplyMatcher SECONDS = near(600);
    /** The same in milliseconds. */
    ReplyMatcher MILLISECONDS = near(600_000);

    boolean matches(byte[] expected, byte[] actual);

    /** Non-negative integers may differ by {@code tolerance}; what isn't such an integer must be equal. */
    static ReplyMatcher near(final long tolerance) {
        return (expected, actual) -> {
            if (Arrays.equals(expected, actual)) {
                return true;
            }
            final Reply left = Reply.parse(expected);
            final Reply right = Reply.parse(actual);
            return left.type() == ':' && right.type() == ':' && left.asLong() >= 0 && right.asLong() >= 0
                && Math.abs(left.asLong() - right.asLong()) <= tolerance;
        };
    }

    /**
     * One of the {@code fields} anywhere in the reply, and the value that follows, may differ or be missing; so may
     * fields that only Ouzel has, whose names begin with {@code ouzel_}.
     */
    static ReplyMatcher ignoring(final String... fields) {
        final Set<String> names = new HashSet<>(Arrays.asList(fields));
        return (expected, actual) -> masked(Reply.parse(expected), names).equals(masked(Reply.parse(actual), names));
    }

    /** A map, or its RESP2 form, whose entries named in {@code fields} may differ or be missing. */
    static ReplyMatcher without(final String... fields) {
        final Set<String> names = new HashSet<>(Arrays.asList(fields));
        return (expected, actual) -> stripped(Reply.parse(expected), names)
            .equals(stripped(Reply.parse(actual), names));
    }

    /** Children at {@code index} of every innermost aggregate with {@code size} children may differ. */
    static ReplyMatcher ignoringElement(final int index, final int size) {
        return (expected, actual) ->
            blanked(Reply.parse(expected), index, size).equals(blanked(Reply.parse(actual), index, size));
    }

    /**
     * One way to write a double, whichever way the server wrote it; what is no number stays as it is. Which servers and
     * encodings keep the sign of zero is left open.
     */
    static String number(final String text) {
        try {
            return Double.toString(Double.parseDouble(text.replace("inf", "Infinity")) + 0.0);
        } catch (final NumberFormatException e) {
            return text;
        }
    }

    private static boolean isSameNumber(final Reply left, final Reply right, final double tolerance) {
        if (left.type() != right.type() || left.isAggregate() != right.isAggregate()) {
            return false;
        }
        if (!left.isAggregate()) {
            try {
                return left.equals(right)
                    || Math.abs(Double.parseDouble(left.text()) - Double.parseDouble(right.text())) <= tolerance;
            } catch (final NumberFormatException e) {
                return false;
            }
        }
        boolean isSame = left.elements().size() == right.elements().size();
        for (int i = 0; isSame && i < left.elements().size(); i++) {
            isSame = isSameNumber(left.elements().get(i), right.elements().get(i), tolerance);
        }
        return isSame;
    }

    private static Reply masked(final Reply reply, final Set<String> names) {
        if (!reply.isAggregate()) {
            return reply;
        }
        final List<Reply> children = new ArrayList<>();
        for (int i = 0; i < reply.elements().size(); i++) {
            final Reply child = reply.elements().get(i);
            if (child.text() != null && (names.contains(child.text()) || child.text().startsWith("ouzel_"))) {
                i++;
            } else {
                children.add(masked(child, names));
            }
        }
        return new Reply(reply.type(), null, children);
    }

    private static Reply stripped(final Reply reply, final Set<String> names) {
        if (!reply.isAggregate()) {
            return reply;
        }
        final List<Reply> children = new ArrayList<>();
        for (int i = 0; i + 1 < reply.elements().size(); i += 2) {
            if (!names.contains(reply.elements().get(i).text())) {
                children.addAll(reply.elements().subList(i, i + 2));
            }
        }
        return new Reply(reply.type(), null, children);
    }

    private static Reply blanked(final Reply reply, final int index, final int size) {
        if (!reply.isAggregate()) {
            return reply;
        }
        final List<Reply> children = new ArrayList<>();
        for (int i = 0; i < reply.elements().size(); i++) {
            final Reply child = reply.elements().get(i);
            final boolean isBlank = reply.elements().size() == size && i == index && child.type() == ':';
            children.add(isBlank ? new Reply(':', "", null) : blanked(child, index, size));
        }
        return new Reply(reply.type(), null, children);
    }

    private static boolean sameChunks(final byte[] expected, final byte[] actual, final int size) {
        if (Arrays.equals(expected, actual)) {
            return true;
        }
        final Reply left = Reply.parse(expected);
        final Reply right = Reply.parse(actual);
        return left.type() == right.type() && left.isAggregate() && right.isAggregate()
            && chunks(left, size).equals(chunks(right, size));
    }

    private static List<String> chunks(final Reply reply, final int size) {
        final List<String> chunks = new ArrayList<>();
        for (int i = 0; i + size <= reply.elements().size(); i += size) {
            chunks.add(reply.elements().subList(i, i + size).toString());
        }
        Collections.sort(chunks);
        return chunks;
    }
}
