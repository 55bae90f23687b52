package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/** In the steady state, requests make no garbage between the decoder and the sink. */
class RequestGarbageTest {
    private static final int WARM_UP_COUNT = 500;
    private static final int MEASURED_COUNT = 200;
    private static final int ROUND_COUNT = 10;
    private static final int KEY_COUNT = 10;
    private static final int REQUEST_COUNT = 29 * KEY_COUNT;

    @Test
    void shouldMakeNoGarbage() throws SettingException {
        final StringBuilder requests = new StringBuilder();
        for (int i = 0; i < KEY_COUNT; i++) {
            add(requests, "SET", "key:" + i, "value:" + i);
            add(requests, "GET", "key:" + i);
            add(requests, "SET", "number:" + i, "12345");
            add(requests, "GET", "number:" + i);
            add(requests, "INCR", "counter:" + i);
            add(requests, "SET", "key:" + i, "x".repeat(200), "EX", "10", "GET");
            add(requests, "GETEX", "key:" + i, "PX", "100");
            add(requests, "STRLEN", "key:" + i);
            add(requests, "GETRANGE", "key:" + i, "1", "-2");
            add(requests, "SETBIT", "bits:" + i, "100", "1");
            add(requests, "GETBIT", "bits:" + i, "100");
            add(requests, "BITCOUNT", "bits:" + i);
            add(requests, "BITFIELD", "bits:" + i, "INCRBY", "u8", "#3", "1", "GET", "i16", "7");
            add(requests, "MGET", "key:" + i, "number:" + i, "missing");
            add(requests, "DIGEST", "key:" + i);
            add(requests, "HSET", "hash:" + i, "field", "value", "other", "value:" + i);
            add(requests, "HGET", "hash:" + i, "field");
            add(requests, "HINCRBY", "hash:" + i, "count", "1");
            add(requests, "HSET", "hash", "field:" + i, "value:" + i);
            add(requests, "HMGET", "hash", "field:" + i, "missing");
            add(requests, "HGETALL", "hash:" + i);
            add(requests, "HRANDFIELD", "hash");
            add(requests, "SADD", "set:" + i, "a", "b", "c");
            add(requests, "SISMEMBER", "set:" + i, "b");
            add(requests, "SPOP", "set:" + i);
            add(requests, "SADD", "set", "member:" + i);
            add(requests, "SREM", "set", "member:" + (i + 5) % 10);
            add(requests, "SRANDMEMBER", "set");
            add(requests, "SMEMBERS", "set:" + i);
        }
        // An object for just one of the kinds of request would be 16 bytes for each 29 requests, above half a byte
        // each; what the machine itself allocates now and then, as when code is compiled anew, is far below.
        final long garbageBytes = garbageBytes(requests.toString());
        assertTrue(garbageBytes < MEASURED_COUNT * REQUEST_COUNT / 2, () -> "bytes=" + garbageBytes);
    }

    private static void add(final StringBuilder requests, final String... words) {
        requests.append('*').append(words.length).append("\r\n");
        for (final String word : words) {
            requests.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
    }

    private static long garbageBytes(final String requests) throws SettingException {
        final Settings settings = new Settings();
        settings.put("threading", "fused");
        settings.put("hash-max-listpack-entries", "8");
        settings.put("set-max-listpack-entries", "4");
        settings.conclude();
        final byte[] bytes = requests.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        NativeMemory.copy(bytes, 0, address, bytes.length);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Driver driver;
        final ServerIdentity identity = new ServerIdentity(1, 1, "0".repeat(40), 0);
        try (Engine engine = new Engine(settings, CommandFamilies.all(), identity, null, ServerHost.EMBEDDED)) {
            engine.start();
            driver = new Driver(engine, address, bytes.length);
            for (int i = 0; i < WARM_UP_COUNT; i++) {
                driver.cycle();
            }
            // A round may see something that happens once, such as code being compiled anew; requests are in all.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUND_COUNT; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < MEASURED_COUNT; i++) {
                    driver.cycle();
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least;
        } finally {
            NativeMemory.free(address, bytes.length);
        }
    }

    /** Sends the same bytes again and again. */
    private static final class Driver {
        private final EngineLoop loop;
        private final Session session;
        private final long address;
        private final int length;
        private final RequestDecoder decoder = new RequestDecoder();
        private final DecodeState state = new DecodeState();

        Driver(final Engine engine, final long address, final int length) {
            this.address = address;
            this.length = length;
            loop = engine.loop(0);
            session = new Session(1, 0, 0, 0, "", "", new Drain());
        }

        void cycle() {
            loop.setClock(1_700_000_000_000L, System.nanoTime());
            decoder.decode(address, length, state, DecodeLimits.DEFAULT, Integer.MAX_VALUE);
            int record = 0;
            for (int left = decoder.requests().count(); left > 0;) {
                final int taken = loop.ingress().submit(session, address, decoder.requests(), record, left, 0);
                for (int i = 0; i < taken; i++) {
                    record = decoder.requests().next(record);
                }
                left -= taken;
                loop.doWork();
                loop.flush();
            }
        }
    }

    /** Takes replies and forgets them. */
    private static final class Drain implements ReplySink {
        @Override
        public void write(final long address, final int length) {
            // Forgotten.
        }

        @Override
        public void write(final byte[] bytes) {
            // Forgotten.
        }

        @Override
        public void flush() {
            // Nothing is held.
        }

        @Override
        public void resume() {
            // Nothing waits.
        }

        @Override
        public void close() {
            throw new AssertionError("the engine closed the session");
        }

        @Override
        public long outputBytes() {
            return 0;
        }

        @Override
        public long queryBytes() {
            return 0;
        }
    }
}
