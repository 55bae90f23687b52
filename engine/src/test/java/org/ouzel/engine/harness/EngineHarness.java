package org.ouzel.engine.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/**
 * A whole engine without sockets, for tests of commands: RESP bytes go through the decoder and the ring, and what comes
 * back is compared as text.
 *
 * <p>Requests are given as words: one text is split at blanks ({@code ""} being an empty argument), several are taken
 * as they are. Replies are RESP with a blank in place of each line end and none behind the last: {@code *2 $1 a $-1}.
 * The clock stands still at {@link #START_MS} until {@link #advance}. Effects are recorded as a journal would get them.
 * Closing checks that no block of the keyspace was lost. Only the test's thread, which is also the engine's IO loop.
 */
public final class EngineHarness implements AutoCloseable {
    /** When the clock starts, Unix milliseconds. */
    public static final long START_MS = 1_700_000_000_000L;

    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long HASH_SEED = 0x0123_4567_89AB_CDEFL;

    private long nowMs = START_MS;
    private long nextId = 1;
    private final List<Client> clients = new ArrayList<>();
    private final RecordedJournal journal = new RecordedJournal();
    private final RequestDecoder decoder = new RequestDecoder();
    private final Engine engine;
    private final EngineLoop loop;
    private final Client client;

    private EngineHarness(final Settings settings, final List<CommandFamily> families, final AccessControl access) {
        engine = new Engine(settings, families, new ServerIdentity(HASH_SEED, HASH_SEED, "0".repeat(40), START_MS),
            journal, ServerHost.EMBEDDED, access);
        loop = engine.loop(0);
        loop.setClock(nowMs, System.nanoTime());
        engine.start();
        client = newClient();
    }

    /** Starts an engine; {@code settings} are names and values in turn. */
    public static EngineHarness start(final EngineSetup setup, final String... settings) {
        return start(setup, CommandFamilies.all(), settings);
    }

    /** Starts an engine that has just these commands; {@code settings} are names and values in turn. */
    public static EngineHarness start(final EngineSetup setup, final List<CommandFamily> families,
        final String... settings) {
        return start(setup, families, AccessControl.OPEN, settings);
    }

    /** Starts an engine with access control; {@code settings} are names and values in turn. */
    public static EngineHarness start(final EngineSetup setup, final List<CommandFamily> families,
        final AccessControl access, final String... settings) {
        final Settings concluded = new Settings();
        try {
            concluded.put("threading", setup.threading());
            concluded.put("shards", Integer.toString(setup.shardCount()));
            concluded.put("io-threads", "1");
            concluded.put("ring-size", "64");
            for (int i = 0; i < settings.length; i += 2) {
                concluded.put(settings[i], settings[i + 1]);
            }
            concluded.conclude();
        } catch (final SettingException e) {
            throw new IllegalArgumentException(e);
        }
        return new EngineHarness(concluded, families, access);
    }

    /** Returns the reply to a request of the first client. */
    public String run(final String... request) {
        return client.run(request);
    }

    /** Checks the reply to a request, given as one text. */
    public void expect(final String reply, final String... request) {
        assertEquals(reply, client.run(request), () -> String.join(" ", request));
    }

    /** Connects another client. */
    public Client newClient() {
        final Client made = new Client(nextId++);
        clients.add(made);
        return made;
    }

    /** Returns the clock, Unix milliseconds. */
    public long nowMs() {
        return nowMs;
    }

    /** Lets time pass; clients that have waited long enough are let go. */
    public void advance(final long ms) {
        nowMs += ms;
        loop.setClock(nowMs, System.nanoTime());
        await(() -> {
            if (loop.submitDueDeadline()) {
                loop.published();
            }
            return loop.nextDeadlineMs() > nowMs && engine.isDrained();
        });
    }

    /** Lets the clock tick in the ring, as it does {@code hz} times a second in a server. */
    public void tick() {
        await(() -> loop.submitTick());
        loop.published();
        await(engine::isDrained);
    }

