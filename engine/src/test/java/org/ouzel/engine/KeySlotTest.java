package org.ouzel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class KeySlotTest {
    @Test
    void shouldGiveThePublishedSlots() {
        assertEquals(0x31C3, slot("123456789"));
        assertEquals(12_182, slot("foo"));
        assertEquals(5061, slot("bar"));
        assertEquals(0, slot(""));
    }

    @Test
    void shouldHashTheTagAlone() {
        assertEquals(slot("user1000"), slot("{user1000}.following"));
        assertEquals(slot("user1000"), slot("before{user1000}"));
        assertEquals(slot("bar"), slot("foo{bar}{zap}"));
        assertEquals(slot("{bar"), slot("foo{{bar}}zap"));
    }

    @Test
    void shouldHashTheWholeKeyWhereTheTagIsEmptyOrOpen() {
        assertNotEquals(slot("bar"), slot("foo{}{bar}"));
        assertEquals(8363, slot("foo{}{bar}"));
        assertNotEquals(slot("bar"), slot("foo{bar"));
        assertNotEquals(slot("bar"), slot("foo}bar{"));
        assertEquals(crc16("foo{bar") % KeySlot.SLOT_COUNT, slot("foo{bar"));
        assertEquals(crc16("{}") % KeySlot.SLOT_COUNT, slot("{}"));
    }

    @Test
    void shouldAgreeWithTheDefinitionBitByBit() {
        for (int i = 0; i < 5000; i++) {
            final String key = "k" + i * 7919L + "\u00ff\u0080" + "x".repeat(i % 40);
            assertEquals(crc16(key) % KeySlot.SLOT_COUNT, slot(key), key);
        }
    }

    /** CRC16/XMODEM by its definition: polynomial 0x1021, start 0, high bit first. */
    private static int crc16(final String text) {
        int crc = 0;
        for (final byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            for (int bit = 7; bit >= 0; bit--) {
                final boolean isCarried = (crc >>> 15 & 1) != (each >>> bit & 1);
                crc = crc << 1 & 0xFFFF;
                if (isCarried) {
                    crc ^= 0x1021;
                }
            }
        }
        return crc;
    }

    private static int slot(final String key) {
        final byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length + 1L);
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            return KeySlot.of(address, bytes.length);
        } finally {
            NativeMemory.free(address, bytes.length + 1L);
        }
    }
}
