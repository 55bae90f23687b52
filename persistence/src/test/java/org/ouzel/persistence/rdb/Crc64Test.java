package org.ouzel.persistence.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ouzel.persistence.Payloads;
import org.ouzel.protocol.NativeMemory;

class Crc64Test {
    @Test
    void shouldGiveTheKnownSums() {
        assertEquals(0, Payloads.checksum(""));
        assertEquals(0xE9C6D914C4B8D9CAL, Payloads.checksum("123456789"));
    }

    @Test
    void shouldGiveTheSameSumInOneOrInParts() {
        final String text = "This is a test of how the sum comes about, in steps of any length.";
        for (int i = 0; i <= text.length(); i++) {
            final long first = Payloads.checksum(text.substring(0, i));
            final long address = NativeMemory.allocate(text.length());
            try {
                final byte[] rest = text.substring(i).getBytes(StandardCharsets.ISO_8859_1);
                NativeMemory.copy(rest, 0, address, rest.length);
                assertEquals(Payloads.checksum(text), Crc64.update(first, address, rest.length));
            } finally {
                NativeMemory.free(address, text.length());
            }
        }
    }
}
