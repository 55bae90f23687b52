package org.ouzel.network.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.SideBySide;

/**
 * The scripts of {@code scripts.txt}, separated by lines of three dashes, given to redis-server and to Ouzel in both
 * protocol versions: each byte of the replies is the same, messages included. Each is called with two keys and two
 * arguments; they run one after another and find what those before have left.
 */
class ScriptSideBySideIT extends SideBySide {
    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void shouldReplyAsRedis(final String protocol) throws IOException {
        final List<String> differences = new ArrayList<>();
        final List<String> scripts = scripts();
        try (RawConnection redis = reference.connect(); RawConnection ouzel = tested.connect()) {
            for (final RawConnection each : List.of(redis, ouzel)) {
                each.call("HELLO", protocol);
                each.call("FLUSHALL");
            }
            for (final String script : scripts) {
                final String expected = redis.call("EVAL", script, "2", "k1", "{k1}2", "a1", "a2");
                final String actual = ouzel.call("EVAL", script, "2", "k1", "{k1}2", "a1", "a2");
                if (!expected.equals(actual)) {
                    differences.add(script + "\n  redis: " + expected + "\n  ouzel: " + actual);
                }
            }
        }
        assertTrue(scripts.size() > 400, "scripts are missing: count=" + scripts.size());
        assertEquals(List.of(), differences);
    }

    private static List<String> scripts() throws IOException {
        try (InputStream stream = ScriptSideBySideIT.class.getResourceAsStream("scripts.txt")) {
            return List.of(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1).strip().split("\n---\n"));
        }
    }
}
