package org.ouzel.persistence.kdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.engine.spi.NamespaceFiles;
import org.ouzel.persistence.harness.FailingLayer;
import org.ouzel.persistence.harness.JournaledEngine;
import org.ouzel.persistence.snapshot.SnapshotService;

@ParameterizedClass
@EnumSource(EngineSetup.class)
class KdbCommandsTest {
    private static final String BUSY = "-ERR A snapshot or another load is under way, try again later";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private final FailingLayer layer = new FailingLayer();

    @Test
    void shouldBringBackWhatWasSaved() throws IOException {
        try (JournaledEngine engine = start("no")) {
            fill(engine);
            final String digest = digest(engine);
            assertEquals("+OK", engine.runLate("KDB SAVE before"));
            engine.run("SET other 1");
            engine.run("DEL list set");
            engine.run("SELECT 9");
            engine.run("SET nine 1");
            engine.run("SELECT 0");
            assertEquals("+OK", engine.runLate("KDB LOAD before"));
            assertEquals(digest, digest(engine));
            assertEquals("+OK", engine.runLate("KDB LOAD before.kdb"));
            assertEquals(digest, digest(engine));
        }
    }

    @Test
    void shouldLeaveOtherNamespacesAlone() throws IOException {
        try (JournaledEngine engine = start("no")) {
            fill(engine);
            final String digest = digest(engine);
            engine.enter(1);
            engine.run("SET own 1");
            assertEquals("+OK", engine.runLate("KDB SAVE one"));
            engine.run("SET own 2");
            engine.enter(0);
            assertEquals(digest, digest(engine));
            // This harness gives all sessions one user, hence its directory: the file holds the other one's key only.
            assertEquals("+OK", engine.runLate("KDB LOAD one"));
            assertEquals("*1 $3 own", engine.run("KEYS *"));
            engine.enter(1);
            assertEquals("$1 2", engine.run("GET own"));
        }
    }

