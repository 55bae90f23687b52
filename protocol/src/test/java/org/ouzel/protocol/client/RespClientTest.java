package org.ouzel.protocol.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RespClientTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void shouldEncodeTextNumbersAndBytes() throws Exception {
        try (RespClient client = client("+OK\r\n:5\r\n")) {
            assertEquals("OK", client.call("SET", "k\u00ff", new byte[] {0, 13, 10}));
            assertEquals(5L, client.call("INCRBY", "k", 5L));
            assertEquals("*3\r\n$3\r\nSET\r\n$2\r\nk\u00ff\r\n$3\r\n\u0000\r\n\r\n*3\r\n$6\r\nINCRBY\r\n$1\r\nk\r\n"
                + "$1\r\n5\r\n", sentText());
        }
    }

    @Test
    void shouldSendNothingBeforeFlush() throws Exception {
        try (RespClient client = client("")) {
            client.append("PING");
            assertEquals("", sentText());
            client.flush();
            assertEquals("*1\r\n$4\r\nPING\r\n", sentText());
            client.sendRaw("*1\r\n$-5\r\n");
            assertEquals("*1\r\n$4\r\nPING\r\n*1\r\n$-5\r\n", sentText());
        }
    }

    @Test
    void shouldReadRepliesOfPipeline() throws Exception {
        try (RespClient client = client("+PONG\r\n-ERR x\r\n$-1\r\n")) {
            final List<Object> replies = client.pipeline(List.of(new Object[] {"PING"}, new Object[] {"X"},
                new Object[] {"GET", "k"}));
            assertEquals("PONG", replies.get(0));
            assertEquals(new RespError("ERR x"), replies.get(1));
            assertEquals(null, replies.get(2));
        }
    }

    @Test
    void shouldKeepPushesApartFromReplies() throws Exception {
        try (RespClient client = client(">1\r\n+a\r\n>1\r\n+b\r\n+OK\r\n>1\r\n+c\r\n+LAST\r\n")) {
            assertEquals("OK", client.call("PING"));
            assertEquals(2, client.pushCount());
            assertEquals("a", client.nextPush().kind());
            assertEquals("b", client.nextPush().kind());
            assertEquals("c", client.nextPush().kind());
            assertThrows(IllegalStateException.class, client::nextPush);
        }
    }

    @Test
    void shouldReturnExactBytes() throws Exception {
        try (RespClient client = client("*2\r\n$1\r\na\r\n:01\r\n+OK\r\n")) {
            assertArrayEquals("*2\r\n$1\r\na\r\n:01\r\n".getBytes(StandardCharsets.ISO_8859_1),
                client.callRaw("X"));
            assertEquals(List.of("OK"), client.readUntilClosed());
        }
    }

    private String sentText() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    private RespClient client(final String replies) throws Exception {
        final InputStream in = new ByteArrayInputStream(replies.getBytes(StandardCharsets.ISO_8859_1));
        return new RespClient(new Socket() {
            @Override
            public void setTcpNoDelay(final boolean isOn) {
                // There is no connection to set it for.
            }

            @Override
            public InputStream getInputStream() {
                return in;
            }

            @Override
            public OutputStream getOutputStream() {
                return sent;
            }
        });
    }
}
