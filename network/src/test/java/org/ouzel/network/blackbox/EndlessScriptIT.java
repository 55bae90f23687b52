package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.protocol.client.Reply;

/** What a script that never ends can't do to the others. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessScriptIT extends EachSetup {
    private static final String BUSY =
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n";
    private static final String ENDLESS = "while true do redis.call('GET', 'a') end";

    private RawConnection observer;

    @BeforeEach
    void open() {
        observer = tested.connect();
        assertEquals("+OK\r\n", observer.call("CONFIG", "SET", "busy-reply-threshold", "10"));
        observer.call("FLUSHALL");
    }

    @AfterEach
    void close() {
        observer.call("CONFIG", "SET", "busy-reply-threshold", "5000");
        observer.close();
    }

    @Test
    void shouldAnswerAllOthersUntilItIsKilled() {
        try (RawConnection running = tested.connect()) {
            running.add("EVAL", ENDLESS, "0").flush();
            awaitBusy();
            final List<RawConnection> others = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                final RawConnection other = tested.connect();
                others.add(other);
                other.add("SET", "a", "1").add("MGET", "a", "b", "c").add("EVAL", "return 1", "0").flush();
            }
            for (final RawConnection other : others) {
                assertEquals(BUSY + BUSY + BUSY, other.readText() + other.readText() + other.readText());
            }
            assertEquals("+OK\r\n", observer.call("SCRIPT", "KILL"));
            assertTrue(running.readText().startsWith("-ERR Script killed by user"));
            for (final RawConnection other : others) {
                assertEquals("+OK\r\n", other.call("SET", "a", "1"));
                other.close();
            }
            assertEquals("$1\r\n1\r\n", running.call("GET", "a"));
        }
    }

    @Test
    void shouldBeKilledWhenItsClientHasGone() {
        final RawConnection running = tested.connect();
        running.add("EVAL", ENDLESS, "0").flush();
        awaitBusy();
        running.close();
        assertEquals(BUSY, observer.call("GET", "a"));
        assertEquals("+OK\r\n", observer.call("SCRIPT", "KILL"));
        awaitIdle();
        while (connectedClients() > 1) {
            Thread.onSpinWait();
        }
        assertEquals("-NOTBUSY No scripts in execution right now.\r\n", observer.call("SCRIPT", "KILL"));
    }

    /** Each of them would take all the memory there is; each ends by its own limit, in any number of clients. */
    @Test
    void shouldEndWhenItHasTakenItsMemory() {
        observer.call("CONFIG", "SET", "busy-reply-threshold", "0");
        for (final String greedy : List.of("local t = {} while true do t[#t + 1] = {} end",
            "local s = 'x' while true do s = s .. s end",
            "local t = {} for i = 1, 1e9 do t[i] = string.rep('x', 100000) .. i end",
            "local t = {} while true do t[#t + 1] = redis.call('GET', 'big') end")) {
            observer.call("SET", "big", "v".repeat(100_000));
            for (int i = 0; i < 2; i++) {
                final String reply = observer.call("EVAL", greedy, "0");
                assertTrue(reply.startsWith("-ERR"), reply);
            }
            assertEquals("+PONG\r\n", observer.call("PING"));
        }
    }

    private void awaitBusy() {
        while (!observer.call("GET", "none").equals(BUSY)) {
            Thread.onSpinWait();
        }
    }

    private void awaitIdle() {
        while (observer.call("GET", "none").equals(BUSY)) {
            Thread.onSpinWait();
        }
    }

    private long connectedClients() {
        return Reply.parse(observer.call("CLIENT", "LIST")).text().lines().count();
    }
}
