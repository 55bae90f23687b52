package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Clients that wait in blocking commands, on real sockets. Of three shards, each has one of the keys a, k1 and k2. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlockingIT extends EachSetup {
    private final List<RawConnection> waiting = new ArrayList<>();
    private RawConnection other;

    @BeforeEach
    void connect() {
        other = tested.connect();
        other.call("FLUSHALL");
    }

    @AfterEach
    void disconnect() {
        waiting.forEach(RawConnection::close);
        awaitWaiting(0);
        other.close();
    }

    @Test
    void shouldServeManyClientsInTheOrderInWhichTheyCame() {
        final int count = 60;
        for (int i = 0; i < count; i++) {
            // Every third one waits for keys of several shards.
            beginWaiting(i % 3 == 0 ? "BLPOP k1 a k2 0" : i % 3 == 1 ? "BLMPOP 0 1 a LEFT" : "BRPOPLPUSH a k3 0");
        }
        for (int i = 0; i < count; i += 3) {
            other.add("RPUSH", "a", "value:" + i);
            other.add("RPUSH", "a", "value:" + (i + 2), "value:" + (i + 1));
        }
        other.flush();
        for (int i = 0; i < count; i += 3) {
            assertEquals(":1\r\n", other.readText());
            assertEquals(":2\r\n", other.readText());
        }
        for (int i = 0; i < count; i += 3) {
            assertEquals(array("a", "value:" + i), waiting.get(i).readText());
            assertEquals("*2\r\n" + bulk("a") + "*1\r\n" + bulk("value:" + (i + 2)), waiting.get(i + 1).readText());
            assertEquals(bulk("value:" + (i + 1)), waiting.get(i + 2).readText());
        }
        assertEquals(":0\r\n", other.call("EXISTS", "a", "k1"));
    }

    @Test
    void shouldGoOnWithWhatWasSentBehind() {
        final RawConnection client = beginWaiting("BLPOP a 0");
        client.add("PING").add("BLPOP", "a", "0").add("RPUSH", "k1", "x").add("ECHO", "end").flush();
        assertEquals("+PONG\r\n", other.call("PING"));
        other.call("RPUSH", "a", "1");
        assertEquals(array("a", "1"), client.readText());
        assertEquals("+PONG\r\n", client.readText());
        awaitWaiting(1);
        other.call("RPUSH", "a", "2");
        assertEquals(array("a", "2"), client.readText());
        assertEquals(":1\r\n", client.readText());
        assertEquals(bulk("end"), client.readText());
    }

    @Test
    void shouldEndEachWaitAtItsOwnTime() {
        final RawConnection forEver = beginWaiting("BLPOP a 0");
        final RawConnection hour = beginWaiting("BZPOPMIN a k1 3600.5");
        final RawConnection short1 = beginWaiting("BLPOP a 0.05");
        final RawConnection short2 = beginWaiting("BLMOVE a k2 LEFT LEFT .3");
        final RawConnection short3 = beginWaiting("XREAD BLOCK 20 STREAMS k2 $");
        final RawConnection resp3 = tested.connect(3);
        waiting.add(resp3);
        assertEquals("_\r\n", resp3.call("BLPOP", "a", "k1", "0.01"));
        assertEquals("*-1\r\n", short1.readText());
        assertEquals("*-1\r\n", short2.readText());
        assertEquals("*-1\r\n", short3.readText());
        awaitWaiting(2);
        assertEquals("+PONG\r\n", short1.call("PING"));
        other.call("RPUSH", "a", "x");
        assertEquals(array("a", "x"), forEver.readText());
        other.call("ZADD", "k1", "1", "m");
        assertEquals(array("k1", "m", "1"), hour.readText());
    }

    @Test
    void shouldLeaveValuesWhereTheyAreWhenTheClientHasGone() {
        final RawConnection plain = beginWaiting("BLPOP a 0");
        final RawConnection pipelined = beginWaiting("BLPOP k2 k1 a 0");
        pipelined.add("PING").add("PING").flush();
        final RawConnection killed = beginWaiting("BLMOVE a k1 LEFT LEFT 0");
        final String id = other.call("CLIENT", "LIST").lines().filter(line -> line.contains("cmd=blmove"))
            .map(line -> line.substring(line.indexOf("id=") + 3, line.indexOf(' ', line.indexOf("id=")))).findFirst()
            .orElseThrow();
        plain.close();
        pipelined.close();
        awaitWaiting(1);
        assertEquals(":1\r\n", other.call("CLIENT", "KILL", "ID", id));
        assertEquals("", killed.readToEnd());
        awaitWaiting(0);
        assertEquals(":1\r\n", other.call("RPUSH", "a", "x"));
        assertEquals(":1\r\n", other.call("RPUSH", "k1", "y"));
        assertEquals(":2\r\n", other.call("EXISTS", "a", "k1"));
    }

    @Test
    void shouldUnblockClients() {
        final RawConnection first = tested.connect();
        final RawConnection second = tested.connect();
        waiting.add(first);
        waiting.add(second);
        final String firstId = first.call("CLIENT", "ID").trim().substring(1);
        final String secondId = second.call("CLIENT", "ID").trim().substring(1);
        first.add("BLPOP", "a", "0").flush();
        second.add("XREAD", "BLOCK", "0", "STREAMS", "k1", "k2", "$", "$").flush();
        awaitWaiting(2);
        assertEquals(":1\r\n", other.call("CLIENT", "UNBLOCK", firstId, "ERROR"));
        assertEquals(":1\r\n", other.call("CLIENT", "UNBLOCK", secondId));
        assertEquals(":0\r\n", other.call("CLIENT", "UNBLOCK", secondId));
        assertEquals("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n", first.readText());
        assertEquals("*-1\r\n", second.readText());
    }

    @Test
    void shouldGiveEachEntryToOneConsumer() {
        final int count = 20;
        other.call("XGROUP", "CREATE", "a", "g", "$", "MKSTREAM");
        for (int i = 0; i < count; i++) {
            beginWaiting("XREADGROUP GROUP g c" + i + " COUNT 1 BLOCK 0 STREAMS a >");
        }
        for (int i = 1; i <= count; i++) {
            other.add("XADD", "a", i + "-1", "f", "v");
        }
        other.flush();
        for (int i = 1; i <= count; i++) {
            assertEquals(bulk(i + "-1"), other.readText());
        }
        for (int i = 1; i <= count; i++) {
            assertEquals("*1\r\n*2\r\n" + bulk("a") + "*1\r\n*2\r\n" + bulk(i + "-1") + array("f", "v"),
                waiting.get(i - 1).readText());
        }
        assertTrue(other.call("XPENDING", "a", "g").startsWith("*4\r\n:" + count + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void shouldNoticeWithEachTransportThatAClientHasGone(final String transport) {
        final String[] options = OuzelSetup.isRedisTarget() ? new String[0] : new String[] {"--transport", transport};
        try (ServerUnderTest server = setup.start(options); RawConnection watcher = server.connect()) {
            final RawConnection client = server.connect();
            client.add("BLPOP", "a", "k1", "0").add("PING").add("PING").flush();
            awaitWaiting(watcher, 1);
            client.add("PING").flush();
            client.close();
            awaitWaiting(watcher, 0);
            assertEquals(":1\r\n", watcher.call("RPUSH", "a", "x"));
            assertEquals(":1\r\n", watcher.call("LLEN", "a"));
        }
    }

    @Test
    void shouldServeFromWhatIsRestored() {
        other.call("RPUSH", "k1", "x", "y");
        final String dump = other.call("DUMP", "k1");
        final RawConnection client = beginWaiting("BRPOP k2 a 0");
        assertEquals("+OK\r\n",
            other.call("RESTORE", "k2", "0", dump.substring(dump.indexOf('\n') + 1, dump.length() - 2)));
        assertEquals(array("k2", "y"), client.readText());
    }

    @Test
    void shouldCloseWaitingClientsAtTheEnd() {
        final ServerUnderTest ending = setup.start();
        final RawConnection client = ending.connect();
        waiting.add(client);
        try (RawConnection watcher = ending.connect()) {
            client.add("BLPOP", "a", "k1", "0").flush();
            awaitWaiting(watcher, 1);
        } finally {
            ending.close();
        }
        assertEquals("", client.readToEnd());
    }

    private RawConnection beginWaiting(final String request) {
        final RawConnection connection = tested.connect();
        waiting.add(connection);
        final int before = waitingCount(other);
        connection.add(request.split(" ")).flush();
        awaitWaiting(other, before + 1);
        return connection;
    }

    private void awaitWaiting(final int count) {
        awaitWaiting(other, count);
    }

    private static void awaitWaiting(final RawConnection watcher, final int count) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (waitingCount(watcher) != count) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "expected to wait: " + count);
        }
    }

    private static int waitingCount(final RawConnection watcher) {
        final String info = watcher.call("INFO", "clients");
        return Integer.parseInt(info.lines().filter(line -> line.startsWith("blocked_clients:")).findFirst()
            .orElseThrow().substring("blocked_clients:".length()));
    }

    private static String array(final String... words) {
        final StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (final String word : words) {
            text.append(bulk(word));
        }
        return text.toString();
    }

    private static String bulk(final String word) {
        return "$" + word.length() + "\r\n" + word + "\r\n";
    }
}
