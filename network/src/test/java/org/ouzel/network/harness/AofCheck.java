package org.ouzel.network.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Redis's own tool for append only files. */
public final class AofCheck {
    private AofCheck() {
    }

    /** Asserts that redis-check-aof finds all files of a manifest valid. */
    public static void check(final Path manifest) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("redis-check-aof", manifest.toString()).redirectErrorStream(true)
            .start();
        process.getOutputStream().close();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.contains("All AOF files and manifest are valid"), text);
    }
}
