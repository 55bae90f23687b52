package org.ouzel.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Quota;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.command.entity.EntityNotation;
import org.ouzel.engine.evict.EvictionSettings;
import org.ouzel.engine.evict.MemoryShares;
import org.ouzel.engine.latency.SlowLog;
import org.ouzel.engine.observe.EventClass;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.CommandRing;
import org.ouzel.engine.ring.PausedScript;
import org.ouzel.engine.ring.SlotTasks;
import org.ouzel.engine.script.Scripts;
import org.ouzel.engine.session.SessionRegistry;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.NamespaceFiles;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.engine.spi.Snapshots;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.type.HashLimits;
import org.ouzel.engine.type.ListLimits;
import org.ouzel.engine.type.SetLimits;
import org.ouzel.engine.type.SortedSetLimits;

/**
 * What all threads of one server share: the command table, the settings, the sessions, the shards by number.
 *
 * <p>Settings that commands read all the time are copied to fields here, when the server starts and when CONFIG SET
 * changes them (in a rendezvous of all shards, which orders the write for them).
 */
public final class ServerState implements MergeContext {
    private static final long NS_PER_US = 1000;

    private static final long EVERY_CALL_THRESHOLD_US = 1000;

    private boolean isJournaled;
    private CommandEvent settingsSlot;
    private boolean isActiveExpireOn = true;
    private boolean isLfu;
    private int lfuDecayMinutes;
    private int lfuLogFactor;
    private int activeExpireEffort;
    private EvictionSettings eviction;
    private long maxMemoryBytes;
    private int notifiedClasses;
    private long trackingKeyLimit;
    private boolean isLatencyTracked;
    private int latencySampleInterval;
    private long slowLogThresholdUs;
    private long slowLogMaxLength;
    private long latencyThresholdMs;
    private ListLimits listLimits;
    private HashLimits hashLimits;
    private SetLimits setLimits;
    private SortedSetLimits sortedSetLimits;
    private CommandRing ring;
    private volatile Snapshots snapshots = Snapshots.NONE;
    private volatile NamespaceFiles namespaceFiles = NamespaceFiles.NONE;
    private volatile long pauseEndMs;
    private volatile boolean isPausedForAll;
    private final AtomicInteger monitorCount = new AtomicInteger();
    private final AtomicInteger sharedWaiterCount = new AtomicInteger();
    private final Map<Integer, AtomicLong> slowLogIds = new ConcurrentHashMap<>();
    private long busyReplyThresholdMs;
    private volatile PausedScript pausedScript;
    private final Scripts scripts = new Scripts(this);
    private final Settings settings;
    private final CommandTable commandTable;
    private final EntityNotation entityNotation;
    private final long clockOffsetUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())
        - System.nanoTime() / NS_PER_US;
    private final Traffic traffic = new Traffic(this);
    private final ErrorCounts errors = new ErrorCounts();
    private final SessionRegistry sessions = new SessionRegistry();
    private final ServerHost host;
    private final AccessControl access;
    private final Journal journal;
    private final SlotTasks markerTasks = new SlotTasks();
    private final SlotTasks journalTasks = new SlotTasks();
    private final Restrictions restrictions;
    private final long hashSeed;
    private final long startMs;
    private final String runId;
    private final Shard[] shards;
    private final MemoryShares memoryShares = new MemoryShares(this);

    /**
     * @param settings     concluded settings
     * @param commandTable all commands
     * @param shardCount   1 to 64
     * @param identity     what a start draws by lot or reads back
     * @param journal      what records effects, or null
     * @param host         the process around the engine
     * @param access       who may do what
     */
    public ServerState(final Settings settings, final CommandTable commandTable, final int shardCount,
        final ServerIdentity identity, final Journal journal, final ServerHost host,
        final AccessControl access) {
        this.settings = settings;
        this.restrictions = new Restrictions(settings);
        this.commandTable = commandTable;
        this.entityNotation = new EntityNotation(commandTable, settings);
        this.hashSeed = identity.hashSeed();
        this.runId = identity.runId();
        this.startMs = identity.startMs();
        this.journal = journal;
        this.isJournaled = journal != null && journal.isOn();
        this.host = host;
        this.access = access;
        this.shards = new Shard[shardCount];
        copySettings();
        for (int index = 0; index < shardCount; index++) {
            shards[index] = new Shard(this, index);
            shards[index].observers().setNotifiedClasses(notifiedClasses);
        }
        memoryShares.divide();
    }

    /** Copies the settings that commands read all the time; again after each change of them. */
    public void readSettings() {
        copySettings();
        memoryShares.divide();
    }

    private void copySettings() {
        eviction = EvictionSettings.of(settings);
        isLfu = eviction.policy().isCounting();
        lfuDecayMinutes = settings.getInt(SettingsTable.LFU_DECAY_TIME);
        lfuLogFactor = settings.getInt(SettingsTable.LFU_LOG_FACTOR);
        activeExpireEffort = settings.getInt(SettingsTable.ACTIVE_EXPIRE_EFFORT);
        listLimits = ListLimits.of(settings.getInt(SettingsTable.LIST_MAX_LISTPACK_SIZE));
        busyReplyThresholdMs = settings.getLong(SettingsTable.BUSY_REPLY_THRESHOLD);
        maxMemoryBytes = eviction.maxMemoryBytes();
        final long mostTracked = settings.getLong(SettingsTable.TRACKING_TABLE_MAX_KEYS);
        trackingKeyLimit = mostTracked == 0 ? 0 : Math.max(1, mostTracked / shards.length);
        notifiedClasses = EventClass.bits(settings.getText(SettingsTable.NOTIFY_KEYSPACE_EVENTS));
        for (final Shard shard : shards) {
            if (shard != null) {
                shard.observers().setNotifiedClasses(notifiedClasses);
            }
        }
        isLatencyTracked = settings.isOn(SettingsTable.LATENCY_TRACKING);
        slowLogThresholdUs = settings.getLong(SettingsTable.SLOWLOG_LOG_SLOWER_THAN);
        // Commands of constant cost can reach a threshold this low: then each call is timed, so that none is missed.
        latencySampleInterval = slowLogThresholdUs >= 0 && slowLogThresholdUs < EVERY_CALL_THRESHOLD_US ? 1
            : settings.getInt(SettingsTable.LATENCY_SAMPLE_INTERVAL);
        slowLogMaxLength = settings.getLong(SettingsTable.SLOWLOG_MAX_LEN);
        latencyThresholdMs = settings.getLong(SettingsTable.LATENCY_MONITOR_THRESHOLD);
        hashLimits = HashLimits.of(settings.getLong(SettingsTable.HASH_MAX_LISTPACK_ENTRIES),
            settings.getLong(SettingsTable.HASH_MAX_LISTPACK_VALUE));
        sortedSetLimits = SortedSetLimits.of(settings.getLong(SettingsTable.ZSET_MAX_LISTPACK_ENTRIES),
            settings.getLong(SettingsTable.ZSET_MAX_LISTPACK_VALUE));
        setLimits = SetLimits.of(settings.getLong(SettingsTable.SET_MAX_INTSET_ENTRIES),
            settings.getLong(SettingsTable.SET_MAX_LISTPACK_ENTRIES),
            settings.getLong(SettingsTable.SET_MAX_LISTPACK_VALUE));
    }

    public Settings settings() {
        return settings;
    }

    public CommandTable commandTable() {
        return commandTable;
    }

    public EntityNotation entityNotation() {
        return entityNotation;
    }

    /** Returns the ring, for what its stages measure; in a rendezvous of all shards. */
    public CommandRing ring() {
        return ring;
    }

    /** Returns who takes snapshots. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Returns who looks after the files that namespaces have of their own. */
    public NamespaceFiles namespaceFiles() {
        return namespaceFiles;
    }

    /** Names who looks after the files of namespaces; once, before the start. */
    public void setNamespaceFiles(final NamespaceFiles newNamespaceFiles) {
        namespaceFiles = newNamespaceFiles;
    }

    /** Names who takes snapshots; once, before the start. */
    public void setSnapshots(final Snapshots newSnapshots) {
        snapshots = newSnapshots;
    }

    /** Returns how many changes commands have made; other shards' may be a moment old. */
    public long changeCount() {
        long count = 0;
        for (final Shard shard : shards) {
            count += shard.statistics().changeCount();
        }
        return count;
    }

    /** Returns how many keys each shard may know to be kept by clients; 0 for any number. */
    public long trackingKeyLimit() {
        return trackingKeyLimit;
    }

    /** Returns the number of IO loops. */
    public int loopCount() {
        return ring.loopCount();
    }

    void attach(final CommandRing newRing) {
        ring = newRing;
    }

    /** Returns what is known of the bytes that come and go. */
    public Traffic traffic() {
        return traffic;
    }

    /** Returns the Unix time in microseconds of a {@link System#nanoTime()}, as the clock stood at the start. */
    public long unixUs(final long nanoTime) {
        return nanoTime / NS_PER_US + clockOffsetUs;
    }

    /** Returns the error replies by their codes. */
    public ErrorCounts errors() {
        return errors;
    }

    public SessionRegistry sessions() {
        return sessions;
    }

    /** Returns who decides about users. */
    public AccessControl access() {
        return access;
    }

    public ServerHost host() {
        return host;
    }

    @Override
    public int shardCount() {
        return shards.length;
    }

    /** Returns a shard by its number. */
    public Shard shard(final int index) {
        return shards[index];
    }

    @Override
    public int shardOf(final long keyAddress, final int keyLength) {
        return shards.length == 1 ? 0 : KeySlot.of(keyAddress, keyLength) % shards.length;
    }

    /** Returns the hash of a key as the index wants it. */
    public long hashOf(final long keyAddress, final int keyLength) {
        return KeyHash.of(keyAddress, keyLength, hashSeed);
    }

    public long hashSeed() {
        return hashSeed;
    }

    /** Returns 40 hexadecimal digits, another at every start. */
    public String runId() {
        return runId;
    }

    /** Returns when the server started, Unix milliseconds. */
    public long startMs() {
        return startMs;
    }

    /** Returns whether effects are recorded, so that commands have to say what they did. */
    public boolean isJournaled() {
        return isJournaled;
    }

    /**
     * Begins or ends the recording of effects; while all shards stand still at a slot, for which the journal has a task
     * that turns it on or off.
     */
    public void setJournaled(final boolean journaled) {
        isJournaled = journaled;
        if (journaled) {
            ring.openJournal();
        }
    }

    /** Returns the slot at which settings are changed, for who carries that out; null before the start. */
    public CommandEvent settingsSlot() {
        return settingsSlot;
    }

    /** Names the slot at which settings are changed from now on, while all shards stand still at it. */
    public void setSettingsSlot(final CommandEvent slot) {
        settingsSlot = slot;
    }

    /** Returns what is to be done while all shards stand still at certain markers. */
    public SlotTasks markerTasks() {
        return markerTasks;
    }

    /** Returns what the journal is to do when it passes certain slots. */
    public SlotTasks journalTasks() {
        return journalTasks;
    }

    /** Returns what records effects, or null. */
    public Journal journal() {
        return journal;
    }

    /** Returns why commands are refused at present, if they are. */
    public Restrictions restrictions() {
        return restrictions;
    }

    /** Returns the loading of the dataset that is under way, or null. */
    public Loading loading() {
        return restrictions.loading();
    }

    public int databaseCount() {
        return settings.getInt(SettingsTable.DATABASES);
    }

    public boolean isActiveExpireOn() {
        return isActiveExpireOn;
    }

    /** DEBUG SET-ACTIVE-EXPIRE; in a rendezvous of all shards. */
    public void setActiveExpireOn(final boolean isOn) {
        isActiveExpireOn = isOn;
    }

    public int activeExpireEffort() {
        return activeExpireEffort;
    }

    /** Returns whether entries keep a counter of their uses and the minute of the last, for LFU and AHE. */
    public boolean isLfu() {
        return isLfu;
    }

    public int lfuDecayMinutes() {
        return lfuDecayMinutes;
    }

    public int lfuLogFactor() {
        return lfuLogFactor;
    }

    /** Returns the bytes that keys may take, or 0 for no limit. */
    public long maxMemoryBytes() {
        return maxMemoryBytes;
    }

    /** Returns up to what size sorted sets are packed. */
    public SortedSetLimits sortedSetLimits() {
        return sortedSetLimits;
    }

    /** Returns how large a packed run of list elements may become. */
    public ListLimits listLimits() {
        return listLimits;
    }

    public boolean isLatencyTracked() {
        return isLatencyTracked;
    }

    public int latencySampleInterval() {
        return latencySampleInterval;
    }

    /** Returns up to what size hashes are kept packed. */
    public HashLimits hashLimits() {
        return hashLimits;
    }

    /** Returns up to what size sets are kept packed. */
    public SetLimits setLimits() {
        return setLimits;
    }

    /** Returns from how many microseconds on a command is logged as slow; negative for never. */
    public long slowLogThresholdUs() {
        return slowLogThresholdUs;
    }

    public long slowLogMaxLength() {
        return slowLogMaxLength;
    }

    /** Returns from how many milliseconds on LATENCY LATEST shows an event; 0 for never. */
    public long latencyThresholdMs() {
        return latencyThresholdMs;
    }

    /** Returns a new log of slow commands, whose numbers go on over all logs, for each namespace from 0 on. */
    SlowLog newSlowLog() {
        return new SlowLog(namespace -> slowLogIds.computeIfAbsent(namespace, ignored -> new AtomicLong())
            .getAndIncrement());
    }

    /** Returns how many sessions monitor. */
    public AtomicInteger monitorCount() {
        return monitorCount;
    }

    /** Returns how many clients wait, or may come to wait with what they sent, for keys of several shards. */
    public AtomicInteger sharedWaiterCount() {
        return sharedWaiterCount;
    }

    /** Returns the scripts and the libraries of functions. */
    public Scripts scripts() {
        return scripts;
    }

    /** Returns for how many milliseconds a script may hold others up; 0 for ever. */
    public long busyReplyThresholdMs() {
        return busyReplyThresholdMs;
    }

    /** Returns the script that has used up its time, or null. */
    public PausedScript pausedScript() {
        return pausedScript;
    }

    /** Notes that a script has used up its time, or with null that it has ended; where all shards meet. */
    public void setPausedScript(final PausedScript script) {
        pausedScript = script;
    }

    /**
     * CLIENT PAUSE: until a time in Unix milliseconds, no commands (or no writing ones) are taken from clients, and
     * nothing goes by itself; in a rendezvous of all shards.
     */
    public void pause(final long nowMs, final long endMs, final boolean isForAll) {
        isPausedForAll = isForAll || isPausedForAll && pauseEndMs > nowMs;
        pauseEndMs = Math.max(pauseEndMs, endMs);
        holdExpiry();
    }

    /** CLIENT UNPAUSE; in a rendezvous of all shards. */
    public void unpause() {
        pauseEndMs = 0;
        isPausedForAll = false;
        holdExpiry();
    }

    private void holdExpiry() {
        for (final Shard shard : shards) {
            shard.keyspace().holdExpiry(pauseEndMs);
        }
    }

    /** Returns whether CLIENT PAUSE is in force at a time: nothing expires or is evicted, nor is memory refused. */
    public boolean isPaused(final long nowMs) {
        return nowMs < pauseEndMs;
    }

    /** Returns when the pause ends, Unix milliseconds, 0 if there is none. */
    public long pauseEndMs() {
        return pauseEndMs;
    }

    public boolean isPausedForAll() {
        return isPausedForAll;
    }

    /**
     * Returns why the command of a slot, which may add data, is refused, or null; quotas by other shards' figures of a
     * moment ago. What is loaded is as large as it was.
     */
    public String storageRefusal(final CommandEvent event) {
        return isOutOfMemory(event) ? Errors.OUT_OF_MEMORY : quotaRefusal(event.user().namespace());
    }

    /** Returns whether one of a slot's shards has used up its memory, and could evict nothing before the slot. */
    public boolean isOutOfMemory(final CommandEvent event) {
        return maxMemoryBytes > 0 && !event.session().isLoader() && !isPaused(event.nowMs())
            && memoryShares.isOutOfMemory(event.shardSet());
    }

    /** Returns how {@code maxmemory} is divided among the shards. */
    public MemoryShares memoryShares() {
        return memoryShares;
    }

    /** Returns the settings of eviction. */
    public EvictionSettings eviction() {
        return eviction;
    }

    /** Returns why a command that may add data goes beyond its namespace's own limits, or null. */
    public String quotaRefusal(final Namespace namespace) {
        if (!namespace.hasStorageLimit()) {
            return null;
        }
        final Quota quota = namespace.quota();
        if (quota.memoryBytes() > 0 && usedBytes(namespace) > quota.memoryBytes()) {
            return namespace.refuse(Namespace.Limit.MEMORY);
        }
        return quota.keyCount() > 0 && keyCount(namespace) >= quota.keyCount()
            ? namespace.refuse(Namespace.Limit.KEYS) : null;
    }

    /** Returns the bytes that a namespace's keys, values and indexes take. */
    public long usedBytes(final Namespace namespace) {
        return usedBytes(namespace.number());
    }

    /** Returns the bytes that the keys, values and indexes of the namespace of a number take. */
    public long usedBytes(final int namespace) {
        return sum(namespace, Database::usedBytes);
    }

    /** Returns the keys of all databases of a namespace. */
    public long keyCount(final Namespace namespace) {
        return sum(namespace.number(), Database::keyCount);
    }

    private long sum(final int namespace, final ToLongFunction<Database> figure) {
        long sum = 0;
        for (final Shard shard : shards) {
            for (int number = 0; number < databaseCount(); number++) {
                final Database database = shard.keyspace().databaseIfPresent(namespace, number);
                sum += database == null ? 0 : figure.applyAsLong(database);
            }
        }
        return sum;
    }

    /** Returns whether others than the default namespace have run something, or have data. */
    public boolean isShared() {
        for (final Shard shard : shards) {
            if (!shard.isAlone() || shard.keyspace().namespaceCount() > 1) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what was counted about commands; while no command runs, or in a rendezvous of all shards. */
    public void resetStatistics() {
        for (final Shard shard : shards) {
            shard.resetCounts();
            ring.executeStage(shard.index()).resetTimes();
        }
    }

    /** Returns the exact bytes of the keyspace; in a rendezvous of all shards. */
    public long usedBytes() {
        long bytes = 0;
        for (final Shard shard : shards) {
            bytes += shard.keyspace().usedBytes();
        }
        return bytes;
    }
}
