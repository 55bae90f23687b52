package org.ouzel.persistence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.engine.type.StringForm;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.load.SnapshotRecovery;
import org.ouzel.protocol.NativeMemory;

class SnapshotServiceTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldKeepNamespacesApart(final EngineSetup setup) throws IOException {
        try (EngineHarness engine = EngineHarness.start(setup, "dir", dir.toString(), "databases", "4")) {
            for (int namespace = 0; namespace < 3; namespace++) {
                put(engine.server(), namespace, 0, "key", "value" + namespace);
                put(engine.server(), namespace, 3, "key", "third" + namespace);
            }
            assertNull(new SnapshotService(engine.server(), FileLayer.DISK).saveNow(engine.nowMs()));
        }
        // With another number of databases and shards, each key must find its place all the same.
        try (EngineHarness engine = EngineHarness.start(EngineSetup.DEDICATED_3, "dir", dir.toString(), "databases",
            "16")) {
            load(engine);
            for (int namespace = 0; namespace < 3; namespace++) {
                assertEquals("value" + namespace, get(engine.server(), namespace, 0, "key"));
                assertEquals("third" + namespace, get(engine.server(), namespace, 3, "key"));
            }
            engine.expect("$6 value0", "GET key");
            engine.expect(":1", "DBSIZE");
        }
    }

    private static void load(final EngineHarness engine) throws IOException {
        final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
        try (SnapshotRecovery recovery = new SnapshotRecovery(snapshots.file(), snapshots, engine.server())) {
            recovery.begin();
            while (recovery.step(engine.loop())) {
                Thread.onSpinWait();
            }
        }
    }

    private static void put(final ServerState server, final int namespace, final int number, final String key,
        final String value) {
        withBytes(key, (address, length) -> withBytes(value, (valueAddress, valueLength) -> {
            StringForm.put(database(server, namespace, number, address, length), server.hashOf(address, length),
                address, length, valueAddress, valueLength, EntryDescriptor.NO_EXPIRY, 0);
            return null;
        }));
    }

    private static String get(final ServerState server, final int namespace, final int number, final String key) {
        return withBytes(key, (address, length) -> {
            final long entry = database(server, namespace, number, address, length)
                .find(server.hashOf(address, length), address, length, 0);
            return entry == SegmentedIndex.NONE ? null
                : NativeMemory.toText(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        });
    }

    private static Database database(final ServerState server, final int namespace, final int number,
        final long address, final int length) {
        return server.shard(server.shardOf(address, length)).keyspace().database(namespace, number);
    }

    private static String withBytes(final String text, final BytesFunction function) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            return function.apply(address, bytes.length);
        } finally {
            NativeMemory.free(address, bytes.length);
        }
    }

    /** Something done with bytes in native memory. */
    private interface BytesFunction {
        String apply(long address, int length);
    }
}
