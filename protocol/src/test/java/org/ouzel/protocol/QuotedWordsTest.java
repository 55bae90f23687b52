package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWordsTest {
    private static final String LETTERS = "ab \t\u000b\r\"'\\\\xn4fF\u00e4\u0000";
    private static final int LINE_COUNT = 20_000;

    @ParameterizedTest
    @MethodSource("org.ouzel.protocol.InlineArgumentsTest#lines")
    void shouldSplitAsRedisDoes(final String line, final String expected) {
        assertEquals(expected, String.join("|", QuotedWords.split(line)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a", "'a", "a \"b\"c", "'it's'", "\"\\\"", "a'", "\"a\"\"b\""})
    void shouldRefuseUnbalancedQuotes(final String line) {
        assertNull(QuotedWords.split(line));
    }

    @Test
    void shouldSplitRandomLinesAsTheDecoderDoes() {
        final Random random = new Random(7);
        for (int i = 0; i < LINE_COUNT; i++) {
            final StringBuilder line = new StringBuilder("x ");
            for (int j = random.nextInt(12); j > 0; j--) {
                line.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            // A carriage return at the end belongs to the line's end for the decoder.
            final String text = line.append(random.nextBoolean() ? " z" : "\"").toString();
            try (Receiver receiver = new Receiver()) {
                receiver.take(text + "\n");
                final List<String> words = QuotedWords.split(text);
                assertEquals(receiver.error() == null ? receiver.requests() : null,
                    words == null ? null : List.of(String.join("|", words)), text);
            }
        }
    }

    @Test
    void shouldTellWhereWordsStand() {
        assertEquals(List.of(new QuotedWords.Word("set", 1, 4, true), new QuotedWords.Word("a b", 6, 11, true),
            new QuotedWords.Word("c d", 12, 16, false)), QuotedWords.parse(" set  'a b' \"c d"));
        assertEquals(List.of(), QuotedWords.parse(" \t "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "two words", "#c", "a\"b\\c'd", "\u0001\n\u007f", "\u00e4"})
    void shouldReadBackWhatItQuotes(final String word) {
        assertEquals(List.of(word), QuotedWords.split(QuotedWords.quote(word)));
    }
}
