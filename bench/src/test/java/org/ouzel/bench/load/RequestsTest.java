package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final ByteBuffer target = ByteBuffer.allocate(4096);

    @Test
    void shouldWriteGetOfATwelveDigitKey() {
        new Requests(3).putGet(target, KeyFamily.STRINGS, 42);
        assertEquals("*2\r\n$3\r\nGET\r\n$16\r\nkey:000000000042\r\n", text());
    }

    @Test
    void shouldWriteIncrOfACounter() {
        new Requests(3).putIncr(target, 1_234_567);
        assertEquals("*2\r\n$4\r\nINCR\r\n$20\r\ncounter:000001234567\r\n", text());
    }

    @Test
    void shouldWriteSetWithAStampedValue() {
        new Requests(64).putSet(target, 7, 3);
        final String text = text();
        final String head = "*3\r\n$3\r\nSET\r\n$16\r\nkey:000000000007\r\n$64\r\n";
        assertTrue(text.startsWith(head) && text.endsWith("\r\n"), text);
        assertEquals(head.length() + 64 + 2, text.length());
        assertTrue(ValueStamp.matches(target, head.length(), 64, 7, 3));
    }

    @Test
    void shouldFitEveryRequestIntoItsMaximum() {
        final Requests requests = new Requests(64);
        requests.putMset(target);
        for (int i = 0; i < Operation.MSET.keyCount(); i++) {
            requests.putPair(target, i, 0);
        }
        assertTrue(target.position() <= requests.maximumBytes(Operation.MSET));
        assertTrue(text().startsWith("*21\r\n$4\r\nMSET\r\n$16\r\nkey:000000000000\r\n$64\r\n"));
    }

    @Test
    void shouldTellVersionsKeysAndDamageApart() {
        for (final int length : new int[] {3, 10, 11, 64}) {
            target.clear();
            ValueStamp.put(target, 5, 9, length);
            assertEquals(length, target.position());
            assertTrue(ValueStamp.matches(target, 0, length, 5, 9));
            assertFalse(ValueStamp.matches(target, 0, length, 5, 10));
            assertFalse(ValueStamp.matches(target, 0, length, 6, 9));
            target.put(length - 1, (byte) (target.get(length - 1) ^ 1));
            assertFalse(ValueStamp.matches(target, 0, length, 5, 9));
        }
    }

    private String text() {
        return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
    }
}
