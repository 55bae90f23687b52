package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/** Two IO loops without a tick: a delivery that woke nobody would never arrive. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeliveryWakeTest {
    private static final int ROUND_COUNT = 200;

    private final RequestDecoder decoder = new RequestDecoder();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldWakeTheLoopThatADeliveryIsFor(final int shardCount) throws Exception {
        try (Engine engine = engine(shardCount)) {
            final Semaphore wakes = new Semaphore(0);
            final Sink watched = new Sink();
            final Session monitor = session(engine, 1, 2, watched);
            final Session busy = session(engine, 0, 1, new Sink());
            engine.loop(1).onWake(wakes::release);
            engine.start();
            submit(engine.loop(1), monitor, "*1\r\n$7\r\nMONITOR\r\n");
            awaitReplies(engine.loop(1), wakes, watched, 1);
            for (int i = 1; i <= ROUND_COUNT; i++) {
                submit(engine.loop(0), busy, "*2\r\n$3\r\nGET\r\n$4\r\nk" + (100 + i) + "\r\n");
                awaitReplies(engine.loop(1), wakes, watched, 1 + i);
                engine.loop(0).doWork();
            }
            assertEquals(1 + ROUND_COUNT, watched.writeCount);
            while (!engine.isDrained()) {
                engine.loop(0).doWork();
                engine.loop(1).doWork();
            }
        }
    }

    @Test
    void shouldCloseASessionOfAnotherLoop() throws Exception {
        try (Engine engine = engine(3)) {
            final Semaphore wakes = new Semaphore(0);
            final Sink victim = new Sink();
            session(engine, 1, 2, victim);
            engine.loop(1).onWake(wakes::release);
            engine.start();
            submit(engine.loop(0), session(engine, 0, 1, new Sink()),
                "*4\r\n$6\r\nCLIENT\r\n$4\r\nKILL\r\n$2\r\nID\r\n$1\r\n2\r\n");
            while (!victim.isClosed) {
                wakes.acquire();
                engine.loop(1).doWork();
            }
            while (!engine.isDrained()) {
                engine.loop(0).doWork();
                engine.loop(1).doWork();
            }
        }
    }

    private static void awaitReplies(final EngineLoop loop, final Semaphore wakes, final Sink sink, final int count)
        throws InterruptedException {
        while (sink.writeCount < count) {
            wakes.acquire();
            wakes.drainPermits();
            loop.doWork();
        }
    }

    private static Engine engine(final int shardCount) throws SettingException {
        final Settings settings = new Settings();
        settings.put("threading", "dedicated");
        settings.put("shards", String.valueOf(shardCount));
        settings.put("io-threads", "2");
        settings.conclude();
        return new Engine(settings, CommandFamilies.all(), new ServerIdentity(1, 1, "0".repeat(40), 1), null,
            ServerHost.EMBEDDED);
    }

    private static Session session(final Engine engine, final int loop, final long id, final Sink sink) {
        final Session session = new Session(id, loop, 0, 0, "127.0.0.1:" + id, "127.0.0.1:6379", sink);
        engine.server().sessions().add(session);
        return session;
    }

    private void submit(final EngineLoop loop, final Session session, final String request) {
        final byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        NativeMemory.copy(bytes, 0, address, bytes.length);
        decoder.decode(address, bytes.length, new DecodeState(), DecodeLimits.DEFAULT, Integer.MAX_VALUE);
        loop.setClock(1, System.nanoTime());
        assertEquals(1, loop.ingress().submit(session, address, decoder.requests(), 0, 1, 0));
        NativeMemory.free(address, bytes.length);
        loop.published();
    }

    /** Counts. */
    private static final class Sink implements ReplySink {
        private int writeCount;
        private boolean isClosed;

        @Override
        public void write(final long address, final int length) {
            writeCount++;
        }

        @Override
        public void write(final byte[] bytes) {
            writeCount++;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
