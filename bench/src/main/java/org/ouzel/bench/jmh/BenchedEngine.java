package org.ouzel.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.auth.acl.AclAccess;
import org.ouzel.auth.acl.AclFamily;
import org.ouzel.auth.acl.NamespaceTable;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/**
 * An engine with one session and no sockets: takes the bytes of requests, and returns when all are answered. The
 * calling thread is the IO loop; it waits for other threads' stages as the wait strategy says.
 */
final class BenchedEngine implements AutoCloseable {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final int MAX_REQUESTS = 256;
    private static final long PARK_NS = 1_000_000;

    private final RequestDecoder decoder = new RequestDecoder();
    private final DecodeState state = new DecodeState();
    private final Counter counter = new Counter();
    private final Engine engine;
    private final EngineLoop loop;
    private final Session session;
    private final boolean isParking;
    private volatile boolean isWoken;

    private BenchedEngine(final Settings settings) {
        final String waitStrategy = settings.getText(SettingsTable.WAIT_STRATEGY);
        final AclAccess access = new AclAccess(notice -> { }, NamespaceTable.unkept());
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new AclFamily(access));
        engine = new Engine(settings, families, ServerIdentity.draw(NOW_MS), null, ServerHost.EMBEDDED, access);
        isParking = "park".equals(waitStrategy) || "backoff".equals(waitStrategy);
        loop = engine.loop(0);
        final Thread owner = Thread.currentThread();
        loop.onWake(() -> {
            isWoken = true;
            LockSupport.unpark(owner);
        });
        session = new Session(engine.server().sessions().newId(), 0, 0, NOW_MS, "bench:1", "bench:2", counter);
        access.welcome(session);
        engine.server().sessions().add(session);
        engine.start();
    }

    /** Starts an engine that runs to completion on the caller's thread. */
    static BenchedEngine fused(final String... namesAndValues) {
        return new BenchedEngine(settings("fused", namesAndValues));
    }

    /** Starts an engine as {@link #fused} whose session belongs to a user of these rules, in the same namespace. */
    static BenchedEngine fusedFor(final String rules) {
        final BenchedEngine started = fused("acl-new-user-namespace", "default");
        try (RequestBytes user = RequestBytes.inline("ACL SETUSER bench on nopass " + rules, 1);
             RequestBytes login = RequestBytes.inline("AUTH bench any", 1)) {
            started.run(user);
            started.run(login);
        }
        return started;
    }

    /** Starts an engine whose only shard has a thread of its own. */
    static BenchedEngine dedicated(final String... namesAndValues) {
        return new BenchedEngine(settings("dedicated", namesAndValues));
    }

    private static Settings settings(final String threading, final String... namesAndValues) {
        final Settings settings = new Settings();
        try {
            settings.put("threading", threading);
            settings.put("shards", "1");
            settings.put("io-threads", "1");
            for (int i = 0; i < namesAndValues.length; i += 2) {
                settings.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            settings.conclude();
        } catch (final SettingException e) {
            throw new IllegalStateException(e);
        }
        return settings;
    }

    /** Hands requests in and waits for their replies; returns the bytes of all replies so far. */
    long run(final RequestBytes requests) {
        loop.setClock(NOW_MS, System.nanoTime());
        decoder.decode(requests.address(), requests.length(), state, DecodeLimits.DEFAULT, MAX_REQUESTS);
        final DecodedRequests decoded = decoder.requests();
        final int count = decoded.count();
        int submitted = 0;
        int answered = 0;
        int record = 0;
        while (answered < count) {
            final int taken = submitted == count ? 0
                : loop.ingress().submit(session, requests.address(), decoded, record, count - submitted, 0);
            for (int i = 0; i < taken && submitted + i + 1 < count; i++) {
                record = decoded.next(record);
            }
            submitted += taken;
            if (taken > 0) {
                loop.published();
            }
            final int done = loop.doWork();
            answered += done;
            if (done == 0 && taken == 0) {
                await();
            }
        }
        loop.flush();
        if (counter.error != null) {
            throw new IllegalStateException("an error is not worth measuring: " + counter.error);
        }
        return counter.bytes;
    }

    private void await() {
        if (isParking) {
            if (!isWoken) {
                LockSupport.parkNanos(this, PARK_NS);
            }
            isWoken = false;
        } else {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Takes replies as a connection does, but for copying them. */
    private static final class Counter implements ReplySink {
        private long bytes;
        private String error;

        @Override
        public void write(final long address, final int length) {
            if (NativeMemory.getByte(address) == '-') {
                error = NativeMemory.toText(address, length).trim();
            }
            bytes += length;
        }

        @Override
        public void write(final byte[] push) {
            bytes += push.length;
        }

        @Override
        public void close() {
            throw new IllegalStateException("the engine closed the session");
        }
    }
}
