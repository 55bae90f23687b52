package org.ouzel.network.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Redis's own tool for snapshots. */
public final class RdbCheck {
    private RdbCheck() {
    }

    /** Asserts that redis-check-rdb finds a file valid. */
    public static void check(final Path file) throws IOException {
        final Process check = new ProcessBuilder("redis-check-rdb", file.toString()).redirectErrorStream(true).start();
        final String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(output.contains("\\o/ RDB looks OK! \\o/"), output);
        assertFalse(output.contains("RDB ERROR"), output);
    }
}
