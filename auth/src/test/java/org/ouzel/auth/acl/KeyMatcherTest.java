package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeMemory;

/** What is made ready for quick matching matches what the pattern does. */
class KeyMatcherTest {
    private static final long SEED = 0x5EED;
    private static final int ROUNDS = 200_000;
    private static final int MAX_LENGTH = 40;
    private static final String LETTERS = "aab:\u00ff";
    private static final String SPECIALS = "**?[]^-\\";

    @Test
    void shouldMatchWhatTheGlobPatternDoes() {
        final Random random = new Random(SEED);
        final long address = NativeMemory.allocate(MAX_LENGTH);
        int matchCount = 0;
        try {
            for (int i = 0; i < ROUNDS; i++) {
                final String pattern = pattern(random);
                final String key = key(random, pattern);
                // At the end of the block, so that poisoned memory follows what may be read.
                final long start = address + MAX_LENGTH - key.length();
                NativeMemory.copy(key.getBytes(StandardCharsets.ISO_8859_1), 0, start, key.length());
                final boolean isMatch = GlobPattern.of(pattern).matches(start, key.length());
                matchCount += isMatch ? 1 : 0;
                assertEquals(isMatch, KeyMatcher.of(pattern).matches(start, key.length()),
                    () -> "pattern=" + pattern + " key=" + key);
            }
        } finally {
            NativeMemory.free(address, MAX_LENGTH);
        }
        assertTrue(matchCount > ROUNDS / 10 && matchCount < ROUNDS * 9 / 10, "matches=" + matchCount);
    }

    private static String pattern(final Random random) {
        final StringBuilder pattern = new StringBuilder(text(random, LETTERS, random.nextInt(20)));
        switch (random.nextInt(4)) {
            case 0 -> { }
            case 1 -> pattern.insert(random.nextInt(pattern.length() + 1),
                text(random, SPECIALS + LETTERS, random.nextInt(6)));
            default -> pattern.append('*');
        }
        return pattern.toString();
    }

    /** Returns a key that often begins as the pattern does, and sometimes differs in one letter. */
    private static String key(final Random random, final String pattern) {
        final String start = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        final StringBuilder key = new StringBuilder(start.substring(0,
            random.nextInt(4) == 0 ? random.nextInt(start.length() + 1) : start.length()));
        if (key.length() > 0 && random.nextInt(4) == 0) {
            key.setCharAt(random.nextInt(key.length()), LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        if (random.nextInt(3) > 0) {
            key.append(text(random, LETTERS, random.nextInt(12)));
        }
        return key.toString();
    }

    private static String text(final Random random, final String letters, final int length) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"'',''", "*,a", "a*,a", "key:*,key:", "key:*,key:12345678", "12345678*,12345678", "12345678,12345678",
        "123456789*,123456789", "a\\*,a*", "k?y,key"})
    void shouldMatch(final String pattern, final String key) {
        assertTrue(isMatch(pattern, key));
    }

    @ParameterizedTest
    @CsvSource({"*,''", "'',a", "a*,''", "key:*,key", "key:*,Key:12345678", "12345678*,1234567", "12345678,123456789",
        "123456789*,12345678a", "a\\*,ab", "key,ke"})
    void shouldNotMatch(final String pattern, final String key) {
        assertEquals(false, isMatch(pattern, key));
    }

    private static boolean isMatch(final String pattern, final String key) {
        final long address = NativeMemory.allocate(MAX_LENGTH);
        try {
            NativeMemory.copy(key.getBytes(StandardCharsets.ISO_8859_1), 0, address, key.length());
            return KeyMatcher.of(pattern).matches(address, key.length());
        } finally {
            NativeMemory.free(address, MAX_LENGTH);
        }
    }
}
