package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class MonitorTest extends CommandTest {
    private static final String TIME = "+1700000000.000000 ";

    @Test
    void shouldShowWhatOthersRun() {
        final var monitor = engine.newClient();
        assertEquals("+OK", monitor.run("MONITOR"));
        engine.run("SET", "key", "a\n\"b\"\\\u0001\u00e9");
        engine.run("MGET a b c");
        engine.run("PING");
        assertEquals(TIME + "[0 127.0.0.1:1] \"SET\" \"key\" \"a\\n\\\"b\\\"\\\\\\x01\\xe9\" "
            + TIME + "[0 127.0.0.1:1] \"MGET\" \"a\" \"b\" \"c\" " + TIME + "[0 127.0.0.1:1] \"PING\"", monitor.take());
    }

    @Test
    void shouldNotShowSecretsAdministrationOrRefusals() {
        final var monitor = engine.newClient();
        monitor.run("MONITOR");
        engine.run("AUTH default secret");
        engine.run("HELLO 2 AUTH default secret");
        engine.run("CONFIG GET hz");
        engine.run("GET");
        engine.run("junk");
        assertEquals("", monitor.take());
    }

    @Test
    void shouldCountEachMonitorOnce() {
        final var monitor = engine.newClient();
        assertEquals("+OK", monitor.run("MONITOR"));
        assertEquals("", monitor.run("MONITOR"));
        assertEquals(1, engine.server().monitorCount().get());
        assertEquals("+RESET", lastWord(monitor.run("RESET")));
        assertEquals(0, engine.server().monitorCount().get());
        assertFalse(monitor.session().isMonitor());
        engine.run("PING");
        assertEquals("", monitor.take());
        final String replies = monitor.pipeline("MONITOR", "RESET");
        assertTrue(replies.startsWith("+OK ") && replies.endsWith("+RESET"), replies);
        assertEquals(0, engine.server().monitorCount().get());
    }

    @Test
    void shouldEndWithTheConnection() {
        final var monitor = engine.newClient();
        monitor.run("MONITOR");
        monitor.disconnect();
        engine.run("PING");
        assertEquals(0, engine.server().monitorCount().get());
        assertEquals("", monitor.take());
    }

    @Test
    void shouldKeepAMonitorFromKeys() {
        final var monitor = engine.newClient();
        monitor.run("MONITOR");
        assertEquals("-ERR Replica can't interact with the keyspace", monitor.run("GET key"));
        assertEquals("-ERR Replica can't interact with the keyspace", monitor.run("SET key value"));
        assertTrue(monitor.run("PING").endsWith("+PONG"));
        assertTrue(engine.run("CLIENT LIST").contains(" flags=O "));
    }

    private static String lastWord(final String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }
}
