package org.ouzel.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A glob-style pattern, as KEYS, SCAN, PSUBSCRIBE, CONFIG GET and ACL rules take it.
 *
 * <pre>
 * *        any bytes, also none        [abc]   one of these bytes
 * ?        any one byte                [^abc]  one byte, none of these
 * \x       the byte x itself           [a-z]   a byte of the range, its ends in either order
 * </pre>
 *
 * <p>Odd cases are Redis's: a class without {@code ]} ends with the pattern; {@code ]} ends a class even at its
 * beginning, so that {@code []} matches nothing and {@code [^]} anything; {@code [a-]} is a range up to {@code ]} of a
 * class that doesn't end; ranges compare signed bytes; an escaped byte in a class keeps its case; a backslash at the
 * very end stands for itself; and the empty text matches the empty pattern only, not {@code *} (where commands take
 * {@code *} for everything, they ask {@link #isEverything}). Case is folded for the letters A to Z alone.
 *
 * <p>Everything but a star takes exactly one byte, so that going back to the last star suffices: the time is bounded by
 * the product of both lengths, whatever the pattern. Redis gives up beyond 1,000 nested stars; this has no such bound.
 *
 * <p>Immutable, for any thread. Matching allocates nothing.
 */
public final class GlobPattern {
    private static final int NO_MATCH = -1;
    private static final int NO_STAR = -1;

    private final byte[] pattern;
    private final boolean isCaseIgnored;

    private GlobPattern(final byte[] pattern, final boolean isCaseIgnored) {
        this.pattern = pattern;
        this.isCaseIgnored = isCaseIgnored;
    }

    /** Takes a copy of a pattern in native memory, in which case matters. */
    public static GlobPattern of(final long address, final int length) {
        return new GlobPattern(NativeMemory.toArray(address, length), false);
    }

    /** Takes a pattern given one byte a character (ISO-8859-1), in which case matters. */
    public static GlobPattern of(final String pattern) {
        return new GlobPattern(pattern.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** Returns the same pattern for texts in which the case of letters doesn't matter. */
    public GlobPattern ignoringCase() {
        return new GlobPattern(pattern, true);
    }

    /** Tells whether the pattern is a lone star. */
    public boolean isEverything() {
        return pattern.length == 1 && pattern[0] == '*';
    }

    /** Tells whether the pattern has no special byte, so that it matches just the text that reads the same. */
    public boolean isLiteral() {
        for (final byte value : pattern) {
            if (value == '*' || value == '?' || value == '[' || value == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Tells whether the bytes in native memory match. */
    public boolean matches(final long address, final int length) {
        return matches(null, address, length);
    }

    /** Tells whether the bytes match. */
    public boolean matches(final byte[] text) {
        return matches(text, 0, text.length);
    }

    /** Tells whether a text matches, one byte a character (ISO-8859-1). */
    public boolean matches(final String text) {
        return matches(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the pattern's bytes. */
    public byte[] toArray() {
        return pattern.clone();
    }

    /** Returns the pattern, one character a byte. */
    @Override
    public String toString() {
        return new String(pattern, StandardCharsets.ISO_8859_1);
    }

    /** Matches an array, or where there is none, native memory. */
    private boolean matches(final byte[] array, final long address, final int length) {
        if (length == 0) {
            return pattern.length == 0;
        }
        int at = 0;
        int read = 0;
        int behindStar = NO_STAR;
        int readAtStar = 0;
        while (read < length) {
            if (at < pattern.length && pattern[at] == '*') {
                at = skipStars(at);
                if (at == pattern.length) {
                    return true;
                }
                behindStar = at;
                readAtStar = read;
            }
            final byte value = array == null ? NativeMemory.getByte(address + read) : array[read];
            final int next = at < pattern.length ? advance(at, value) : NO_MATCH;
            if (next != NO_MATCH) {
                at = next;
                read++;
            } else if (behindStar != NO_STAR) {
                // The last star takes one byte more, and what follows it is tried anew.
                at = behindStar;
                read = ++readAtStar;
            } else {
                return false;
            }
        }
        return skipStars(at) == pattern.length;
    }

    private int skipStars(final int from) {
        int at = from;
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at;
    }

    /** Returns the position behind the element at {@code at}, or {@link #NO_MATCH} if it doesn't take the byte. */
    private int advance(final int at, final byte value) {
        final byte element = pattern[at];
        if (element == '?') {
            return at + 1;
        }
        if (element == '[') {
            return advanceClass(at + 1, value);
        }
        final int literal = element == '\\' && at + 1 < pattern.length ? at + 1 : at;
        return isSame(pattern[literal], value) ? literal + 1 : NO_MATCH;
    }

    private int advanceClass(final int first, final byte value) {
        int at = first;
        final boolean isNegated = at < pattern.length && pattern[at] == '^';
        if (isNegated) {
            at++;
        }
        boolean isFound = false;
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                isFound |= pattern[at + 1] == value;
                at += 2;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                isFound |= isWithin(pattern[at], pattern[at + 2], value);
                at += 3;
            } else {
                isFound |= isSame(pattern[at], value);
                at++;
            }
        }
        return isFound == isNegated ? NO_MATCH : Math.min(at + 1, pattern.length);
    }

    private boolean isWithin(final byte start, final byte end, final byte value) {
        // The ends are put in order before case is folded: [Z-a] is no range of letters.
        final byte low = fold((byte) Math.min(start, end));
        final byte high = fold((byte) Math.max(start, end));
        final byte folded = fold(value);
        return folded >= low && folded <= high;
    }

    private boolean isSame(final byte left, final byte right) {
        return left == right || isCaseIgnored && fold(left) == fold(right);
    }

    private byte fold(final byte value) {
        return isCaseIgnored && value >= 'A' && value <= 'Z' ? (byte) (value + ('a' - 'A')) : value;
    }
}
