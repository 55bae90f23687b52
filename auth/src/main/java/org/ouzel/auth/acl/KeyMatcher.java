package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeMemory;

/**
 * A glob-style pattern made ready for keys in native memory. One that is a plain text, perhaps with a star behind it,
 * is compared eight bytes at a time; the others are matched as everywhere else. Immutable; no garbage.
 */
final class KeyMatcher {
    private static final int BITS_PER_BYTE = 8;

    private final int minLength;
    private final int maxLength;
    /** The bytes of the full words of the text. */
    private final int wordBytes;
    private final long lastWord;
    private final long lastMask;
    private final byte[] text;
    private final long[] words;
    private final GlobPattern glob;

    private KeyMatcher(final byte[] text, final boolean isWhole, final GlobPattern glob) {
        this.text = text;
        this.glob = glob;
        // As for every pattern that isn't empty, no text is too little.
        minLength = isWhole ? text.length : Math.max(1, text.length);
        maxLength = isWhole ? text.length : Integer.MAX_VALUE;
        wordBytes = text.length & -Long.BYTES;
        words = new long[wordBytes / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(text, i * Long.BYTES, Long.BYTES);
        }
        final int restBytes = text.length - wordBytes;
        lastWord = word(text, wordBytes, restBytes);
        lastMask = (1L << restBytes * BITS_PER_BYTE) - 1;
    }

    /** @param pattern one byte a character (ISO-8859-1) */
    static KeyMatcher of(final String pattern) {
        final GlobPattern glob = GlobPattern.of(pattern);
        final String start = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        final boolean isPlain = GlobPattern.of(start).isLiteral();
        return new KeyMatcher(start.getBytes(StandardCharsets.ISO_8859_1), glob.isLiteral(), isPlain ? null : glob);
    }

    private static long word(final byte[] bytes, final int from, final int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word |= (bytes[from + i] & 0xFFL) << i * BITS_PER_BYTE;
        }
        return word;
    }

    /** Tells whether a key matches. */
    boolean matches(final long address, final int length) {
        if (glob != null) {
            return glob.matches(address, length);
        }
        if (length < minLength || length > maxLength) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (NativeMemory.getLong(address + (long) i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        // A whole word is only read where the key has one.
        return length - wordBytes >= Long.BYTES
            ? (NativeMemory.getLong(address + wordBytes) & lastMask) == lastWord
            : isRestAt(address);
    }

    private boolean isRestAt(final long address) {
        for (int i = wordBytes; i < text.length; i++) {
            if (NativeMemory.getByte(address + i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