    /** Puts a set of one integer under a key of database 0, for commands that refuse what isn't theirs. */
    public void putOtherType(final String key) {
        final byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            // The shards rest, and see the entry with the next slot.
            final ServerState server = engine.server();
            final long entry = server.shard(server.shardOf(address, bytes.length)).keyspace().database(0, 0)
                .put(server.hashOf(address, bytes.length), address, bytes.length,
                    EntryDescriptor.ENCODING_INTSET << 4 | EntryDescriptor.TYPE_SET, Long.BYTES,
                    EntryDescriptor.NO_EXPIRY, 0);
            NativeMemory.putLong(EntryDescriptor.valueAddress(entry), 1);
        } finally {
            NativeMemory.free(address, bytes.length);
        }
    }

    /** Returns the IO loop that the test's thread is. */
    public EngineLoop loop() {
        return loop;
    }

    /** Returns what all threads share. */
    public ServerState server() {
        return engine.server();
    }

    /**
     * Returns, and forgets, what the journal got, one element for each request that changed something: its commands'
     * words behind each other, commands separated by {@code "; "}.
     */
    public List<String> effects() {
        return journal.take().stream().map(EngineHarness::words).toList();
    }

    /** Returns, and forgets, what the journal got, as RESP. */
    public List<String> rawEffects() {
        return journal.take();
    }

    @Override
    public void close() {
        for (final Client each : clients) {
            each.disconnect();
        }
        await(engine::isDrained);
        engine.close();
    }

    private void await(final Condition condition) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.isMet()) {
            loop.doWork();
            loop.flush();
            assertTrue(System.nanoTime() < deadlineNs, "the engine doesn't answer");
            if (!loop.isFused()) {
                Thread.yield();
            }
        }
    }

    private static String words(final String commands) {
        final StringBuilder text = new StringBuilder();
        int position = 0;
        boolean isFirst = true;
        while (position < commands.length()) {
            final int lineEnd = commands.indexOf("\r\n", position);
            final int number = Integer.parseInt(commands.substring(position + 1, lineEnd));
            if (commands.charAt(position) == '*') {
                text.append(text.isEmpty() ? "" : "; ");
                isFirst = true;
                position = lineEnd + 2;
            } else {
                text.append(isFirst ? "" : " ").append(commands, lineEnd + 2, lineEnd + 2 + number);
                isFirst = false;
                position = lineEnd + 2 + number + 2;
            }
        }
        return text.toString();
    }

    /** Something to wait for. */
    private interface Condition {
        boolean isMet();
    }

    /** One session. */
    public final class Client {
        private final RecordedReplies replies = new RecordedReplies();
        private final DecodeState state = new DecodeState();
        private final Session session;

        private Client(final long id) {
            session = new Session(id, 0, 0, nowMs, "127.0.0.1:" + id, "127.0.0.1:6379", replies);
            engine.server().access().welcome(session);
            engine.server().sessions().add(session);
        }

        public Session session() {
            return session;
        }

        /** Returns whether the engine has closed the connection. */
        public boolean isClosed() {
            return replies.isClosed();
        }

        /** Sends a request and returns its reply. */
        public String run(final String... request) {
            send(request);
            await(engine::isDrained);
            return take();
        }

        /** Sends one request for each text, all at once, and returns the replies behind each other. */
        public String pipeline(final String... requests) {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (final String request : requests) {
                bytes.writeBytes(encode(request.split(" ")));
            }
            send(bytes.toByteArray());
            await(engine::isDrained);
            return take();
        }

        /** Sends a request without waiting for a reply. */
        public void send(final String... request) {
            send(encode(request.length == 1 ? request[0].split(" ") : request));
        }

        /** Returns, and forgets, what has come back. */
        public String take() {
            final String text = replies.take();
            final String shown = text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text;
            return shown.replace("\r\n", " ");
        }

        /** Sends bytes as they are. */
        public void send(final byte[] bytes) {
            final long address = NativeMemory.allocate(bytes.length);
            try {
                NativeMemory.copy(bytes, 0, address, bytes.length);
                int position = 0;
                while (position < bytes.length) {
                    final int consumed = decoder.decode(address + position, bytes.length - position, state,
                        DecodeLimits.DEFAULT, Integer.MAX_VALUE);
                    assertTrue(consumed > 0 && decoder.requests().error() == null, "the request is incomplete");
                    submitAll(address + position);
                    position += consumed;
                }
            } finally {
                NativeMemory.free(address, bytes.length);
            }
        }

        private void submitAll(final long base) {
            final int[] next = {0, 0};
            await(() -> {
                final int left = decoder.requests().count() - next[0];
                final int taken = loop.ingress().submit(session, base, decoder.requests(), next[1], left, 0);
                for (int i = 0; i < taken; i++) {
                    next[1] = decoder.requests().next(next[1]);
                }
                next[0] += taken;
                loop.published();
                return taken == left;
            });
        }

        /** Ends the session. */
        public void disconnect() {
            if (!session.isClosed()) {
                session.markClosed();
                await(() -> loop.ingress().submitDisconnect(session));
                loop.published();
                engine.server().sessions().remove(session);
            }
        }

        private byte[] encode(final String[] words) {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (final String word : words) {
                final byte[] argument = "\"\"".equals(word) ? new byte[0] : word.getBytes(StandardCharsets.ISO_8859_1);
                bytes.writeBytes(("$" + argument.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                bytes.writeBytes(argument);
                bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            return bytes.toByteArray();
        }
    }
}
