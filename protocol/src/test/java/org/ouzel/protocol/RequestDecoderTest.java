package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestDecoderTest {
    private static final String PIPELINE = "*3\r\n$3\r\nSET\r\n$16\r\nkey:000000000001\r\n$3\r\nxxx\r\n"
        + "*0\r\nPING\r\n\r\n*-1\r\n\n*1\r\n$0\r\n\r\nset \"a\\x41\\n\" 'it\\'s'\n"
        + "*5\r\n:12\r\n+ok\r\n#t\r\n,1.5\r\n_\r\n"
        + "*12\r\n$1\r\n0\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\n4\r\n$1\r\n5\r\n"
        + "$1\r\n6\r\n$1\r\n7\r\n$1\r\n8\r\n$1\r\n9\r\n$2\r\n10\r\n$2\r\n\r\n\r\n";
    private static final List<String> PIPELINE_REQUESTS = List.of("SET|key:000000000001|xxx", "PING", "",
        "set|aA\n|it's", "12|ok|t|1.5|", "0|1|2|3|4|5|6|7|8|9|10|\r\n");

    @Test
    void shouldDecodePipeline() {
        try (Receiver receiver = new Receiver()) {
            receiver.take(PIPELINE);
            assertEquals(PIPELINE_REQUESTS, receiver.requests());
            assertNull(receiver.error());
            assertEquals(0, receiver.keptBytes());
            assertFalse(receiver.state().isUnfinished());
        }
    }

    @Test
    void shouldDecodePipelineCutAtEveryByte() {
        final byte[] bytes = Requests.bytes(PIPELINE);
        for (int cut = 0; cut <= bytes.length; cut++) {
            for (int second = cut; second <= bytes.length; second += 7) {
                try (Receiver receiver = new Receiver()) {
                    receiver.take(bytes, 0, cut).take(bytes, cut, second - cut)
                        .take(bytes, second, bytes.length - second);
                    assertEquals(PIPELINE_REQUESTS, receiver.requests(), "cuts=" + cut + "," + second);
                    assertEquals(0, receiver.keptBytes());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "1, 1", "2, 1", "3, 2", "5, 3", "1000, 1", "1000, 2"})
    void shouldDecodePipelineInPieces(final int pieceBytes, final int maxRequests) {
        try (Receiver receiver = new Receiver()) {
            receiver.maxRequests(maxRequests).takeInPieces(Requests.bytes(PIPELINE), pieceBytes);
            assertEquals(PIPELINE_REQUESTS, receiver.requests());
            assertEquals(0, receiver.keptBytes());
        }
    }

    @Test
    void shouldReturnNoMoreThanAskedFor() {
        final RequestDecoder decoder = new RequestDecoder();
        final DecodeState state = new DecodeState();
        final byte[] one = Requests.encode("PING");
        final byte[] three = Requests.join(one, one, one);
        final long address = NativeMemory.allocate(three.length);
        NativeMemory.copy(three, 0, address, three.length);
        assertEquals(2 * one.length, decoder.decode(address, three.length, state, DecodeLimits.DEFAULT, 2));
        assertEquals(2, decoder.requests().count());
        assertEquals(0, decoder.decode(address, three.length, state, DecodeLimits.DEFAULT, 0));
        assertEquals(0, decoder.requests().count());
        assertFalse(state.isUnfinished());
        NativeMemory.free(address, three.length);
    }

    static Stream<Arguments> errors() {
        final String longLine = "1".repeat(RequestDecoder.MAX_LINE_BYTES + 1);
        return Stream.of(
            Arguments.of("*x\r\n", "invalid multibulk length"),
            Arguments.of("*\r\n", "invalid multibulk length"),
            Arguments.of("*01\r\n", "invalid multibulk length"),
            Arguments.of("*+1\r\n", "invalid multibulk length"),
            Arguments.of("* 1\r\n", "invalid multibulk length"),
            Arguments.of("*1 \r\n", "invalid multibulk length"),
            Arguments.of("*-0\r\n", "invalid multibulk length"),
            Arguments.of("*1048577\r\n", "invalid multibulk length"),
            Arguments.of("*1000000000\r\n", "invalid multibulk length"),
            Arguments.of("*2147483648\r\n", "invalid multibulk length"),
            Arguments.of("*9223372036854775808\r\n", "invalid multibulk length"),
            Arguments.of("*" + longLine, "too big mbulk count string"),
            Arguments.of("*1\r\n$x\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$-1\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$-2\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$00\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$03\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$536870913\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$4294967297\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$-9223372036854775808\r\n", "invalid bulk length"),
            Arguments.of("*1\r\n$" + longLine, "too big bulk count string"),
            Arguments.of("*1\r\n+" + longLine, "too big bulk count string"),
            Arguments.of("*1\r\n*1\r\n", "expected '$', got '*'"),
            Arguments.of("*2\r\n$1\r\na\r\n%1\r\n", "expected '$', got '%'"),
            Arguments.of("*1\r\nx\r\n", "expected '$', got 'x'"),
            Arguments.of("*1\r\n-ERR\r\n", "expected '$', got '-'"),
            Arguments.of("*1\r\n\r\n", "expected '$', got ' '"),
            Arguments.of("*1\r\n\n\r\n", "expected '$', got ' '"),
            // One payload byte too many: the two bytes behind a payload are skipped unseen, so that LF comes next.
            Arguments.of("*2\r\n$1\r\nab\r\n$1\r\nc\r\n", "expected '$', got ' '"),
            Arguments.of(longLine, "too big inline request"),
            Arguments.of("set \"a\n", "unbalanced quotes in request"),
            Arguments.of("set 'a\r\n", "unbalanced quotes in request"),
            Arguments.of("set \"a\"b\r\n", "unbalanced quotes in request"),
            Arguments.of("set 'a'b\r\n", "unbalanced quotes in request"),
            Arguments.of("set 'a\\'\r\n", "unbalanced quotes in request"),
            Arguments.of("set \"a\\\r\n", "unbalanced quotes in request"),
            Arguments.of("set a\"\r\n", "unbalanced quotes in request"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void shouldNameErrorBehindTheRequestsBeforeIt(final String input, final String error) {
        for (final int pieceBytes : new int[] {1 << 20, 1, 3}) {
            if (input.length() > 1000 && pieceBytes < 1000) {
                continue;
            }
            try (Receiver receiver = new Receiver()) {
                receiver.takeInPieces(Requests.join(Requests.encode("a", "b"), Requests.bytes("ping\r\n" + input)),
                    pieceBytes);
                assertEquals(List.of("a|b", "ping"), receiver.requests());
                assertEquals("Protocol error: " + error, receiver.error());
            }
        }
    }

    @Test
    void shouldRefuseLongLinesHoweverTheyAreCut() {
        final int max = RequestDecoder.MAX_LINE_BYTES;
        for (final int bytes : new int[] {max, max + 1, max + 2}) {
            for (final String prefix : List.of("", "*", "*1\r\n+")) {
                final int inLine = prefix.isEmpty() ? 0 : 1;
                final byte[] line = Requests.bytes(prefix + "1".repeat(bytes - inLine));
                for (final int pieceBytes : new int[] {1, 1000, line.length - 1, line.length}) {
                    try (Receiver receiver = new Receiver()) {
                        receiver.takeInPieces(line, pieceBytes);
                        assertEquals(bytes > max, receiver.error() != null, prefix + " " + bytes + " " + pieceBytes);
                    }
                }
            }
        }
    }

    @Test
    void shouldTakeInlineLineOfTheLargestLength() {
        final String line = "1".repeat(RequestDecoder.MAX_LINE_BYTES);
        try (Receiver receiver = new Receiver()) {
            receiver.takeInPieces(Requests.bytes(line + "\nPING\n"), 999);
            assertEquals(List.of(line, "PING"), receiver.requests());
        }
    }

    @Test
    void shouldSkipTwoBytesBehindPayloadUnseen() {
        try (Receiver receiver = new Receiver()) {
            receiver.take("*2\r\n$1\r\naXY$1\r\nbZZ*1\rx$1\rxcxxPING\n");
            assertEquals(List.of("a|b", "c", "PING"), receiver.requests());
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 16384,", "11, 1, unauthenticated multibulk length", "1, 16385, unauthenticated bulk length",
        "1048577, 1, invalid multibulk length", "1, 536870913, invalid bulk length"})
    void shouldHoldClientsShortUntilTheyLogIn(final int count, final int bulkBytes, final String error) {
        final DecodeLimits limits = DecodeLimits.DEFAULT.unauthenticated();
        assertFalse(limits.isAuthenticated());
        try (Receiver receiver = new Receiver(new RequestDecoder(), limits, '0')) {
            receiver.take("*" + count + "\r\n$" + bulkBytes + "\r\n");
            assertEquals(error == null ? null : "Protocol error: " + error, receiver.error());
        }
    }

    @Test
    void shouldKeepToSmallerLimitsWhenConfigured() {
        final DecodeLimits limits = new DecodeLimits(2, 3);
        try (Receiver receiver = new Receiver(new RequestDecoder(), limits, '0')) {
            receiver.take(Requests.encode("abc", "def")).take("*3\r\n");
            assertEquals(List.of("abc|def"), receiver.requests());
            assertEquals(ProtocolError.INVALID_MULTIBULK_LENGTH, receiver.error());
        }
        try (Receiver receiver = new Receiver(new RequestDecoder(), limits, '0')) {
            receiver.take(Requests.encode("abcd"));
            assertEquals(ProtocolError.INVALID_BULK_LENGTH, receiver.error());
        }
    }

    @Test
    void shouldClampBulkLimitToWhatAnAddressableRequestHolds() {
        assertTrue(new DecodeLimits(1, Long.MAX_VALUE).maxBulkBytes() > 1 << 30);
        assertEquals(DecodeLimits.DEFAULT_BULK_BYTES, DecodeLimits.DEFAULT.maxBulkBytes());
    }

    @Test
    void shouldTellHowMuchOfAnArgumentIsMissing() {
        try (Receiver receiver = new Receiver()) {
            receiver.take("*2\r\n$3\r\nSET\r\n$1000");
            assertEquals(0, receiver.state().missingBytes());
            assertTrue(receiver.state().isUnfinished());
            receiver.take("000\r\n");
            assertEquals(1_000_002, receiver.state().missingBytes());
            receiver.take("abc");
            assertEquals(999_999, receiver.state().missingBytes());
            receiver.take("x".repeat(999_998));
            assertEquals(1, receiver.state().missingBytes());
            receiver.take("x");
            assertEquals(0, receiver.state().missingBytes());
            assertFalse(receiver.state().isUnfinished());
            assertEquals(1, receiver.requests().size());
        }
    }

    @Test
    void shouldForgetUnfinishedRequestWhenReset() {
        final RequestDecoder decoder = new RequestDecoder();
        final DecodeState state = new DecodeState();
        final byte[] bytes = Requests.bytes("*2\r\n$1\r\na\r\n$100\r\n");
        final long address = NativeMemory.allocate(bytes.length);
        NativeMemory.copy(bytes, 0, address, bytes.length);
        assertEquals(0, decoder.decode(address, bytes.length, state, DecodeLimits.DEFAULT, 1));
        assertEquals(102, state.missingBytes());
        state.reset();
        assertFalse(state.isUnfinished());
        assertEquals(0, state.missingBytes());
        NativeMemory.free(address, bytes.length);
    }

    @Test
    void shouldLookAtEachByteOfBigArgumentOnce() {
        final RequestDecoder decoder = new RequestDecoder();
        final byte[] request = Requests.encode("SET", "key", "x".repeat(16 * 1024 * 1024));
        try (Receiver receiver = new Receiver(decoder, DecodeLimits.DEFAULT, '\n')) {
            receiver.takeInPieces(request, 1024);
            assertEquals(1, receiver.requests().size());
        }
        assertTrue(decoder.examinedCount() < 100, "examined=" + decoder.examinedCount());
    }

    @Test
    void shouldLookAtEachArgumentOnceWhenTheyAreAMillion() {
        final int count = 1_000_000;
        final RequestDecoder decoder = new RequestDecoder();
        final StringBuilder text = new StringBuilder("*" + count + "\r\n");
        for (int i = 0; i < count; i++) {
            text.append("$1\r\n").append((char) ('a' + i % 26)).append("\r\n");
        }
        try (Receiver receiver = new Receiver(decoder, DecodeLimits.DEFAULT, '\n')) {
            receiver.takeInPieces(Requests.bytes(text.toString()), 1001);
            assertEquals(1, receiver.requests().size());
            final String[] arguments = receiver.requests().get(0).split("\\|");
            assertEquals(count, arguments.length);
            assertEquals("a", arguments[26]);
            receiver.take(PIPELINE);
            assertEquals(1 + PIPELINE_REQUESTS.size(), receiver.requests().size());
        }
        assertTrue(decoder.examinedCount() < 6L * count, "examined=" + decoder.examinedCount());
    }

    @Test
    void shouldLookAtEachByteOfLongLineOnce() {
        final RequestDecoder decoder = new RequestDecoder();
        final byte[] line = Requests.bytes("ECHO " + "x".repeat(60_000) + "\r\n");
        try (Receiver receiver = new Receiver(decoder, DecodeLimits.DEFAULT, '\n')) {
            receiver.takeInPieces(line, 1);
            assertEquals(1, receiver.requests().size());
        }
        assertTrue(decoder.examinedCount() <= 2L * line.length, "examined=" + decoder.examinedCount());
    }

    @Test
    void shouldServeManyConnectionsWithOneDecoder() {
        final RequestDecoder decoder = new RequestDecoder();
        final Receiver[] receivers = new Receiver[100];
        for (int i = 0; i < receivers.length; i++) {
            receivers[i] = new Receiver(decoder, DecodeLimits.DEFAULT, '\n');
        }
        for (int round = 0; round < 3; round++) {
            final byte[] bytes = Requests.bytes(PIPELINE);
            for (int i = 0; i < bytes.length; i++) {
                for (final Receiver receiver : receivers) {
                    receiver.take(bytes, i, 1);
                }
            }
        }
        for (final Receiver receiver : receivers) {
            assertEquals(3 * PIPELINE_REQUESTS.size(), receiver.requests().size());
            assertEquals(PIPELINE_REQUESTS, receiver.requests().subList(0, PIPELINE_REQUESTS.size()));
            receiver.close();
        }
    }
}
