package org.ouzel.engine.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldFindWhatIsThere() {
        final Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                text.append((char) ('a' + random.nextInt(2)));
            }
            final StringBuilder wanted = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                wanted.append((char) ('a' + random.nextInt(2)));
            }
            final int from = random.nextInt(text.length() + 1);
            assertEquals(text.indexOf(wanted.toString(), from),
                ByteSearch.indexOf(bytes(text.toString()), bytes(wanted.toString()), from), text + " " + wanted);
        }
    }

    /** Beginnings that agree for long: what is looked for is compared by hashes then. */
    @Test
    void shouldFindInTextsThatRepeatThemselves() {
        final String text = "a".repeat(300_000) + "b" + "a".repeat(100_000) + "\u00ffab";
        final String many = "a".repeat(100_000);
        assertEquals(150_000, find(text, "a".repeat(150_000) + "b", 0));
        assertEquals(-1, find(text, "a".repeat(150_000) + "b", 200_000));
        assertEquals(300_001, find(text, many + "\u00ff", 0));
        assertEquals(300_001, find(text, many + "\u00ffab", 300_001));
        assertEquals(-1, find(text, many + "\u00ffab", 300_002));
        assertEquals(300_000, find(text, "b" + many + "\u00ff", 0));
        assertEquals(-1, find(text, "a".repeat(50_000) + "c", 0));
        assertEquals(-1, find(text, "a".repeat(300_001), 0));
    }

    private static int find(final String text, final String wanted, final int from) {
        return ByteSearch.indexOf(bytes(text), bytes(wanted), from);
    }
}
