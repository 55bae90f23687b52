package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.JournaledEngine;

/** What was written comes back, whatever the end of the file looks like. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofRecoveryTest {
    private static final String GROUP = "*1\r\n$5\r\nMULTI\r\n*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n"
        + "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n*1\r\n$4\r\nEXEC\r\n";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;
    private Path increment;

    @BeforeEach
    void nameFiles() {
        increment = directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
    }

    @Test
    void shouldBringBackWhatWasWritten() throws IOException {
        final String digest;
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1");
            engine.run("INCR a");
            engine.run("RPUSH l x y z");
            engine.run("HSET h f 1 g 2");
            engine.run("ZADD z 1.5 m 2 n");
            engine.run("SADD s a b c");
            engine.run("SPOP s");
            engine.run("SET t v EX 100");
            engine.run("MSET k1 1 k2 2 k3 3 k4 4");
            engine.run("DEL k1 k3 k9");
            engine.run("SELECT 3");
            engine.run("SET three 3");
            engine.run("SELECT 0");
            engine.run("RENAME k2 k5");
            digest = engine.run("DEBUG DIGEST");
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertTrue(digest.startsWith("+"), digest);
            assertEquals(digest, engine.run("DEBUG DIGEST"));
            assertEquals("$1 2", engine.run("GET a"));
            assertEquals(":100", engine.run("TTL t"));
            engine.run("SELECT 3");
            assertEquals("$1 3", engine.run("GET three"));
        }
    }

    @Test
    void shouldBringBackTransactionsAsAWhole() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("MULTI");
            engine.run("INCR a");
            engine.run("SELECT 2");
            engine.run("INCR b");
            engine.run("EXEC");
            engine.run("SET c 1");
            engine.kill();
        }
        final byte[] whole = Files.readAllBytes(increment);
        final String text = Files.readString(increment);
        final int end = text.indexOf("EXEC");
        assertTrue(end > text.indexOf("MULTI"));
        try (JournaledEngine engine = start()) {
            assertEquals("$1 1", engine.run("GET a"));
            engine.run("SELECT 2");
            assertEquals("*2 $1 1 $1 1", engine.run("MGET b c"));
        }
        Files.write(increment, Arrays.copyOf(whole, end));
        try (JournaledEngine engine = start()) {
            assertEquals(":0", engine.run("DBSIZE"));
        }
    }

    @Test
    void shouldKeepNamespacesApart() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a zero");
            engine.run("SET both zero");
            engine.enter(2);
            engine.run("SET a two");
            engine.run("SET both two PX 5");
            engine.run("SELECT 3");
            engine.run("SET three two");
            engine.run("SET both two PX 5");
            engine.enter(0);
            // What expires at a tick is of other namespaces than the tick.
            engine.tickAfter(1000);
            engine.run("SET b zero");
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals("*4 $4 zero $4 zero $4 zero $-1", engine.run("MGET a b both three"));
            engine.enter(2);
            assertEquals("*4 $3 two $-1 $-1 $-1", engine.run("MGET a b both three"));
            engine.run("SELECT 3");
            assertEquals("*2 $3 two $-1", engine.run("MGET three both"));
        }
    }

    @Test
    void shouldBringBackStreams() throws IOException {
        final String entries;
        final String digest;
        try (JournaledEngine engine = start()) {
            engine.run("XADD x * f v");
            engine.run("XGROUP CREATE x g 0");
            engine.run("XREADGROUP GROUP g c STREAMS x >");
            entries = engine.run("XRANGE x - +");
            digest = engine.run("DEBUG DIGEST");
            engine.kill();
        }
        try (JournaledEngine engine = start()) {
            assertEquals(entries, engine.run("XRANGE x - +"));
            assertTrue(engine.run("XPENDING x g").startsWith("*4 :1 "));
            // When it was given out is kept too; the engine's clock began anew.
            assertEquals(":0", engine.run("XPENDING x g - + 1").split(" ")[6]);
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldAppendBehindWhatItLoaded() throws IOException {
        for (int i = 1; i <= 3; i++) {
            try (JournaledEngine engine = start()) {
                assertEquals(":" + i, engine.run("INCR n"));
                assertEquals(Integer.toString(i), engine.info("aof_sequence"));
            }
        }
    }

    @Test
    void shouldStartWhereverTheLastCommandWasCutOff() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET first 1");
        }
        final int kept = (int) Files.size(increment);
        try (JournaledEngine engine = start()) {
            engine.run("SET last some-longer-value");
        }
        final byte[] whole = Files.readAllBytes(increment);
        for (int length = kept; length <= whole.length; length++) {
            Files.write(increment, Arrays.copyOf(whole, length));
            try (JournaledEngine engine = start()) {
                assertEquals("$1 1", engine.run("GET first"), "length=" + length);
                assertEquals(length == whole.length ? "$17 some-longer-value" : "$-1", engine.run("GET last"));
            }
        }
    }

    @Test
    void shouldDropTheLastGroupWhereverItWasCutOff() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET n 5");
        }
        final byte[] before = Files.readAllBytes(increment);
        final byte[] whole = (new String(before, StandardCharsets.ISO_8859_1) + GROUP)
            .getBytes(StandardCharsets.ISO_8859_1);
        for (int length = before.length; length <= whole.length; length++) {
            Files.write(increment, Arrays.copyOf(whole, length));
            try (JournaledEngine engine = start()) {
                assertEquals(length == whole.length ? "$1 7" : "$1 5", engine.run("GET n"), "length=" + length);
            }
            // What was cut off is gone from the file, too.
            assertEquals(length == whole.length ? whole.length : before.length, Files.size(increment));
        }
    }

    @Test
    void shouldRefuseATornFileIfSoConfigured() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1");
        }
        cutBy(3);
        final IOException refusal = assertThrows(IOException.class, () -> start("aof-load-truncated", "no"));
        assertTrue(refusal.getMessage().contains("Unexpected end of file"), refusal::getMessage);
    }

    @Test
    void shouldRefuseADamageBeforeTheEnd() throws IOException {
        try (JournaledEngine engine = start()) {
            engine.run("SET a 1");
            engine.run("SET b 2");
        }
        final String text = Files.readString(increment);
        assertRefused(text.replace("$1\r\na", "$9\r\na"));
        assertRefused(text.replace("$1\r\na", "$999\r\na"));
        assertRefused(text.replace("*3\r\n$3\r\nSET\r\n$1\r\na", "*x\r\n$3\r\nSET\r\n$1\r\na"));
        assertRefused(text.replace("SET", "SOT"));
        assertRefused(text.replace("*3\r\n$3\r\nSET\r\n$1\r\nb", "SET c 3\r\n*3\r\n$3\r\nSET\r\n$1\r\nb"));
        assertRefused(text + "*1\r\n$4\r\nEXEC\r\n");
    }

    @Test
    void shouldReadTheSingleFileOfEarlierVersions() throws IOException {
        Files.writeString(directory.resolve("appendonly.aof"), "*3\r\n$3\r\nset\r\n$1\r\na\r\n$1\r\n1\r\n");
        for (int i = 0; i < 2; i++) {
            try (JournaledEngine engine = start()) {
                assertEquals("$1 1", engine.run("GET a"));
            }
        }
        assertTrue(Files.exists(increment));
    }

    @Test
    void shouldNotExpireWhatLaterCommandsAreAbout() throws IOException {
        Files.createDirectory(increment.getParent());
        Files.writeString(increment.resolveSibling("appendonly.aof.manifest"),
            "file appendonly.aof.1.incr.aof seq 1 type i\n");
        Files.writeString(increment, "*5\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n5\r\n$4\r\nPXAT\r\n$13\r\n1600000000000\r\n"
            + "*2\r\n$4\r\nINCR\r\n$1\r\na\r\n");
        try (JournaledEngine engine = start()) {
            // It expired long ago, hence isn't the 1 that an INCR without it would have made.
            assertEquals("$-1", engine.run("GET a"));
        }
    }

    @Test
    void shouldRestoreToASequence() throws IOException {
        try (JournaledEngine engine = start()) {
            for (int i = 1; i <= 9; i++) {
                engine.run("SET n " + i);
            }
        }
        try (JournaledEngine engine = start("restore-to-sequence", "4")) {
            assertEquals("$1 4", engine.run("GET n"));
            assertEquals("4", engine.info("aof_sequence"));
            engine.run("SET m 1");
        }
        try (JournaledEngine engine = start()) {
            assertEquals("*2 $1 4 $1 1", engine.run("MGET n m"));
        }
    }

    @Test
    void shouldRestoreToATime() throws IOException {
        try (JournaledEngine engine = start("aof-timestamp-enabled", "yes")) {
            engine.run("SET n 1");
            engine.tickAfter(5000);
            engine.run("SET n 2");
        }
        final long seconds = JournaledEngine.START_MS / 1000;
        assertTrue(Files.readString(increment).contains("#TS:" + seconds + "\r\n"));
        try (JournaledEngine engine = start("restore-to-time", Long.toString(seconds + 4))) {
            assertEquals("$1 1", engine.run("GET n"));
        }
    }

    @Test
    void shouldNotRestoreToATimeThatCantBeFound() throws IOException {
        final long seconds = JournaledEngine.START_MS / 1000;
        try (JournaledEngine engine = start()) {
            engine.run("SET n 1");
        }
        assertRefusedTime(seconds + 4, "no times are noted");
        for (final String isSnapshot : List.of("yes", "no")) {
            try (JournaledEngine engine = start("aof-timestamp-enabled", "yes", "aof-use-rdb-preamble", isSnapshot)) {
                engine.tickAfter(5000);
                engine.run("SET n 2");
                assertTrue(engine.run("BGREWRITEAOF").startsWith("+"));
                while (!"0".equals(engine.info("aof_rewrite_in_progress"))) {
                    engine.tickAfter(1);
                }
                engine.tickAfter(5000);
                engine.run("SET n 3");
            }
            assertRefusedTime(seconds + 4, "lies before the base");
        }
        try (JournaledEngine engine = start("restore-to-time", Long.toString(seconds + 8))) {
            assertEquals("$1 2", engine.run("GET n"));
        }
    }

    private void assertRefusedTime(final long seconds, final String reason) {
        final IOException refusal = assertThrows(AofFormatException.class,
            () -> start("restore-to-time", Long.toString(seconds)));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }

    private JournaledEngine start(final String... settings) throws IOException {
        return JournaledEngine.start(setup, directory, settings);
    }

    private void cutBy(final int bytes) throws IOException {
        final byte[] whole = Files.readAllBytes(increment);
        Files.write(increment, Arrays.copyOf(whole, whole.length - bytes));
    }

    private void assertRefused(final String text) throws IOException {
        Files.writeString(increment, text);
        final IOException refusal = assertThrows(AofFormatException.class, this::start, text);
        assertTrue(refusal.getMessage().contains("offset="), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("redis-check-aof"), refusal::getMessage);
        // Nothing was cut off.
        assertEquals(text, Files.readString(increment));
    }
}
