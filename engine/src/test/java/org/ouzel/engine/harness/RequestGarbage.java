package org.ouzel.engine.harness;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/** Measures what a list of requests, run again and again in a fused engine, leaves to the garbage collector. */
public final class RequestGarbage {
    private static final int WARM_UP_COUNT = 500;
    private static final int MEASURED_COUNT = 200;
    private static final int ROUND_COUNT = 10;

    private int requestCount;
    private final StringBuilder requests = new StringBuilder();

    /** Makes an engine ready, such as by loading its dataset. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(Engine engine) throws IOException;
    }

    /** Adds a request to the list. */
    public RequestGarbage add(final String... words) {
        requestCount++;
        requests.append('*').append(words.length).append("\r\n");
        for (final String word : words) {
            requests.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return this;
    }

    /**
     * Returns the bytes of garbage for each request.
     *
     * @param settings    concluded settings
     * @param journal     what records effects, or null
     * @param preparation what is to be done before the first request
     */
    public double bytesPerRequest(final Settings settings, final Journal journal, final Preparation preparation)
        throws IOException {
        final byte[] bytes = requests.toString().getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        NativeMemory.copy(bytes, 0, address, bytes.length);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final ServerIdentity identity = new ServerIdentity(1, 1, "0".repeat(40), 0);
        try (Engine engine = new Engine(settings, CommandFamilies.all(), identity, journal, ServerHost.EMBEDDED)) {
            engine.start();
            preparation.prepare(engine);
            final Driver driver = new Driver(engine, address, bytes.length);
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
            return (double) least / (MEASURED_COUNT * requestCount);
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
        public void close() {
            throw new AssertionError("the engine closed the session");
        }
    }
}
