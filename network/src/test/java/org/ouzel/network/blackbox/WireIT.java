package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.SideBySide;

/** The bytes on the wire: framing, inline commands, hostile input, pipelines and big values. */
class WireIT extends SideBySide {
    private static final String PIPELINE =
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\na\r\nb\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"
        + "PING\r\n*1\r\n$4\r\nPING\r\nECHO \"x y\"\r\n*2\r\n$4\r\nINCR\r\n$1\r\nk\r\n\r\n*0\r\n"
        + "*3\r\n$4\r\nMGET\r\n$1\r\nk\r\n$1\r\nn\r\n*1\r\n$4\r\njunk\r\n*2\r\n$3\r\nDEL\r\n$1\r\nk\r\n";

    static List<String> wellFormed() {
        return List.of("PING\r\n", "PING\n", "   PING   \r\n", "\r\n\r\nPING\r\n", "ping\tx\r\n", "PING \"\"\r\n",
            "ECHO \"a\\x41\\n\\r\\t\\b\\a\\\"b\\q\"\r\n", "ECHO 'a\\'b\\n'\r\n", "ECHO \"\\xZZ\\x4\"\r\n",
            "ECHO a\"b\"c\r\n", "ECHO \u0001\u00ff\r\n", "ECHO a\rb\r\n", "SET inline 'a b'\r\nGET inline\r\n",
            "*0\r\nPING\r\n", "*-1\r\nPING\r\n", "*-10\r\nPING\r\n", "*1\r\n$0\r\n\r\n", "junk a b\r\n",
            "*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n", "*2\r\n$4\r\nECHO\r\n$5\r\na\r\nb\n\r\n",
            "PING\r\nQUIT\r\nPING\r\n", "QUIT now\r\n", "*1\r\n$4\r\nqUiT\r\n*1\r\n$4\r\nPING\r\n", "*1\r\n$4\r\nPI",
            "*3\r\n", "PIN", "*2\r\n$3\r\nGET\r\n$4\r\nab", "");
    }

    static List<String> hostile() {
        return List.of("*abc\r\n", "*\r\n", "*2147483648\r\n", "*99999999999999999999\r\n",
            "*1\r\n*1\r\n$4\r\nPING\r\n", "*1\r\n\r\n", "*2\r\n$4\r\nECHO\r\nx\r\n", "*1\r\n$-1\r\n", "*1\r\n$-2\r\n",
            "*1\r\n$abc\r\n", "*1\r\n$\r\n", "*1\r\n$536870913\r\n", "*1\r\n$99999999999999999999\r\n",
            "*1\r\n$4 \r\nPING\r\n", "*1 \r\n", "*+1\r\n", "*01\r\n$4\r\nPING\r\n", "*1\r\n$04\r\nPING\r\n",
            "SET a \"b\r\n", "SET a 'b\r\n", "ECHO \"a\"b\r\n", "ECHO 'a'b\r\n", "a".repeat(65_600),
            "*" + "1".repeat(65_600), "*1\r\n$" + "1".repeat(65_600), "PING\r\n*1\r\n$-1\r\n",
            "*1\r\n$4\r\nPING\r\n*x\r\nPING\r\n");
    }

    /** What a browser lured into posting to the port would send. */
    static List<String> http() {
        return List.of("POST / HTTP/1.1\r\nPING\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nPING\r\n",
            "*2\r\n$5\r\nhost:\r\n$1\r\nx\r\n*1\r\n$4\r\nPING\r\n");
    }

