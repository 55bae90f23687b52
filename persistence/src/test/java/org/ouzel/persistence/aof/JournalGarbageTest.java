package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.engine.Engine;
import org.ouzel.engine.harness.RequestGarbage;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.harness.JournaledEngine;
import org.ouzel.persistence.snapshot.SnapshotService;

/** In the steady state, what is recorded makes no garbage. */
class JournalGarbageTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMakeNoGarbage() throws SettingException, IOException {
        final RequestGarbage requests = new RequestGarbage();
        for (int i = 0; i < 10; i++) {
            requests.add("SET", "key:" + i, "value:" + i);
            requests.add("SET", "key:" + i, "value:" + i, "EX", "10");
            requests.add("GET", "key:" + i);
            requests.add("INCR", "counter:" + i);
            requests.add("HSET", "hash:" + i, "field", "value");
            requests.add("SADD", "set:" + i, "a", "b", "c");
            requests.add("SPOP", "set:" + i);
            requests.add("SELECT", Integer.toString(i));
        }
        final Settings settings = new Settings();
        settings.put("threading", "fused");
        settings.put("appendonly", "yes");
        settings.put("appendfsync", "no");
        settings.put("aof-timestamp-enabled", "yes");
        settings.put("dir", directory.toString());
        settings.conclude();
        try (AofJournal journal = new AofJournal(settings)) {
            final double garbageBytes = requests.bytesPerRequest(settings, journal,
                engine -> recover(engine, journal));
            assertTrue(garbageBytes < 0.5, () -> "bytes=" + garbageBytes);
            assertTrue(journal.status().sequence() > 1000);
        }
    }

    private static void recover(final Engine engine, final AofJournal journal) throws IOException {
        final SnapshotService snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
        try (AofRecovery recovery = new AofService(FileLayer.DISK, journal, snapshots, engine.server()).recovery()) {
            recovery.begin();
            engine.loop(0).setClock(JournaledEngine.START_MS, System.nanoTime());
            while (recovery.step(engine.loop(0))) {
                engine.loop(0).flush();
            }
        }
    }
}
