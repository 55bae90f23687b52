package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {
    private static final String ALPHABET = "aabbcAB*?[]^-\\z\u0080\u00ff";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "abc, abc, true", "abc, abd, false", "abc, abcd, false", "abcd, abc, false",
        "a*, a, true", "a*, abc, true", "*c, abc, true", "*b, abc, false", "a**c, abbc, true", "*a*b*, xxaxxbxx, true",
        "a?c, abc, true", "a?c, ac, false", "?, ab, false", "*?, a, true", "a*?, a, false",
        "[abc], b, true", "[abc], d, false", "[^abc], d, true", "[^abc], b, false", "x[0-9]y, x5y, true",
        "[z-a], m, true", "[z-a], A, false", "[a-], \\, false", "[a-], ^, true", "[a-], ], true", "[a-], -, false",
        "[-a], -, true", "[a-c-e], d, false", "[a-c-e], -, true", "[abc, b, true", "[abc, d, false", "[a-z, m, true",
        "[, [, false", "[, x, false", "[^, x, true", "[^, xy, false", "[], ], false", "[]a], ]a], false",
        "[^], x, true", "[^]a], xa], true", "[\\]], ], true", "[\\^a], ^, true", "[a^], ^, true", "[\\, \\, true",
        "[\\a-z], -, true", "[\\a-z], m, false", "a[b\\, a\\, true",
        "\\*, *, true", "\\*, a, false", "\\a, a, true", "\\, \\, true", "a\\, a\\, true", "\\\\, \\, true",
        "[*], *, true", "[*], a, false", "[?], ?, true", "h[^e]llo, hello, false", "h[^e]llo, hallo, true",
        "*[, x[, false", "*[^, ab, true", "news.*.de, news.sport.de, true", "a*a*a*b, aaaaab, true"})
    void shouldMatchAsRedisDoes(final String pattern, final String text, final boolean isMatch) {
        requireMatch(isMatch, GlobPattern.of(pattern), text);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "ABC, abc, true", "abc, ABC, true", "[A-Z], m, true", "[a-z], M, true", "[AB], b, true", "\\A, a, true",
        "[\\A], a, false", "[\\A], A, true", "[Z-a], m, false", "[Z-a], Z, false", "*A?, xxAb, true", "@, `, false",
        "[, {, false"})
    void shouldFoldCaseWhenAsked(final String pattern, final String text, final boolean isMatch) {
        requireMatch(isMatch, GlobPattern.of(pattern).ignoringCase(), text);
    }

    @Test
    void shouldMatchEmptyTextWithEmptyPatternOnly() {
        assertTrue(GlobPattern.of("").matches(""));
        assertFalse(GlobPattern.of("*").matches(""));
        assertFalse(GlobPattern.of("**").matches(""));
        assertFalse(GlobPattern.of("").matches("a"));
    }

    @Test
    void shouldCompareRangesAsSignedBytes() {
        assertTrue(GlobPattern.of("[a-\u00ff]").matches("5"));
        assertFalse(GlobPattern.of("[a-\u00ff]").matches("z"));
        assertTrue(GlobPattern.of("[\u0080-\u00ff]").matches("\u00e4"));
    }

    @Test
    void shouldTellSimplePatterns() {
        assertTrue(GlobPattern.of("*").isEverything());
        assertFalse(GlobPattern.of("**").isEverything());
        assertTrue(GlobPattern.of("a]b-^c").isLiteral());
        for (final String special : List.of("*", "?", "[", "\\")) {
            assertFalse(GlobPattern.of("a" + special).isLiteral());
        }
    }

    @Test
    void shouldKeepItsOwnCopy() {
        final long address = NativeMemory.allocate(2);
        NativeMemory.copy(Requests.bytes("a*"), 0, address, 2);
        final GlobPattern pattern = GlobPattern.of(address, 2);
        NativeMemory.fill(address, 2, (byte) 'x');
        assertEquals("a*", pattern.toString());
        assertTrue(pattern.matches("abc"));
        NativeMemory.free(address, 2);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotBeSlowedByHostilePatterns() {
        // Trying every division of the text among the stars would never end.
        final String text = "a".repeat(50_000);
        assertFalse(GlobPattern.of("a*".repeat(1_000) + "b").matches(text));
        assertFalse(GlobPattern.of("*" + "a*".repeat(20_000) + "[^a]").matches(text));
        assertFalse(GlobPattern.of("*?".repeat(100) + "b").matches(text));
        assertTrue(GlobPattern.of("*a".repeat(50_000)).matches(text));
    }

    @Test
    void shouldAgreeWithNaiveMatcher() {
        final long seed = Long.getLong("ouzel.test.seed", 20261121);
        final Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            final String pattern = random(random, 9);
            final String text = random(random, 7);
            final boolean isCaseIgnored = random.nextInt(3) == 0;
            final GlobPattern glob = isCaseIgnored ? GlobPattern.of(pattern).ignoringCase() : GlobPattern.of(pattern);
            final boolean expected = text.isEmpty() ? pattern.isEmpty()
                : naive(elements(pattern, isCaseIgnored), 0, text, 0);
            assertEquals(expected, glob.matches(text), () -> "seed=" + seed + " pattern=" + pattern + " text=" + text);
        }
    }

    private static void requireMatch(final boolean isMatch, final GlobPattern pattern, final String text) {
        assertEquals(isMatch, pattern.matches(text));
        final long address = NativeMemory.allocate(text.length() + 2);
        NativeMemory.fill(address, text.length() + 2, (byte) 'a');
        NativeMemory.copy(Requests.bytes(text), 0, address + 1, text.length());
        assertEquals(isMatch, pattern.matches(address + 1, text.length()));
        NativeMemory.free(address, text.length() + 2);
    }

    private static String random(final Random random, final int maxLength) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Exponential, and hence as simple as the definition: null is a star, all else takes one byte. */
    private static boolean naive(final List<IntPredicate> elements, final int at, final String text, final int read) {
        if (at == elements.size()) {
            return read == text.length();
        }
        final IntPredicate element = elements.get(at);
        if (element == null) {
            return naive(elements, at + 1, text, read) || read < text.length() && naive(elements, at, text, read + 1);
        }
        return read < text.length() && element.test(text.charAt(read)) && naive(elements, at + 1, text, read + 1);
    }

    private static List<IntPredicate> elements(final String pattern, final boolean isCaseIgnored) {
        final List<IntPredicate> elements = new ArrayList<>();
        String rest = pattern;
        while (!rest.isEmpty()) {
            final char first = rest.charAt(0);
            rest = rest.substring(1);
            if (first == '*') {
                elements.add(null);
            } else if (first == '?') {
                elements.add(c -> true);
            } else if (first == '[') {
                rest = addClass(rest, elements, isCaseIgnored);
            } else if (first == '\\' && !rest.isEmpty()) {
                elements.add(same(rest.charAt(0), isCaseIgnored));
                rest = rest.substring(1);
            } else {
                elements.add(same(first, isCaseIgnored));
            }
        }
        return elements;
    }

    private static String addClass(final String inside, final List<IntPredicate> elements,
        final boolean isCaseIgnored) {
        final boolean isNegated = inside.startsWith("^");
        String rest = isNegated ? inside.substring(1) : inside;
        IntPredicate any = c -> false;
        while (!rest.isEmpty() && rest.charAt(0) != ']') {
            if (rest.charAt(0) == '\\' && rest.length() > 1) {
                any = any.or(same(rest.charAt(1), false));
                rest = rest.substring(2);
            } else if (rest.length() > 2 && rest.charAt(1) == '-') {
                any = any.or(range((byte) rest.charAt(0), (byte) rest.charAt(2), isCaseIgnored));
                rest = rest.substring(3);
            } else {
                any = any.or(same(rest.charAt(0), isCaseIgnored));
                rest = rest.substring(1);
            }
        }
        elements.add(isNegated ? any.negate() : any);
        return rest.isEmpty() ? rest : rest.substring(1);
    }

    private static IntPredicate same(final char wanted, final boolean isCaseIgnored) {
        return c -> lower(wanted, isCaseIgnored) == lower(c, isCaseIgnored);
    }

    private static IntPredicate range(final byte one, final byte other, final boolean isCaseIgnored) {
        return c -> lower((byte) c, isCaseIgnored) >= lower(Math.min(one, other), isCaseIgnored)
            && lower((byte) c, isCaseIgnored) <= lower(Math.max(one, other), isCaseIgnored);
    }

    private static int lower(final int value, final boolean isCaseIgnored) {
        return isCaseIgnored && value >= 'A' && value <= 'Z' ? value + 32 : value;
    }
}
