package org.ouzel.persistence.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.engine.harness.RecordedReplies;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.aof.AofJournal;
import org.ouzel.persistence.aof.AofService;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.kdb.KdbDirectories;
import org.ouzel.persistence.load.Recovery;
import org.ouzel.persistence.load.SnapshotRecovery;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/** An engine without sockets that keeps an append only file. Only the test's thread, which is its IO loop. */
public final class JournaledEngine implements AutoCloseable {
    public static final long START_MS = 1_700_000_000_000L;

    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(10);

    private boolean isKilled;
    private long nowMs = START_MS;
    private final AofJournal journal;
    private final Engine engine;
    private final SnapshotService snapshots;
    private final EngineLoop loop;
    private Session session;
    private final RecordedReplies replies = new RecordedReplies();
    private final RequestDecoder decoder = new RequestDecoder();
    private final DecodeState state = new DecodeState();

    private JournaledEngine(final Settings settings, final FileLayer layer) throws IOException {
        journal = new AofJournal(settings);
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        engine = new Engine(settings, families,
            new ServerIdentity(1, 2, "0".repeat(40), START_MS), journal, ServerHost.EMBEDDED);
        loop = engine.loop(0);
        loop.setClock(nowMs, System.nanoTime());
        session = new Session(1, 0, 0, nowMs, "127.0.0.1:1", "127.0.0.1:6379", replies);
        snapshots = new SnapshotService(engine.server(), layer);
        engine.server().setSnapshots(snapshots);
        engine.server().setNamespaceFiles(new KdbDirectories(settings, layer));
        final AofService service = new AofService(layer, journal, snapshots, engine.server());
        service.removeLeftovers();
        try (Recovery recovery = settings.isOn(SettingsTable.APPENDONLY) ? service.recovery()
            : Files.exists(snapshots.file()) ? new SnapshotRecovery(snapshots.file(), snapshots, engine.server())
            : null) {
            if (recovery != null) {
                recovery.begin();
            }
            engine.start();
            await(() -> recovery == null || isLoaded(recovery));
        } catch (final IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Starts on the real disk; {@code settings} are names and values in turn. */
    public static JournaledEngine start(final EngineSetup setup, final Path directory, final String... settings)
        throws IOException {
        return start(setup, directory, FileLayer.DISK, settings);
    }

    /** Starts an engine; {@code settings} are names and values in turn. */
    public static JournaledEngine start(final EngineSetup setup, final Path directory, final FileLayer layer,
        final String... settings) throws IOException {
        final Settings concluded = new Settings();
        try {
            concluded.put("threading", setup.threading());
            concluded.put("shards", Integer.toString(setup.shardCount()));
            concluded.put("io-threads", "1");
            concluded.put("ring-size", "64");
            concluded.put("appendonly", "yes");
            concluded.put("dir", directory.toString());
            // However much time a test lets pass, nothing is saved that it didn't ask for.
            concluded.put("save", "");
            for (int i = 0; i < settings.length; i += 2) {
                concluded.put(settings[i], settings[i + 1]);
            }
            concluded.conclude();
        } catch (final SettingException e) {
            throw new IllegalArgumentException(e);
        }
        try {
            return new JournaledEngine(concluded, layer);
        } catch (final FailedStep e) {
            throw (IOException) e.getCause();
        }
    }

    /** Sends a request, given as words split at blanks, and returns its reply with blanks in place of line ends. */
    public String run(final String request) {
        return runAll(request);
    }

    /** Sends several requests at once, and returns their replies. */
    public String runAll(final String... requests) {
        for (final String request : requests) {
            send(encode(request.split(" ")));
        }
        await(engine::isDrained);
        return take();
    }

    /** Lets the requests to come be of another namespace. */
    public void enter(final int namespace) {
        session = new Session(1, 0, namespace, nowMs, "127.0.0.1:1", "127.0.0.1:6379", replies);
    }

    /** Sends a request whose reply may need some ticks, and returns it. */
    public String runLate(final String request) {
        return runLate(request, () -> true, () -> { });
    }

    /** Does as {@link #runLate(String)}, and something in its midst, as soon as a condition holds. */
    public String runLate(final String request, final BooleanSupplier condition, final Runnable midst) {
        send(encode(request.split(" ")));
        await(condition);
        midst.run();
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (replies.outputBytes() == 0) {
            tickAfter(1);
            beginWhatIsDue();
            Thread.yield();
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("no reply: " + request);
            }
        }
        return take();
    }

    /** Lets time pass, and the clock tick. */
    public void tickAfter(final long ms) {
        nowMs += ms;
        loop.setClock(nowMs, System.nanoTime());
        await(() -> loop.ingress().submitTick());
        loop.published();
        await(engine::isDrained);
    }

    /** Lets begin what is due, as an IO loop does at its ticks. */
    public void beginWhatIsDue() {
        if (snapshots.isDue(nowMs)) {
            await(() -> loop.ingress().submitMarker(slot -> snapshots.beginDue(slot.nowMs())));
            loop.published();
            await(engine::isDrained);
        } else if (journal.isRewriteDue(nowMs)) {
            await(() -> loop.ingress().submitMarker(journal::beginDueRewrite));
            loop.published();
            await(engine::isDrained);
        }
    }

    /** Lets time pass in steps, and what is due begin, until a condition holds. */
    public void tickUntil(final long stepMs, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            tickAfter(stepMs);
            beginWhatIsDue();
            Thread.yield();
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("it doesn't happen");
            }
        }
    }

    public ServerState server() {
        return engine.server();
    }

    public JournalStatus status() {
        return journal.status();
    }

    /** Returns a line of INFO. */
    public String info(final String name) {
        for (final String line : run("INFO everything").split(" ")) {
            if (line.startsWith(name + ":")) {
                return line.substring(name.length() + 1);
            }
        }
        return null;
    }

    /** Ends as a killed process does: nothing more is written. */
    public void kill() {
        isKilled = true;
        engine.close();
        snapshots.close();
    }

    @Override
    public void close() {
        if (!isKilled) {
            engine.close();
            journal.close();
            snapshots.close();
        }
    }

    private String take() {
        assertFalse(replies.isClosed(), "the engine closed the session");
        return replies.take().strip().replace("\r\n", " ");
    }

    private boolean isLoaded(final Recovery recovery) {
        try {
            return !recovery.step(loop);
        } catch (final IOException e) {
            throw new FailedStep(e);
        }
    }

    private void send(final byte[] bytes) {
        final long address = NativeMemory.allocate(bytes.length);
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            decoder.decode(address, bytes.length, state, DecodeLimits.DEFAULT, 1);
            await(() -> loop.ingress().submit(session, address, decoder.requests(), 0, 1, 0) == 1);
            loop.published();
        } finally {
            NativeMemory.free(address, bytes.length);
        }
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            loop.doWork();
            loop.flush();
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("the engine doesn't answer");
            }
            if (!loop.isFused()) {
                Thread.yield();
            }
        }
    }

    private static byte[] encode(final String[] words) {
        final StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (final String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Carries a failure out of a condition. */
    private static final class FailedStep extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedStep(final IOException cause) {
            super(cause);
        }
    }
}
