package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static final String ALL = "+OK\r\n-ERR no\r\n:-42\r\n$3\r\na\r\n\r\n$-1\r\n$0\r\n\r\n_\r\n";

    private final Reply reply = new Reply();

    @Test
    void shouldReadEveryKindInOrder() {
        final ByteBuffer source = bytes(ALL);
        assertTrue(reply.read(source) && reply.isStatus());
        assertTrue(reply.read(source) && reply.isError());
        assertEquals("ERR no", payload(source));
        assertTrue(reply.read(source) && reply.isInteger());
        assertEquals(-42, reply.number());
        assertTrue(reply.read(source) && reply.isBulk());
        assertEquals("a\r\n", payload(source));
        assertTrue(reply.read(source) && reply.isNull());
        assertTrue(reply.read(source) && reply.isBulk());
        assertEquals(0, reply.payloadLength());
        assertTrue(reply.read(source) && reply.isNull());
        assertFalse(source.hasRemaining());
    }

    @Test
    void shouldWaitForTheRestWhereverTheInputIsCut() {
        for (final String whole : new String[] {"+OK\r\n", ":12\r\n", "$3\r\nabc\r\n", "$-1\r\n"}) {
            for (int cut = 1; cut < whole.length(); cut++) {
                final ByteBuffer source = bytes(whole);
                source.limit(cut);
                assertFalse(reply.read(source), whole.substring(0, cut));
                assertEquals(0, source.position());
                source.limit(whole.length());
                assertTrue(reply.read(source));
                assertEquals(whole.length(), source.position());
            }
        }
    }

    @Test
    void shouldRejectAReplyThatNoRequestOfOursGets() {
        assertThrows(IllegalStateException.class, () -> reply.read(bytes("*1\r\n:1\r\n")));
    }

    private String payload(final ByteBuffer source) {
        final byte[] payload = new byte[reply.payloadLength()];
        source.get(reply.payloadStart(), payload);
        return new String(payload, StandardCharsets.US_ASCII);
    }

    private static ByteBuffer bytes(final String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
