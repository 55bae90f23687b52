package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyJsonTest {
    private static String json(final String resp) {
        final List<Reply> replies = new ArrayList<>();
        new ReplyReader(1 << 20).read(resp.getBytes(StandardCharsets.ISO_8859_1), replies::add);
        assertEquals(1, replies.size());
        return ReplyJson.of(replies.get(0)).toString();
    }

    @Test
    void shouldKeepTypes() {
        assertEquals("{\"status\":\"OK\"}", json("+OK\r\n"));
        assertEquals("{\"error\":\"ERR no\"}", json("-ERR no\r\n"));
        assertEquals("null", json("_\r\n"));
        assertEquals("null", json("$-1\r\n"));
        assertEquals("true", json("#t\r\n"));
        assertEquals("{\"double\":\"inf\"}", json(",inf\r\n"));
        assertEquals("{\"big\":\"1\"}", json("(1\r\n"));
        assertEquals("{\"verbatim\":\"a\"}", json("=5\r\ntxt:a\r\n"));
        assertEquals("[1,[\"a\"]]", json("*2\r\n:1\r\n*1\r\n$1\r\na\r\n"));
        assertEquals("{\"set\":[1]}", json("~1\r\n:1\r\n"));
        assertEquals("{\"map\":[[\"a\",1]]}", json("%1\r\n$1\r\na\r\n:1\r\n"));
    }

    @Test
    void shouldKeepIntegersThatJavaScriptWouldRound() {
        assertEquals("9007199254740992", json(":9007199254740992\r\n"));
        assertEquals("{\"integer\":\"9007199254740993\"}", json(":9007199254740993\r\n"));
        assertEquals("{\"integer\":\"-9223372036854775808\"}", json(":-9223372036854775808\r\n"));
    }

    @Test
    void shouldKeepBytes() {
        assertEquals("\"\"", json("$0\r\n\r\n"));
        assertEquals("\"a\\u0000\\\"\\r\\n\"", json("$5\r\na\0\"\r\n\r\n"));
        assertEquals("\"ä\"", json("$2\r\nÃ¤\r\n"));
        assertEquals("{\"base64\":\"/wA=\"}", json("$2\r\nÿ\0\r\n"));
    }
}
