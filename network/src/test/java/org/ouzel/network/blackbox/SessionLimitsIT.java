package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.RawConnection;

/** What clients that listen or queue can't do to the others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionLimitsIT extends EachSetup {
    private static final int MESSAGE_BYTES = 64 * 1024;

    @Test
    void shouldCutOffASubscriberThatNeverReads() {
        try (RawConnection publisher = tested.connect(); RawConnection slow = tested.connect();
            RawConnection healthy = tested.connect()) {
            assertEquals("+OK\r\n", publisher.call("CONFIG", "SET", "client-output-buffer-limit",
                "pubsub 1mb 512kb 60"));
            slow.call("SUBSCRIBE", "news");
            healthy.call("SUBSCRIBE", "news");
            final String message = "m".repeat(MESSAGE_BYTES);
            String receivers = ":2\r\n";
            int sent = 0;
            for (; receivers.equals(":2\r\n"); sent++) {
                receivers = publisher.call("PUBLISH", "news", message);
                assertTrue(healthy.readText().endsWith(message + "\r\n"));
                assertTrue(sent < 10_000, "never cut off");
            }
            assertEquals(":1\r\n", receivers);
            assertTrue(publisher.call("CLIENT", "LIST", "TYPE", "pubsub").contains(" sub=1 "));
            final String stats = publisher.call("INFO", "stats");
            assertFalse(stats.contains("client_output_buffer_limit_disconnections:0"), stats);
            publisher.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        }
    }

    @Test
    void shouldForgetClientsThatDieInsideMulti() {
        try (RawConnection observer = tested.connect()) {
            observer.call("FLUSHALL");
            for (int i = 0; i < 200; i++) {
                try (RawConnection dying = tested.connect()) {
                    dying.add("WATCH", "a", "b", "c").add("MULTI").add("SET", "a", "x".repeat(20_000))
                        .add("MSET", "b", "1", "c", "1").flush();
                    assertEquals("+OK\r\n", dying.readText());
                }
            }
            while (!observer.call("CLIENT", "LIST").replaceAll("[^\n]", "").equals("\n".repeat(3))) {
                Thread.onSpinWait();
            }
            assertEquals(":0\r\n", observer.call("DBSIZE"));
            assertEquals("+OK\r\n", observer.call("SET", "a", "1"));
        }
    }

    @Test
    void shouldCutOffAClientThatQueuesTooMuch() {
        try (RawConnection observer = tested.connect(); RawConnection greedy = tested.connect()) {
            assertEquals("+OK\r\n", observer.call("CONFIG", "SET", "client-query-buffer-limit", "1mb"));
            greedy.call("MULTI");
            final String value = "v".repeat(50_000);
            boolean isOpen = true;
            for (int i = 0; isOpen && i < 200; i++) {
                try {
                    greedy.call("SET", "k", value);
                } catch (final UncheckedIOException e) {
                    isOpen = false;
                }
            }
            assertFalse(isOpen, "still queues");
            assertEquals("+OK\r\n", observer.call("CONFIG", "SET", "client-query-buffer-limit", "1gb"));
            assertEquals("+PONG\r\n", observer.call("PING"));
        }
    }

    @Test
    void shouldAnswerWhatWasSentBeforeTheEndOfInput() {
        for (int i = 0; i < 50; i++) {
            try (RawConnection connection = tested.connect()) {
                connection.write("MULTI\r\nPING\r\nEXEC\r\nSUBSCRIBE a\r\nUNSUBSCRIBE a\r\nPING\r\n");
                connection.shutdownOutput();
                assertEquals("+OK\r\n+QUEUED\r\n*1\r\n+PONG\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n"
                    + "*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n+PONG\r\n", connection.readToEnd());
            }
        }
    }

    @Test
    void shouldDeliverToAThousandSubscribers() {
        final List<RawConnection> subscribers = new ArrayList<>();
        try (RawConnection publisher = tested.connect()) {
            for (int i = 0; i < 1000; i++) {
                final RawConnection subscriber = tested.connect();
                subscribers.add(subscriber);
                subscriber.call("SUBSCRIBE", "all");
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(":1000\r\n", publisher.call("PUBLISH", "all", "message " + i));
            }
            for (final RawConnection subscriber : subscribers) {
                for (int i = 0; i < 5; i++) {
                    assertEquals("*3\r\n$7\r\nmessage\r\n$3\r\nall\r\n$9\r\nmessage " + i + "\r\n",
                        subscriber.readText());
                }
            }
        } finally {
            subscribers.forEach(RawConnection::close);
        }
    }
}
