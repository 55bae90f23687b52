package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InlineArgumentsTest {
    static Stream<Arguments> lines() {
        return Stream.of(
            Arguments.of("PING", "PING"),
            Arguments.of("  set \t a   b  ", "set|a|b"),
            Arguments.of("set \u000b\fa b\u000bc", "set|a|b\u000bc"),
            Arguments.of("a\rb", "a|b"),
            Arguments.of("\"\"", ""),
            Arguments.of("'' \"\" x", "||x"),
            Arguments.of("\"a b\" 'c d'", "a b|c d"),
            Arguments.of("\"\\n\\r\\t\\b\\a\"", "\n\r\t\b\u0007"),
            Arguments.of("\"\\\\ \\\" \\q\"", "\\ \" q"),
            Arguments.of("\"\\x00\\xfF\\x7a\"", "\u0000\u00ffz"),
            Arguments.of("\"\\xg0\\x1\"", "xg0x1"),
            Arguments.of("\"\\x4\"", "x4"),
            Arguments.of("'\\n \\x41 \"'", "\\n \\x41 \""),
            Arguments.of("'it\\'s'", "it's"),
            Arguments.of("a\\nb\\", "a\\nb\\"),
            Arguments.of("foo\"bar baz\"", "foobar baz"),
            Arguments.of("foo'bar baz' x", "foobar baz|x"),
            Arguments.of("\"a\"\t'b'\u000bc", "a|b|c"),
            Arguments.of("a\u0000b c", "a\u0000b|c"),
            Arguments.of("k\u00e4se \u00ff", "k\u00e4se|\u00ff"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldSplitAsRedisDoes(final String line, final String expected) {
        for (final String ending : List.of("\n", "\r\n")) {
            for (final int pieceBytes : new int[] {1, 100}) {
                try (Receiver receiver = new Receiver()) {
                    receiver.takeInPieces(Requests.bytes(line + ending + "NEXT one\n"), pieceBytes);
                    assertNull(receiver.error());
                    assertEquals(List.of(expected, "NEXT|one"), receiver.requests());
                }
            }
        }
    }

    @Test
    void shouldSkipEmptyLines() {
        try (Receiver receiver = new Receiver()) {
            receiver.take("\n\r\n \t \r\n\r\r\nPING\n\n");
            assertEquals(List.of("PING"), receiver.requests());
            assertEquals(0, receiver.keptBytes());
        }
    }

    @Test
    void shouldTakeManyArguments() {
        try (Receiver receiver = new Receiver()) {
            receiver.take("a ".repeat(30_000) + "\n");
            assertEquals(30_000, receiver.requests().get(0).split("\\|").length);
        }
    }
}
