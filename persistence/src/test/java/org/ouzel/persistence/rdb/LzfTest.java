package org.ouzel.persistence.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class LzfTest {
    private static final int ROOM = 200_000;

    private final Lzf lzf = new Lzf();
    private final long source = NativeMemory.allocate(ROOM);
    private final long packed = NativeMemory.allocate(ROOM);
    private final long unpacked = NativeMemory.allocate(ROOM);

    @Test
    void shouldRestoreWhatItCompressed() {
        final Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            final byte[] bytes = new byte[random.nextInt(i < 250 ? 600 : 100_000)];
            final int variety = 1 + random.nextInt(255);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = j > 40 && random.nextInt(4) > 0 ? bytes[j - 1 - random.nextInt(40)]
                    : (byte) random.nextInt(variety);
            }
            NativeMemory.copy(bytes, 0, source, bytes.length);
            final int length = lzf.compress(source, bytes.length, packed, bytes.length + bytes.length / 16 + 16);
            assertTrue(length > 0 || bytes.length == 0);
            assertTrue(Lzf.decompress(packed, length, unpacked, bytes.length));
            assertArrayEquals(bytes, NativeMemory.toArray(unpacked, bytes.length));
        }
    }

    @Test
    void shouldSaveALotWhereAllIsAlike() {
        NativeMemory.fill(source, 10_000, (byte) 'a');
        final int length = lzf.compress(source, 10_000, packed, 9_996);
        assertTrue(length > 0 && length < 200, () -> "length=" + length);
        assertTrue(10_000 <= length * Lzf.MAX_RATIO);
    }

    @Test
    void shouldGiveUpWhereNothingIsSaved() {
        final byte[] bytes = new byte[1000];
        new Random(2).nextBytes(bytes);
        NativeMemory.copy(bytes, 0, source, bytes.length);
        assertEquals(0, lzf.compress(source, bytes.length, packed, bytes.length - 4));
    }

    @Test
    void shouldReadTheFormatAsItIsDescribed() {
        assertDecompressed("abcabcabcabc", "\2abc\u00e0\0\2");
        assertDecompressed("aaaaa", "\0a\u0040\0");
        assertMalformed("\2ab", 3);
        assertMalformed("\0a\u0020\1", 4);
        assertMalformed("\0a\u00e0", 4);
        assertMalformed("\0a\u0020\0", 3);
        assertMalformed("\0a", 2);
    }

    private void assertDecompressed(final String expected, final String compressed) {
        final byte[] bytes = compressed.getBytes(StandardCharsets.ISO_8859_1);
        NativeMemory.copy(bytes, 0, packed, bytes.length);
        assertTrue(Lzf.decompress(packed, bytes.length, unpacked, expected.length()));
        assertEquals(expected, NativeMemory.toText(unpacked, expected.length()));
    }

    private void assertMalformed(final String compressed, final int length) {
        final byte[] bytes = compressed.getBytes(StandardCharsets.ISO_8859_1);
        NativeMemory.copy(bytes, 0, packed, bytes.length);
        assertFalse(Lzf.decompress(packed, bytes.length, unpacked, length));
    }
}
