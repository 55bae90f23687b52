package org.ouzel.engine;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.ring.CommandRing;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.ring.WaitMode;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.ServerHost;

/**
 * The engine without sockets: settings in, a running ring out. Programs that embed Ouzel start here.
 *
 * <p>Whoever starts it owns the loops: {@link #loop} hands out what an IO loop (or the embedding thread) drives. Built,
 * started and closed by one thread.
 */
public final class Engine implements AutoCloseable {
    private static final int FUSED_CORE_LIMIT = 4;
    private static final int FUSED_RING_SIZE = 256;
    private static final int LARGE_RING_SIZE = 4096;
    private static final int MAX_SHARD_COUNT = 64;

    private final boolean isFused;
    private final ServerState server;
    private final CommandRing ring;

    /** Wires an engine without access control; see the other constructor. */
    public Engine(final Settings settings, final List<CommandFamily> families, final ServerIdentity identity,
        final Journal journal, final ServerHost host) {
        this(settings, families, identity, journal, host, AccessControl.OPEN);
    }

    /**
     * Wires an engine.
     *
     * @param settings concluded settings
     * @param families the commands it is to have
     * @param identity what this start draws by lot
     * @param journal  what records effects, or null
     * @param host     the process around it
     * @param access   who may do what
     */
    public Engine(final Settings settings, final List<CommandFamily> families, final ServerIdentity identity,
        final Journal journal, final ServerHost host, final AccessControl access) {
        final int cores = Runtime.getRuntime().availableProcessors();
        final String threading = settings.getText(SettingsTable.THREADING);
        isFused = threading.equals("fused") || threading.equals("auto") && cores < FUSED_CORE_LIMIT
            && settings.getInt(SettingsTable.SHARDS) <= 1 && settings.getInt(SettingsTable.IO_THREADS) <= 1;
        final int shardCount = isFused ? 1 : orElse(settings.getInt(SettingsTable.SHARDS), Math.max(1, cores / 2));
        final int loopCount = isFused ? 1
            : orElse(settings.getInt(SettingsTable.IO_THREADS), Math.max(1, cores / 2 - 1));
        final int ringSize = orElse(settings.getInt(SettingsTable.RING_SIZE),
            isFused && !isForcedAtOnce(settings) ? FUSED_RING_SIZE : LARGE_RING_SIZE);
        server = new ServerState(settings, CommandTable.of(families), Math.min(shardCount, MAX_SHARD_COUNT), identity,
            journal, host, access);
        access.attach(server);
        ring = new CommandRing(server, isFused, ringSize, Math.min(loopCount, MAX_SHARD_COUNT),
            waitMode(settings.getText(SettingsTable.WAIT_STRATEGY)), journal, identity.eventSeed());
        server.attach(ring);
        if (journal != null) {
            journal.onFailure(server.restrictions()::setJournalFailure);
        }
    }

    /** Starts the stages' threads, if the threading mode has any. */
    public void start() {
        ring.start();
    }

    /** Returns whether the IO loop drives all stages. */
    public boolean isFused() {
        return isFused;
    }

    /** Returns the number of IO loops that the engine wants. */
    public int loopCount() {
        return ring.loopCount();
    }

    public EngineLoop loop(final int index) {
        return ring.loop(index);
    }

    public ServerState server() {
        return server;
    }

    /** Returns whether everything published has been answered; a moment old when asked from outside the loops. */
    public boolean isDrained() {
        return ring.isDrained();
    }

    /** Passes what is in the ring, and frees everything. The loops have ended before. */
    @Override
    public void close() {
        ring.close();
        if (server.pausedScript() != null) {
            server.pausedScript().close();
        }
        server.scripts().close();
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).close();
        }
    }

    /** Whether each batch waits for the disk: the larger it may be, the more requests share an fsync. */
    private static boolean isForcedAtOnce(final Settings settings) {
        return settings.isOn(SettingsTable.APPENDONLY)
            && "always".equals(settings.getText(SettingsTable.APPENDFSYNC));
    }

    private static int orElse(final int value, final int automatic) {
        return value == 0 ? automatic : value;
    }

    private static WaitMode waitMode(final String name) {
        return switch (name) {
            case "spin" -> WaitMode.SPIN;
            case "yield" -> WaitMode.YIELD;
            case "park" -> WaitMode.PARK;
            default -> WaitMode.BACKOFF;
        };
    }
}