    @ParameterizedTest
    @MethodSource({"wellFormed", "hostile"})
    void shouldAnswerAnyBytesAsRedisDoes(final String input) {
        final String expected = everythingAfter(reference.connect(), input);
        assertEquals(expected, everythingAfter(tested.connect(), input));
        shouldStillServe();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldCloseTheConnectionAfterHostileInput(final String input) {
        try (RawConnection connection = tested.connect()) {
            connection.write(input);
            final String reply = connection.readToEnd();
            assertTrue(reply.contains("-ERR Protocol error: "), reply);
        }
    }

    @ParameterizedTest
    @MethodSource("http")
    void shouldRunNothingThatComesInAnHttpRequest(final String input) {
        try (RawConnection connection = tested.connect()) {
            connection.write(input);
            final String reply = connection.readToEnd();
            assertTrue(!reply.contains("PONG") && !reply.contains("unknown command"), reply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1000000000\r\n", "*2147483647\r\n$1\r\n", "*1\r\n$536870912\r\nabc"})
    void shouldNotReserveWhatIsOnlyClaimed(final String input) {
        final List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(tested.connect());
            connections.get(i).write(input);
            shouldStillServe();
        }
        connections.forEach(RawConnection::close);
        shouldStillServe();
    }

    @Test
    void shouldReadAPipelineCutAtEveryByte() {
        final String expected = everythingAfter(reference.connect(), PIPELINE);
        try (RawConnection other = tested.connect()) {
            for (int cut = 1; cut < PIPELINE.length(); cut++) {
                final RawConnection connection = tested.connect();
                connection.write(PIPELINE.substring(0, cut));
                other.call("PING");
                assertEquals(expected, everythingAfter(connection, PIPELINE.substring(cut)), "cut=" + cut);
            }
        }
    }

    @Test
    void shouldReadAPipelineByteByByte() {
        final RawConnection connection = tested.connect();
        for (int i = 0; i < PIPELINE.length(); i++) {
            connection.write(PIPELINE.substring(i, i + 1));
        }
        assertEquals(everythingAfter(reference.connect(), PIPELINE), everythingAfter(connection, ""));
    }

    @Test
    void shouldReadALongPipelineInRandomPieces() {
        final SplittableRandom random = new SplittableRandom(7);
        final String input = PIPELINE.repeat(300);
        final RawConnection connection = tested.connect();
        for (int from = 0; from < input.length();) {
            final int to = Math.min(input.length(), from + 1 + random.nextInt(random.nextInt(2000) + 1));
            connection.write(input.substring(from, to));
            from = to;
        }
        assertEquals(everythingAfter(reference.connect(), input), everythingAfter(connection, ""));
    }

    @Test
    void shouldAnswerTenThousandCommandsOfOneWriteInOrder() {
        try (RawConnection connection = tested.connect()) {
            connection.call("DEL", "counter");
            for (int i = 0; i < 10_000; i++) {
                connection.add("INCR", "counter");
            }
            connection.flush();
            for (int i = 1; i <= 10_000; i++) {
                assertEquals(":" + i + "\r\n", connection.readText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 16 * 1024, 64 * 1024, 1024 * 1024 + 1, 16 * 1024 * 1024})
    void shouldKeepBigValuesByteForByte(final int lengthBytes) {
        final byte[] value = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            value[i] = (byte) (i * 31 + (i >> 8));
        }
        try (RawConnection connection = tested.connect()) {
            final byte[] key = RawConnection.bytes("big");
            assertEquals("+OK\r\n", RawConnection.text(connection.call(RawConnection.bytes("SET"), key, value)));
            assertEquals(":" + lengthBytes + "\r\n", connection.call("STRLEN", "big"));
            assertArrayEquals(bulk(value), connection.call(RawConnection.bytes("GET"), key));
            assertArrayEquals(bulk(value), connection.call(RawConnection.bytes("ECHO"), value));
            assertEquals("+OK\r\n", connection.call("SET", "big", "small"));
        }
    }

    /** A value that arrives in tiny pieces, between pieces of other connections. */
    @Test
    void shouldAssembleABigValueFromManyWrites() {
        final int pieces = 400;
        final int pieceBytes = 777;
        try (RawConnection slow = tested.connect(); RawConnection other = tested.connect()) {
            slow.write("*3\r\n$3\r\nSET\r\n$6\r\npieces\r\n$" + pieces * pieceBytes + "\r\n");
            for (int i = 0; i < pieces; i++) {
                slow.write(Character.toString('a' + i % 26).repeat(pieceBytes));
                assertEquals("+PONG\r\n", other.call("PING"));
            }
            slow.write("\r\n");
            assertEquals("+OK\r\n", slow.readText());
            final int seam = 2 * pieceBytes;
            assertEquals("$2\r\nbc\r\n", other.call("GETRANGE", "pieces", "" + (seam - 1), "" + seam));
        }
    }

    private static void shouldStillServe() {
        try (RawConnection connection = tested.connect()) {
            assertEquals("+PONG\r\n", connection.call("PING"));
        }
    }

    private static byte[] bulk(final byte[] value) {
        final byte[] head = RawConnection.bytes("$" + value.length + "\r\n");
        final byte[] reply = new byte[head.length + value.length + 2];
        System.arraycopy(head, 0, reply, 0, head.length);
        System.arraycopy(value, 0, reply, head.length, value.length);
        reply[reply.length - 2] = '\r';
        reply[reply.length - 1] = '\n';
        return reply;
    }

    /** Sends the input, ends the sending side, and returns all that comes until the server closes too. */
    private static String everythingAfter(final RawConnection connection, final String input) {
        try (connection) {
            connection.write(input);
            connection.shutdownOutput();
            return connection.readToEnd();
        }
    }
}
