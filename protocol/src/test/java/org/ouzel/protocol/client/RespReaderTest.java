package org.ouzel.protocol.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespReaderTest {
    static Stream<Arguments> replies() {
        return Stream.of(
            Arguments.of("+OK\r\n", "OK"),
            Arguments.of("+\r\n", ""),
            Arguments.of("-ERR no such key\r\n", new RespError("ERR no such key")),
            Arguments.of("!8\r\nERR a\r\nb\r\n", new RespError("ERR a\r\nb")),
            Arguments.of(":-9223372036854775808\r\n", Long.MIN_VALUE),
            Arguments.of("$5\r\na\r\n\u00ff\u0000\r\n", "a\r\n\u00ff\u0000"),
            Arguments.of("$0\r\n\r\n", ""),
            Arguments.of("$-1\r\n", null),
            Arguments.of("*-1\r\n", null),
            Arguments.of("_\r\n", null),
            Arguments.of("*0\r\n", List.of()),
            Arguments.of("*3\r\n:1\r\n$-1\r\n*1\r\n+a\r\n", Arrays.asList(1L, null, List.of("a"))),
            Arguments.of("#t\r\n", true),
            Arguments.of("#f\r\n", false),
            Arguments.of(",1.5\r\n", 1.5),
            Arguments.of(",10\r\n", 10.0),
            Arguments.of(",1e+21\r\n", 1e21),
            Arguments.of(",inf\r\n", Double.POSITIVE_INFINITY),
            Arguments.of(",-inf\r\n", Double.NEGATIVE_INFINITY),
            Arguments.of(",nan\r\n", Double.NaN),
            Arguments.of("(-12345678901234567890\r\n", new BigInteger("-12345678901234567890")),
            Arguments.of("=7\r\ntxt:a\nb\r\n", new RespVerbatim("txt", "a\nb")),
            Arguments.of("%2\r\n+a\r\n:1\r\n+b\r\n_\r\n", mapOf("a", 1L, "b", null)),
            Arguments.of("~3\r\n+a\r\n:1\r\n+a\r\n", Set.of("a", 1L)),
            Arguments.of(">2\r\n+invalidate\r\n*1\r\n+k\r\n", new RespPush(List.of("invalidate", List.of("k")))),
            Arguments.of("|1\r\n+ttl\r\n:3\r\n*1\r\n:2\r\n", new RespAttributed(Map.of("ttl", 3L), List.of(2L))));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldReadReplyHoweverItArrives(final String text, final Object expected) throws IOException {
        for (final int pieceBytes : new int[] {1, 2, 1000}) {
            final RespReader reader = reader(text + "+NEXT\r\n", pieceBytes);
            assertEquals(expected, reader.read());
            assertEquals("NEXT", reader.read());
            assertFalse(reader.hasBufferedBytes());
            assertThrows(EOFException.class, reader::read);
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldSkipAndRecordReplyHoweverItArrives(final String text, final Object ignored) throws IOException {
        for (final int pieceBytes : new int[] {1, 2, 1000}) {
            final RespReader reader = reader("+FIRST\r\n" + text + text + "+NEXT\r\n", pieceBytes);
            assertEquals("FIRST", reader.read());
            assertEquals(text.charAt(0), reader.skip());
            assertArrayEquals(bytes(text), reader.readRaw());
            assertEquals("NEXT", reader.read());
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldMissEveryByteThatIsCutOff(final String text, final Object ignored) {
        for (int length = 0; length < text.length(); length++) {
            final String cut = text.substring(0, length);
            assertThrows(EOFException.class, () -> reader(cut, 3).read());
            assertThrows(EOFException.class, () -> reader(cut, 3).skip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK\r\n", "\r\n", ":x\r\n", ":\r\n", "+a\rb", "$x\r\n", "$-2\r\n", "$?\r\n", "*-2\r\n",
        "%-1\r\n", "~-1\r\n", "$1\r\nabc", "#x\r\n", "_x\r\n", ",x\r\n", "(1.5\r\n", "=3\r\ntxt\r\n", "!-1\r\n",
        "*99999999999\r\n", "@1\r\n"})
    void shouldRefuseWhatIsNoReply(final String text) {
        assertThrows(ProtocolException.class, () -> reader(text, 100).read());
    }

    @Test
    void shouldReadBigValuesAcrossItsBuffer() throws IOException {
        final String big = "0123456789".repeat(100_000);
        final String text = "*2\r\n$1000000\r\n" + big + "\r\n$3\r\nend\r\n";
        assertEquals(List.of(big, "end"), reader(text, 7_777).read());
        assertArrayEquals(bytes(text), reader(text, 65_536).readRaw());
    }

    @Test
    void shouldNotBelieveClaimedSizes() {
        assertThrows(EOFException.class, () -> reader("$2147483647\r\nabc", 100).read());
        assertThrows(EOFException.class, () -> reader("*2147483647\r\n:1\r\n", 100).read());
        assertThrows(EOFException.class, () -> reader("%2147483647\r\n:1\r\n", 100).skip());
    }

    @Test
    void shouldRefuseDeepNesting() {
        assertThrows(ProtocolException.class, () -> reader("*1\r\n".repeat(100_000), 1000).read());
        assertThrows(ProtocolException.class, () -> reader("*1\r\n".repeat(100_000), 1000).skip());
    }

    @Test
    void shouldTellCodeOfErrorAndKindOfPush() {
        assertEquals("WRONGTYPE", new RespError("WRONGTYPE Operation against").code());
        assertEquals("OOPS", new RespError("OOPS").code());
        assertEquals("message", new RespPush(List.of("message", "c", "t")).kind());
        assertEquals("", new RespPush(List.of()).kind());
    }

    private static Map<Object, Object> mapOf(final Object... pairs) {
        final Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RespReader reader(final String text, final int pieceBytes) {
        final InputStream whole = new ByteArrayInputStream(bytes(text));
        return new RespReader(new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(final byte[] target, final int offset, final int length) throws IOException {
                return whole.read(target, offset, Math.min(pieceBytes, length));
            }
        });
    }
}
