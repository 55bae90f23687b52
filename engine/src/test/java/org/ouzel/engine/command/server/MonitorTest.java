package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    void shouldShowTransactionsInTheOrderInWhichTheyWereSent() {
        final var monitor = engine.newClient();
        monitor.run("MONITOR");
        for (final String request : List.of("MULTI", "SELECT 3", "SET a 1", "EXEC", "WATCH a", "MULTI", "DISCARD",
            "MULTI", "JUNK", "EXEC")) {
            engine.run(request);
        }
        final String shown = monitor.take().replace(TIME, "").replace("127.0.0.1:1", "client");
        assertEquals("[0 client] \"MULTI\" [0 client] \"SELECT\" \"3\" [3 client] \"SET\" \"a\" \"1\" "
            + "[0 client] \"EXEC\" [3 client] \"WATCH\" \"a\" [3 client] \"MULTI\" [3 client] \"DISCARD\" "
            + "[3 client] \"MULTI\" [3 client] \"EXEC\"", shown);
    }

    @Test
    void shouldShowWhatScriptsCallAsTheirs() {
        final var monitor = engine.newClient();
        monitor.run("MONITOR");
        engine.run("EVAL", "redis.call('SET', KEYS[1], 'x') return redis.call('MGET', 'a', 'b')", "1", "a");
        engine.run("MULTI");
        engine.run("EVAL", "return redis.call('GET', 'a')", "0");
        engine.run("EXEC");
        final String shown = monitor.take().replace(TIME, "").replace("127.0.0.1:1", "client");
        assertEquals("[0 client] \"EVAL\" \"redis.call('SET', KEYS[1], 'x') return redis.call('MGET', 'a', 'b')\" "
            + "\"1\" \"a\" [0 lua] \"SET\" \"a\" \"x\" [0 lua] \"MGET\" \"a\" \"b\" [0 client] \"MULTI\" "
            + "[0 client] \"EVAL\" \"return redis.call('GET', 'a')\" \"0\" [0 lua] \"GET\" \"a\" "
            + "[0 client] \"EXEC\"", shown);
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
