package org.ouzel.persistence.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.ouzel.protocol.NativeMemory;

class SnapshotRecoveryTest {
    private static final int KEY_COUNT = 20_000;
    private static final int ELEMENT_COUNT = 20_000;
    private static final long FAR_MS = 4_000_000_000_000L;
    private static final int HUGE_BYTES = 700_000;
    /** Elements of a key that takes many slices. */
    private static final int ONE_COUNT = 200_000;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldBringBackEverything(final EngineSetup setup) throws IOException {
        final List<String> dataset;
        try (EngineHarness engine = start(EngineSetup.FUSED)) {
            fill(engine);
            dataset = dataset(engine);
            save(engine);
        }
        try (EngineHarness engine = start(setup)) {
            load(engine);
            assertEquals(dataset, dataset(engine));
            assertEquals(":" + (KEY_COUNT + 6), engine.run("DBSIZE"));
            engine.expect(":" + HUGE_BYTES, "STRLEN huge");
            engine.expect(":" + FAR_MS, "PEXPIRETIME expiring");
            final String info = engine.run("INFO persistence");
            assertTrue(info.contains("loading:0"), info);
            assertTrue(info.contains("rdb_last_load_keys_loaded:" + (KEY_COUNT + 6)), info);
            assertTrue(info.contains("rdb_changes_since_last_save:0"), info);
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldTellClientsToWait(final EngineSetup setup) throws IOException {
        try (EngineHarness engine = start(setup)) {
            fill(engine);
            save(engine);
        }
        final SnapshotService snapshots;
        try (EngineHarness engine = start(setup)) {
            snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
            try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
                recovery.begin();
                assertTrue(recovery.step(engine.loop()));
                engine.expect("-LOADING Redis is loading the dataset in memory", "GET key:1");
                engine.expect("-LOADING Redis is loading the dataset in memory", "PING");
                final String info = engine.run("INFO persistence");
                assertTrue(info.contains("loading:1"), info);
                assertTrue(info.contains("loading_total_bytes:" + Files.size(snapshots.file())), info);
                while (recovery.step(engine.loop())) {
                    Thread.onSpinWait();
                }
            }
            engine.expect("$3 v:1", "GET key:1");
            assertNull(engine.server().loading());
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldTellClientsToWaitWithinARecord(final EngineSetup setup) throws IOException {
        for (final String type : List.of("set", "zset", "hash", "list", "stream")) {
            final String digest;
            try (EngineHarness engine = start(EngineSetup.FUSED)) {
                fillOne(engine, type);
                digest = engine.run("DEBUG DIGEST");
                save(engine);
            }
            try (EngineHarness engine = start(setup)) {
                final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
                int answerCount = 0;
                try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
                    recovery.begin();
                    while (recovery.step(engine.loop())) {
                        engine.expect("-LOADING Redis is loading the dataset in memory", "PING");
                        answerCount++;
                    }
                }
                // Where the record is loaded in one piece there are two.
                assertTrue(answerCount > 3, type + " answers=" + answerCount);
                assertEquals(digest, engine.run("DEBUG DIGEST"), type);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldLetGoOfARecordThatIsntComplete(final EngineSetup setup) throws IOException {
        for (final String type : List.of("set", "zset", "hash", "list", "stream")) {
            try (EngineHarness engine = start(EngineSetup.FUSED)) {
                fillOne(engine, type);
                save(engine);
            }
            final long before = NativeMemory.allocatedBytes();
            // What is left behind shows when the engine is closed.
            try (EngineHarness engine = start(setup)) {
                final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
                try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
                    recovery.begin();
                    for (int step = 0; step < 2; step++) {
                        assertTrue(recovery.step(engine.loop()));
                        engine.run("PING");
                    }
                }
            }
            assertEquals(before, NativeMemory.allocatedBytes(), type);
        }
    }

    private static void fillOne(final EngineHarness engine, final String type) {
        final boolean isStream = type.equals("stream");
        final String name = Map.of("set", "SADD", "zset", "ZADD", "hash", "HSET", "list", "RPUSH", "stream", "XADD")
            .get(type);
        final int rounds = isStream ? ONE_COUNT / 4 : ONE_COUNT / 1000;
        for (int round = 0; round < rounds; round++) {
            final List<String> request = new ArrayList<>(List.of(name, "one"));
            if (isStream) {
                request.addAll(List.of(round + 1 + "-1", "field", "a value that differs: " + round));
            }
            for (int i = 0; i < 1000 && !isStream; i++) {
                final int n = round * 1000 + i;
                if (type.equals("zset") || type.equals("hash")) {
                    request.add(Integer.toString(n));
                }
                request.add("an element that differs from all others: " + n);
            }
            engine.run(request.toArray(String[]::new));
        }
        if (isStream) {
            engine.run("XGROUP CREATE one group 0");
            engine.run("XREADGROUP GROUP group a COUNT 7000 STREAMS one >");
            engine.run("XREADGROUP GROUP group b COUNT 5000 STREAMS one >");
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldSayWhereAFileIsDamaged(final EngineSetup setup) throws IOException {
        try (EngineHarness engine = start(EngineSetup.FUSED)) {
            fill(engine);
            save(engine);
        }
        final Path file = dir.resolve("dump.rdb");
        final byte[] whole = Files.readAllBytes(file);
        final long before = NativeMemory.allocatedBytes();
        for (int at = whole.length / 7; at < whole.length; at += whole.length / 7) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            refuse(setup);
            Files.write(file, Arrays.copyOf(whole, at));
            refuse(setup);
        }
        assertEquals(before, NativeMemory.allocatedBytes());
    }

    private void refuse(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            final IOException failure = assertThrows(IOException.class, () -> load(engine));
            assertTrue(failure.getMessage().matches(
                "can't load the snapshot: file=.*dump\\.rdb cause=.* offset=\\d+; check it with redis-check-rdb.*"),
                failure.getMessage());
            engine.run("FLUSHALL");
        }
    }

    private static void fill(final EngineHarness engine) {
        final StringBuilder keys = new StringBuilder("MSET");
        for (int i = 0; i < KEY_COUNT; i++) {
            keys.append(" key:").append(i).append(" v:").append(i);
        }
        engine.run(keys.toString());
        engine.run("SET expiring value PXAT " + FAR_MS);
        // Of these two each is too large for a batch.
        engine.run("SET huge " + "h".repeat(HUGE_BYTES));
        final StringBuilder members = new StringBuilder("SADD set");
        final StringBuilder fields = new StringBuilder("HSET hash");
        for (int i = 0; i < ELEMENT_COUNT; i++) {
            members.append(" member:").append(i);
            fields.append(" field:").append(i).append(" value:").append(i);
        }
        engine.run(members.toString());
        engine.run(fields.toString());
        engine.run("RPUSH list a b c");
        engine.run("XADD stream 1-1 f v");
    }

    private static List<String> dataset(final EngineHarness engine) {
        final List<String> dataset = new ArrayList<>();
        final StringBuilder keys = new StringBuilder("MGET");
        for (int i = 0; i < KEY_COUNT; i++) {
            keys.append(" key:").append(i);
        }
        dataset.add(engine.run(keys.toString()));
        dataset.add(engine.run("SORT set ALPHA"));
        final String[] fields = engine.run("HGETALL hash").split(" ");
        Arrays.sort(fields);
        dataset.addAll(Arrays.asList(fields));
        dataset.add(engine.run("LRANGE list 0 -1"));
        dataset.add(engine.run("XRANGE stream - +"));
        return dataset;
    }

    private static void save(final EngineHarness engine) {
        assertNull(new SnapshotService(engine.server(), FileLayer.DISK).saveNow(engine.nowMs()));
    }

    private static void load(final EngineHarness engine) throws IOException {
        final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
        engine.server().setSnapshots(snapshots);
        try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
            recovery.begin();
            while (recovery.step(engine.loop())) {
                Thread.onSpinWait();
            }
        }
    }

    private EngineHarness start(final EngineSetup setup) {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return EngineHarness.start(setup, families, "dir", dir.toString(), "rdbcompression", "no");
    }
}