    @Test
    void shouldTellWhatThereIs() throws IOException {
        try (JournaledEngine engine = start("no")) {
            assertEquals("*0", engine.runLate("KDB LIST"));
            engine.run("SET a 1");
            assertEquals("+OK", engine.runLate("KDB SAVE"));
            assertEquals("+OK", engine.runLate("KDB SAVE b-2"));
            Files.createFile(saved("temp-7-c.kdb"));
            Files.createFile(saved("note.txt"));
            final String list = engine.runLate("KDB LIST");
            final long bytes = Files.size(saved("b-2.kdb"));
            assertTrue(list.matches("\\*2 \\*6 \\$4 name \\$3 b-2 \\$5 bytes :" + bytes
                + " \\$8 saved-at :\\d{10} \\*6 \\$4 name \\$4 data .*"), list);
            engine.run("HELLO 3");
            assertTrue(engine.runLate("KDB LIST").startsWith("*2 %3 $4 name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/b", "..", ".", ".kdb", ".a", "/etc/a", "a\0b", "a%2fb", "\u00e4",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void shouldKeepToItsDirectory(final String name) throws IOException {
        try (JournaledEngine engine = start("no")) {
            final String refusal = '-' + KdbCommands.BAD_NAME;
            assertEquals(refusal, engine.run("KDB SAVE " + name));
            assertEquals(refusal, engine.run("KDB LOAD " + name));
            assertEquals(List.of(), paths(directory));
        }
    }

    @Test
    void shouldFollowNoLinks() throws IOException {
        final Path outside = Files.createDirectory(directory.resolve("outside"));
        try (JournaledEngine engine = start("no")) {
            engine.run("SET a 1");
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            Files.move(saved("a.kdb"), outside.resolve("a.kdb"));
            Files.createSymbolicLink(saved("a.kdb"), outside.resolve("a.kdb"));
            assertEquals("-ERR No such KDB file", engine.run("KDB LOAD a"));
            assertEquals("*0", engine.runLate("KDB LIST"));
            engine.run("SET a 2");
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            assertTrue(Files.isRegularFile(saved("a.kdb"), LinkOption.NOFOLLOW_LINKS));
            assertEquals(List.of("a.kdb"), paths(outside));
        }
    }

    @Test
    void shouldCheckArguments() throws IOException {
        try (JournaledEngine engine = start("no")) {
            assertEquals("-ERR wrong number of arguments for 'kdb' command", engine.run("KDB"));
            assertEquals("-ERR wrong number of arguments for 'kdb|load' command", engine.run("KDB LOAD"));
            assertEquals("-ERR wrong number of arguments for 'kdb|list' command", engine.run("KDB LIST a"));
            assertEquals("-ERR wrong number of arguments for 'kdb|persist' command", engine.run("KDB PERSIST a"));
            assertEquals("-ERR syntax error", engine.run("KDB SAVE a b"));
            assertEquals("-ERR unknown subcommand 'X'. Try KDB HELP.", engine.run("KDB X"));
            assertEquals("-ERR No such KDB file", engine.run("KDB LOAD missing"));
            assertEquals("+OK +QUEUED +QUEUED *2 -ERR Command not allowed inside a transaction"
                + " -ERR Command not allowed inside a transaction",
                engine.runAll("MULTI", "KDB SAVE a", "KDB LOAD a", "EXEC"));
            assertTrue(engine.run("KDB HELP").startsWith("*11 +KDB <subcommand>"));
        }
    }

    @Test
    void shouldChangeNothingWhenTheFileIsDamaged() throws IOException {
        try (JournaledEngine engine = start("no")) {
            for (int i = 0; i < 500; i++) {
                engine.run("SET key:" + i + " " + i);
            }
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            final byte[] bytes = Files.readAllBytes(saved("a.kdb"));
            engine.run("FLUSHALL");
            fill(engine);
            final String digest = digest(engine);
            bytes[bytes.length - 12] ^= 1;
            Files.write(saved("a.kdb"), bytes);
            final String refusal = engine.runLate("KDB LOAD a");
            assertTrue(refusal.startsWith("-ERR KDB LOAD failed: "), refusal);
            assertFalse(refusal.contains(directory.toString()), refusal);
            Files.write(saved("a.kdb"), new byte[0]);
            assertTrue(engine.runLate("KDB LOAD a").startsWith("-ERR KDB LOAD failed: "));
            assertEquals(digest, digest(engine));
            // What was begun has been given back: snapshots are possible again.
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            assertEquals("+OK", engine.runLate("KDB LOAD a"));
            assertEquals(digest, digest(engine));
        }
    }

    @Test
    void shouldTellWhenItCantBeSaved() throws IOException {
        try (JournaledEngine engine = start("no")) {
            fill(engine);
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            final byte[] before = Files.readAllBytes(saved("a.kdb"));
            engine.run("SET more 1");
            layer.setRoomBytes(10);
            assertEquals("-ERR KDB SAVE failed: No space left on device", engine.runLate("KDB SAVE a"));
            layer.setRoomBytes(Long.MAX_VALUE);
            layer.setForceFailing(true);
            assertEquals("-ERR KDB SAVE failed: Input/output error", engine.runLate("KDB SAVE a"));
            layer.setForceFailing(false);
            layer.setMoveFailing(true);
            assertEquals("-ERR KDB SAVE failed: Input/output error", engine.runLate("KDB SAVE a"));
            layer.setMoveFailing(false);
            layer.setOpenFailing(true);
            assertEquals("-ERR KDB SAVE failed: Permission denied", engine.runLate("KDB SAVE a"));
            layer.setOpenFailing(false);
            assertEquals(List.of("a.kdb"), paths(saved("a.kdb").getParent()));
            assertEquals(before.length, Files.size(saved("a.kdb")));
            // Files of namespaces are nothing that writes depend on.
            assertEquals("+OK", engine.run("SET more 2"));
            assertEquals("ok", engine.info("rdb_last_bgsave_status"));
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
        }
    }

    @Test
    void shouldRecordWhatItLoads() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("yes")) {
            fill(engine);
            digest = digest(engine);
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            engine.run("FLUSHALL");
            engine.run("SET other 1");
            engine.enter(1);
            engine.run("SET one 1");
            engine.enter(0);
            assertEquals("+OK", engine.runLate("KDB LOAD a"));
            engine.run("INCR behind");
            engine.run("DEL behind");
            engine.kill();
        }
        try (JournaledEngine engine = start("yes")) {
            assertEquals(digest, digest(engine));
            engine.enter(1);
            assertEquals("*1 $3 one", engine.run("KEYS *"));
        }
    }

    @Test
    void shouldNotAcknowledgeALoadThatCantBeRecorded() throws IOException {
        try (JournaledEngine engine = start("yes")) {
            fill(engine);
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            layer.setRoomBytes(0);
            assertEquals("-MISCONF Errors writing to the AOF file: No space left on device",
                engine.runLate("KDB LOAD a"));
            layer.setRoomBytes(Long.MAX_VALUE);
            engine.tickAfter(100);
            assertEquals("+OK", engine.runLate("KDB LOAD a"));
        }
    }

    @Test
    void shouldTellWhoWatchesAndWaits() throws IOException {
        try (JournaledEngine engine = start("no")) {
            engine.run("RPUSH list a");
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            engine.run("DEL list");
            assertEquals("+OK", engine.run("WATCH list"));
            assertEquals("+OK", engine.runLate("KDB LOAD a"));
            assertEquals("+OK +QUEUED *-1", engine.runAll("MULTI", "PING", "EXEC"));
            final String stays = engine.run("LRANGE list 0 -1");
            assertEquals("*1 $1 a", stays);
        }
    }

    @Test
    void shouldNotMeetASnapshot() throws IOException {
        try (JournaledEngine engine = start("no")) {
            fill(engine);
            assertEquals("+OK", engine.runLate("KDB SAVE a"));
            assertEquals("+Background saving started", engine.run("BGSAVE"));
            assertEquals(BUSY, engine.runLate("KDB LOAD a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "owls"})
    void shouldEndALoadWhoseNamespaceGoesMeanwhile(final String newName) throws IOException {
        try (JournaledEngine engine = start("no")) {
            for (int i = 0; i < 100; i++) {
                final StringBuilder keys = new StringBuilder("MSET");
                for (int n = 0; n < 500; n++) {
                    keys.append(" key:").append(i).append(':').append(n).append(" value");
                }
                engine.run(keys.toString());
            }
            assertEquals("+OK", engine.runLate("KDB SAVE much"));
            assertEquals("+OK", engine.run("FLUSHALL"));
            assertEquals("+OK", engine.run("SET stays 1"));
            final NamespaceFiles files = engine.server().namespaceFiles();
            final NamespaceFiles.Move move = files.prepare(0, "default", newName.isEmpty() ? null : newName);
            assertEquals("-ERR KDB LOAD was given up: the namespace was renamed or dropped",
                engine.runLate("KDB LOAD much", () -> ((SnapshotService) engine.server().snapshots()).isBusy(),
                    () -> move.begin(new Namespace(0, newName))));
            assertEquals("*1 $5 stays", engine.run("KEYS *"));
            // Nothing is held back by it; what else was left behind shows when the engine is closed.
            assertEquals("+Background saving started", engine.run("BGSAVE"));
        }
    }

    @Test
    void shouldHaveEverythingOnDisk() throws IOException {
        final String digest;
        try (JournaledEngine engine = start("no")) {
            fill(engine);
            digest = digest(engine);
            assertEquals("+OK", engine.runLate("KDB PERSIST"));
            engine.kill();
        }
        try (JournaledEngine engine = start("no")) {
            assertEquals(digest, digest(engine));
            layer.setRoomBytes(0);
            assertEquals("-ERR KDB PERSIST failed: No space left on device", engine.runLate("KDB PERSIST"));
            assertEquals("err", engine.info("rdb_last_bgsave_status"));
            layer.setRoomBytes(Long.MAX_VALUE);
            assertEquals("+OK", engine.runLate("KDB PERSIST"));
            assertEquals("ok", engine.info("rdb_last_bgsave_status"));
        }
        try (JournaledEngine engine = start("yes", "appendfsync", "no")) {
            engine.run("SET a 1");
            final int before = layer.forceCount();
            assertEquals("+OK", engine.runLate("KDB PERSIST"));
            assertEquals(before + 1, layer.forceCount());
            layer.setForceFailing(true);
            assertEquals("-MISCONF Errors writing to the AOF file: Input/output error",
                engine.runLate("KDB PERSIST"));
            layer.setForceFailing(false);
        }
    }

    private JournaledEngine start(final String appendOnly, final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, layer,
            Stream.concat(Stream.of("appendonly", appendOnly), Stream.of(settings)).toArray(String[]::new));
    }

    private Path saved(final String name) {
        return directory.resolve("kdb").resolve("default").resolve(name);
    }

    private static List<String> paths(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String digest(final JournaledEngine engine) {
        final String digest = engine.run("DEBUG DIGEST");
        assertTrue(digest.startsWith("+"), digest);
        return digest;
    }

    private static void fill(final JournaledEngine engine) {
        engine.run("SET string value");
        engine.run("SET number 12");
        engine.run("SET expiring 1 PXAT 4102444800123");
        engine.run("RPUSH list a b c");
        engine.run("SADD set a b c 1 2");
        engine.run("ZADD sorted 1 a 2.5 b");
        engine.run("HSET hash f 1 g 2");
        for (int i = 0; i < 300; i++) {
            engine.run("SET key:" + i + " " + i);
        }
        engine.run("SELECT 3");
        engine.run("SET three 3");
        engine.run("SELECT 0");
    }
}
