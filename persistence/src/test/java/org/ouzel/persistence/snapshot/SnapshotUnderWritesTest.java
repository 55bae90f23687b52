package org.ouzel.persistence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.load.SnapshotRecovery;
import org.ouzel.protocol.NativeMemory;

/** Files that are written while their content changes. */
class SnapshotUnderWritesTest {
    private static final int MEMBER_COUNT = 5000;
    private static final int CHANGED_PER_ROUND = 10;
    private static final int BLOB_COUNT = 400;
    private static final int BLOB_BYTES = 100_000;
    private static final long LIMIT_BYTES = 8L << 20;
    private static final String EXPIRY = "4000000000000";

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldHoldLargeCollectionsAsTheyWere(final EngineSetup setup) throws IOException {
        final List<String> before;
        final long allocated = NativeMemory.allocatedBytes();
        try (EngineHarness engine = start(setup)) {
            fill(engine);
            before = dataset(engine);
            final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
            engine.server().setSnapshots(snapshots);
            snapshots.beginDataset(engine.nowMs());
            for (int round = 0; snapshots.isBusy(); round++) {
                change(engine, round);
                engine.tick();
            }
            assertTrue(snapshots.figures().isLastOk());
        }
        assertEquals(allocated, NativeMemory.allocatedBytes());
        try (EngineHarness engine = start(EngineSetup.FUSED)) {
            final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
            try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
                recovery.begin();
                while (recovery.step(engine.loop())) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(before, dataset(engine));
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldEndWithTheEngineInTheMiddleOfLargeCollections(final EngineSetup setup) throws IOException {
        final long allocated = NativeMemory.allocatedBytes();
        final SnapshotService snapshots;
        try (EngineHarness engine = start(setup)) {
            fill(engine);
            snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
            engine.server().setSnapshots(snapshots);
            snapshots.beginDataset(engine.nowMs());
            change(engine, 0);
        }
        // Its thread frees what the end of the engine has left to it.
        snapshots.close();
        assertEquals(allocated, NativeMemory.allocatedBytes());
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldTakeNoMoreMemoryThanItMayWhenTheDiskIsSlow(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            for (int i = 0; i < BLOB_COUNT; i++) {
                engine.run("SET", "blob:" + i, "b".repeat(BLOB_BYTES));
            }
            final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
            engine.server().setSnapshots(snapshots);
            final AtomicReference<IOException> failure = new AtomicReference<>();
            final CountDownLatch written = new CountDownLatch(1);
            // Nothing is written until there would be more than there may, or all changes are made.
            snapshots.beginOther(new SlowTarget(dir.resolve("slow.rdb"), () -> written.getCount() == 0
                || snapshots.figures().pendingBytes() >= LIMIT_BYTES), engine.nowMs(), failure::set, () -> { });
            for (int i = 0; i < BLOB_COUNT; i++) {
                engine.run("SET", "blob:" + i, "x");
            }
            written.countDown();
            while (snapshots.isBusy()) {
                engine.tick();
            }
            assertNull(failure.get());
            final long peak = snapshots.lastOtherPeakBytes();
            // One value goes over it for each shard, in a buffer of twice its size at most.
            final long slack = 3L * setup.shardCount() * BLOB_BYTES;
            assertTrue(peak >= LIMIT_BYTES && peak <= LIMIT_BYTES + slack, "peak=" + peak);
        }
    }

    private static void fill(final EngineHarness engine) {
        final List<String> set = new ArrayList<>(List.of("SADD", "set"));
        final List<String> hash = new ArrayList<>(List.of("HSET", "hash"));
        final List<String> expiring = new ArrayList<>(List.of("HSET", "expiring"));
        final List<String> sorted = new ArrayList<>(List.of("ZADD", "sorted"));
        final List<String> list = new ArrayList<>(List.of("RPUSH", "list"));
        for (int i = 0; i < MEMBER_COUNT; i++) {
            set.add("member:" + i);
            hash.addAll(List.of("field:" + i, "value:" + i));
            expiring.addAll(List.of("field:" + i, Integer.toString(i)));
            sorted.addAll(List.of(Integer.toString(i), "member:" + i));
            list.add("a rather long element of a list, so that it lies in many runs: " + i);
        }
        for (final List<String> request : List.of(set, hash, expiring, sorted, list)) {
            engine.run(request.toArray(String[]::new));
        }
        engine.run("HPEXPIREAT expiring " + EXPIRY + " FIELDS 2 field:3 field:4000");
        engine.run("CONFIG SET stream-node-max-entries 10");
        for (int i = 1; i <= MEMBER_COUNT; i++) {
            engine.run("XADD stream " + i + "-0 field value:" + i);
        }
        engine.run("XGROUP CREATE stream group 0");
        for (final String consumer : List.of("one", "two", "one")) {
            engine.run("XREADGROUP GROUP group " + consumer + " COUNT 1000 STREAMS stream >");
        }
        engine.run("COPY stream dropped");
        engine.run("COPY stream destroyed");
        engine.run("COPY stream deserted");
        engine.run("COPY set doomed");
        engine.run("COPY hash renamed");
        engine.run("COPY list lost");
        engine.run("COPY list moved");
        final StringBuilder keys = new StringBuilder("MSET");
        for (int i = 0; i < MEMBER_COUNT; i++) {
            keys.append(" key:").append(i).append(" value:").append(i);
        }
        engine.run(keys.toString());
    }

    private static void change(final EngineHarness engine, final int round) {
        if (round == 1) {
            engine.run("DEL doomed");
            engine.run("RENAME renamed other");
            engine.run("DEL lost");
            engine.run("DEL dropped");
            engine.run("RENAME moved away");
            engine.run("XGROUP DESTROY destroyed group");
            engine.run("XGROUP DELCONSUMER deserted group one");
        }
        if (round == 2) {
            engine.run("XGROUP DELCONSUMER deserted group two");
        }
        for (int i = 0; i < CHANGED_PER_ROUND; i++) {
            final int n = (round * CHANGED_PER_ROUND + i) * 7 % MEMBER_COUNT;
            engine.run("SREM set member:" + n);
            engine.run("SADD set new:" + n);
            engine.run("HSET hash field:" + n + " changed");
            engine.run("HDEL other field:" + n);
            engine.run("HPEXPIREAT expiring " + EXPIRY + " FIELDS 1 field:" + n);
            engine.run("ZINCRBY sorted 10000 member:" + n);
            engine.run("DEL key:" + n);
            engine.run("LSET list " + n % 4000 + " changed");
            engine.run("LPOP list");
            engine.run("LPUSH list first second");
            engine.run("RPOP away");
            engine.run("LREM away 1 a");
            engine.run("LTRIM away 3 -1");
            engine.run("XDEL stream " + n + "-0");
            engine.run("XADD stream MAXLEN " + (MEMBER_COUNT - n) + " * another entry");
            engine.run("XACK stream group " + n + "-0 " + (n + 1) + "-0");
            engine.run("XCLAIM stream group two 0 " + (n + 2) + "-0");
            engine.run("XREADGROUP GROUP group three COUNT 9 STREAMS stream >");
        }
    }

    private static List<String> dataset(final EngineHarness engine) {
        final List<String> dataset = new ArrayList<>();
        dataset.add(engine.run("DBSIZE"));
        for (final String key : List.of("set", "doomed")) {
            dataset.add(engine.run("SORT " + key + " ALPHA"));
        }
        for (final String key : List.of("hash", "renamed", "expiring")) {
            final StringBuilder fields = new StringBuilder("HMGET " + key);
            for (int i = 0; i < MEMBER_COUNT; i++) {
                fields.append(" field:").append(i);
            }
            dataset.add(engine.run(fields.toString()));
            dataset.add(engine.run("HLEN " + key));
        }
        dataset.add(engine.run("HPEXPIRETIME expiring FIELDS 3 field:3 field:4 field:4000"));
        dataset.add(engine.run("ZRANGE sorted 0 -1 WITHSCORES"));
        for (final String key : List.of("list", "lost", "moved")) {
            dataset.add(engine.run("LRANGE " + key + " 0 -1"));
        }
        for (final String key : List.of("stream", "dropped", "destroyed", "deserted")) {
            dataset.add(engine.run("XRANGE " + key + " - +"));
            dataset.add(engine.run("XPENDING " + key + " group - + " + MEMBER_COUNT));
            dataset.add(engine.run("XINFO GROUPS " + key));
        }
        final StringBuilder keys = new StringBuilder("MGET");
        for (int i = 0; i < MEMBER_COUNT; i++) {
            keys.append(" key:").append(i);
        }
        dataset.add(engine.run(keys.toString()));
        return dataset;
    }

    private EngineHarness start(final EngineSetup setup) {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return EngineHarness.start(setup, families, "dir", dir.toString(), "rdbcompression", "no");
    }

    /** A file that isn't opened before a condition holds. */
    private record SlowTarget(Path file, BooleanSupplier condition) implements SnapshotTarget {
        @Override
        public WritableFile open() throws IOException {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return FileLayer.DISK.openEmpty(file);
        }

        @Override
        public void complete(final long bytes) {
            // Nobody reads it.
        }

        @Override
        public void abandon() {
            // Nobody reads it.
        }
    }
}
