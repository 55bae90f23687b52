package org.ouzel.network.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.SideBySide;

/**
 * The requests of {@code functions.txt}, separated by lines of three dashes, given to redis-server and to Ouzel in both
 * protocol versions: each byte of the replies is the same, messages included. A request is a line of words; what
 * follows it is one more argument. And payloads of FUNCTION DUMP go from one to the other.
 */
class FunctionSideBySideIT extends SideBySide {
    private static final String LIBRARY =
        "#!lua name=%s\nredis.register_function('%s', function(keys, args) return '%s' .. #keys end)\n";

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void shouldReplyAsRedis(final String protocol) throws IOException {
        final List<String> differences = new ArrayList<>();
        final List<String> requests = requests();
        try (RawConnection redis = reference.connect(); RawConnection ouzel = tested.connect()) {
            for (final RawConnection each : List.of(redis, ouzel)) {
                each.call("HELLO", protocol);
                each.call("FLUSHALL");
            }
            for (final String request : requests) {
                final String[] words = words(request);
                final String expected = redis.call(words);
                final String actual = ouzel.call(words);
                if (!expected.equals(actual)) {
                    differences.add(request + "\n  redis: " + expected + "\n  ouzel: " + actual);
                }
            }
        }
        assertTrue(requests.size() > 180, "requests are missing: count=" + requests.size());
        assertEquals(List.of(), differences);
    }

    @Test
    void shouldExchangePayloads() {
        try (RawConnection redis = reference.connect(); RawConnection ouzel = tested.connect()) {
            exchange(redis, ouzel);
            exchange(ouzel, redis);
        }
    }

    private static void exchange(final RawConnection from, final RawConnection to) {
        for (final RawConnection each : List.of(from, to)) {
            assertEquals("+OK\r\n", each.call("FUNCTION", "FLUSH"));
        }
        load(from, "liba", "fa", "a".repeat(3000));
        load(from, "libb", "fb", "b");
        final byte[] payload = payload(from);
        load(to, "libb", "old", "old");
        load(to, "libc", "fc", "c");
        assertEquals("-ERR Library libb already exists\r\n", restore(to, payload));
        assertEquals("-ERR Library libb already exists\r\n", restore(to, payload, "APPEND"));
        assertEquals("$4\r\nold1\r\n", to.call("FCALL", "old", "1", "k"));
        assertEquals("-ERR Function not found\r\n", to.call("FCALL", "fa", "0"));
        assertEquals("+OK\r\n", restore(to, payload, "REPLACE"));
        assertEquals("-ERR Function not found\r\n", to.call("FCALL", "old", "0"));
        assertEquals("$2\r\nb0\r\n", to.call("FCALL", "fb", "0"));
        assertEquals("$3001\r\n" + "a".repeat(3000) + "0\r\n", to.call("FCALL", "fa", "0"));
        assertEquals("$2\r\nc0\r\n", to.call("FCALL", "fc", "0"));
        assertEquals("+OK\r\n", restore(to, payload, "flush"));
        assertEquals("-ERR Function not found\r\n", to.call("FCALL", "fc", "0"));
        load(to, "libd", "fa2", "d");
        assertEquals("+OK\r\n", to.call("FUNCTION", "DELETE", "liba"));
        load(to, "libe", "fa", "e");
        assertEquals("-ERR Function fa already exists\r\n", restore(to, payload, "REPLACE"));
        assertEquals("$2\r\ne0\r\n", to.call("FCALL", "fa", "0"));
        assertEquals("$2\r\nb0\r\n", to.call("FCALL", "fb", "0"));
        payload[payload.length - 1]++;
        assertEquals("-ERR DUMP payload version or checksum are wrong\r\n", restore(to, payload));
    }

    private static void load(final RawConnection server, final String library, final String function,
        final String result) {
        assertEquals("$4\r\n" + library + "\r\n",
            server.call("FUNCTION", "LOAD", String.format(LIBRARY, library, function, result)));
    }

    private static byte[] payload(final RawConnection server) {
        final byte[] reply = server.call(RawConnection.bytes("FUNCTION"), RawConnection.bytes("DUMP"));
        int start = 0;
        while (reply[start] != '\n') {
            start++;
        }
        return Arrays.copyOfRange(reply, start + 1, reply.length - 2);
    }

    private static String restore(final RawConnection server, final byte[] payload, final String... policy) {
        final List<byte[]> words = new ArrayList<>(List.of(RawConnection.bytes("FUNCTION"),
            RawConnection.bytes("RESTORE"), payload));
        Arrays.stream(policy).map(RawConnection::bytes).forEach(words::add);
        return RawConnection.text(server.call(words.toArray(byte[][]::new)));
    }

    private static String[] words(final String request) {
        final int lineEnd = request.indexOf('\n');
        final List<String> words = new ArrayList<>(List.of((lineEnd < 0 ? request : request.substring(0, lineEnd))
            .split(" ")));
        if (lineEnd >= 0) {
            words.add(request.substring(lineEnd + 1));
        }
        return words.toArray(String[]::new);
    }

    private static List<String> requests() throws IOException {
        try (InputStream stream = FunctionSideBySideIT.class.getResourceAsStream("functions.txt")) {
            return List.of(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1).strip().split("\n---\n"));
        }
    }
}
