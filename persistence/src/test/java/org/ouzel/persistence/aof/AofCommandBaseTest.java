package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.JournaledEngine;
import org.ouzel.protocol.NativeMemory;

/** A base of commands ({@code aof-use-rdb-preamble no}) brings back all that a snapshot would. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofCommandBaseTest {
    private static final String FAR = "4102444800123";
    private static final int LARGE_COUNT = 3000;
    /** Has a list lie in many runs. */
    private static final String LONG = "x".repeat(60);
    private static final String LIBRARY = "#!lua\tname=l\nredis.register_function('f',function(k,a)return(1)\tend)";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;

    @Test
    void shouldBringBackEveryType() throws IOException {
        final String[] digests = new String[2];
        final long allocated = NativeMemory.allocatedBytes();
        try (JournaledEngine engine = start()) {
            fillSmall(engine);
            fillLarge(engine);
            fillStreams(engine);
            rewrite(engine);
            digests[0] = engine.run("DEBUG DIGEST");
            assertEquals(List.of("appendonly.aof.1.base.aof", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"),
                files());
            engine.kill();
        }
        assertEquals(allocated, NativeMemory.allocatedBytes());
        assertFalse(base().contains("#NS:"));
        try (JournaledEngine engine = start()) {
            digests[1] = engine.run("DEBUG DIGEST");
            assertEquals(digests[0], digests[1]);
            assertEquals("*2 :" + FAR + " :-1", engine.run("HPEXPIRETIME hash:ttl FIELDS 2 a b"));
            assertEquals(":" + FAR, engine.run("PEXPIRETIME large:hash"));
            // The other form takes its place, and this one that of the other.
            assertEquals("+OK", engine.run("CONFIG SET aof-use-rdb-preamble yes"));
            rewrite(engine);
            assertTrue(files().contains("appendonly.aof.2.base.rdb"));
            assertEquals("+OK", engine.run("CONFIG SET aof-use-rdb-preamble no"));
            rewrite(engine);
            assertEquals(List.of("appendonly.aof.3.base.aof", "appendonly.aof.4.incr.aof", "appendonly.aof.manifest"),
                files());
        }
        try (JournaledEngine engine = start()) {
            assertEquals(digests[0], engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldHoldWhatWasWhileItChanges() throws IOException {
        final String digest;
        try (JournaledEngine engine = start()) {
            fillLarge(engine);
            for (int i = 0; i < 300; i++) {
                engine.run("SET n:" + i + " 0");
            }
            assertTrue(engine.run("BGREWRITEAOF").startsWith("+"));
            for (int i = 0; i < LARGE_COUNT; i += 10) {
                engine.run("SADD large:set new:" + i);
                engine.run("SREM large:set member:" + (i + 1));
                engine.run("ZINCRBY large:zset 1 member:" + i);
                engine.run("HDEL large:hash field:" + i);
                engine.run("HPEXPIRE large:ttl 100000000 FIELDS 1 field:" + (i + 1));
                engine.run("INCR n:" + i / 10);
                engine.run("LPOP large:list");
                engine.run("LSET large:list " + i / 2 + " new:" + i);
                engine.run("RPUSH large:list new:" + i);
            }
            engine.run("DEL large:zset");
            await(engine);
            digest = engine.run("DEBUG DIGEST");
            engine.kill();
        }
        assertFalse(base().contains("new:"));
        try (JournaledEngine engine = start()) {
            assertEquals(digest, engine.run("DEBUG DIGEST"));
        }
    }

    @Test
    void shouldKeepNamespacesAndFunctionsApart() throws IOException {
        final String[] digests = new String[3];
        try (JournaledEngine engine = start("aof-timestamp-enabled", "yes")) {
            for (int namespace = 0; namespace < digests.length; namespace++) {
                engine.enter(namespace);
                for (int i = 0; i < 50; i++) {
                    engine.run("SET key:" + i + " " + namespace);
                }
                engine.run("SELECT 3");
                engine.run("SADD s " + namespace);
                if (namespace == 1) {
                    engine.run("FUNCTION LOAD " + LIBRARY);
                }
                digests[namespace] = engine.run("DEBUG DIGEST");
            }
            engine.enter(0);
            rewrite(engine);
            engine.kill();
        }
        assertTrue(base().startsWith("#TS:" + JournaledEngine.START_MS / 1000 + "\r\n"));
        try (JournaledEngine engine = start()) {
            for (int namespace = 0; namespace < digests.length; namespace++) {
                engine.enter(namespace);
                assertEquals(digests[namespace], engine.run("DEBUG DIGEST"));
                assertEquals(namespace == 1 ? ":1" : "-ERR Function not found", engine.run("FCALL f 0"));
            }
        }
    }

    @Test
    void shouldPutNoMoreIntoACommandThanRedis() throws IOException {
        try (JournaledEngine engine = start()) {
            fillSmall(engine);
            fillLarge(engine);
            rewrite(engine);
        }
        int most = 0;
        for (final String line : base().split("\r\n")) {
            most = line.matches("\\*\\d+") ? Math.max(most, Integer.parseInt(line.substring(1))) : most;
        }
        assertEquals(2 + 2 * 64, most);
    }

    private JournaledEngine start(final String... more) throws IOException {
        final String[] settings = Stream.concat(Stream.of("aof-use-rdb-preamble", "no"), Stream.of(more))
            .toArray(String[]::new);
        return JournaledEngine.start(setup, directory, settings);
    }

    private static void fillSmall(final JournaledEngine engine) {
        engine.run("SET string some");
        engine.run("SET number -9223372036854775808");
        engine.run("SET due value PXAT " + FAR);
        engine.run("RPUSH list a b 1 -5 " + "x".repeat(300));
        engine.run("SADD ints 1 -2 70000 9223372036854775807");
        engine.run("SADD words a b 3");
        engine.run("ZADD zset 1 a -inf b +inf c 0.1 d 1e300 e -2.5e-300 f 3 12");
        engine.run("HSET hash f v g 12");
        engine.run("HSET hash:ttl a 1 b 2");
        engine.run("HPEXPIREAT hash:ttl " + FAR + " FIELDS 1 a");
        for (int i = 0; i < 100; i++) {
            engine.run("RPUSH middle:list " + i);
            engine.run("ZADD middle:zset " + i * 0.1 + " m:" + i);
            engine.run("HSET middle:hash f:" + i + " v:" + i);
            engine.run("SADD middle:set " + i + " m:" + i);
        }
        engine.run("PEXPIREAT middle:list " + FAR);
        engine.run("SELECT 9");
        engine.run("SET nine 9");
        engine.run("SELECT 0");
    }

    private static void fillLarge(final JournaledEngine engine) {
        for (int i = 0; i < LARGE_COUNT; i += 10) {
            final StringBuilder list = new StringBuilder("RPUSH large:list");
            final StringBuilder set = new StringBuilder("SADD large:set");
            final StringBuilder zset = new StringBuilder("ZADD large:zset");
            final StringBuilder hash = new StringBuilder();
            for (int k = i; k < i + 10; k++) {
                list.append(" element:").append(k).append(LONG);
                set.append(" member:").append(k);
                zset.append(' ').append(k * 0.37).append(" member:").append(k);
                hash.append(" field:").append(k).append(" value:").append(k);
            }
            engine.runAll(list.toString(), set.toString(), zset.toString(), "HSET large:hash" + hash,
                "HSET large:ttl" + hash, "HPEXPIREAT large:ttl " + FAR + " FIELDS 1 field:" + i);
        }
        engine.run("PEXPIREAT large:hash " + FAR);
        engine.run("PEXPIREAT large:set " + FAR);
    }

    private static void fillStreams(final JournaledEngine engine) {
        engine.runAll("XADD x 1-1 f v", "XADD x 1-2 f w g u", "XADD x 5-0 other 1", "XADD x 5-1 other 2",
            "XADD x 7-0 last 3", "XGROUP CREATE x g 0", "XGROUP CREATE x idle $ ENTRIESREAD 2",
            "XREADGROUP GROUP g alice COUNT 3 STREAMS x >", "XREADGROUP GROUP g bob COUNT 2 STREAMS x >",
            "XGROUP CREATECONSUMER x g carol", "XCLAIM x g alice 0 5-1 RETRYCOUNT 7", "XACK x g 1-1");
        // Still waited for, though they are gone: trimmed in front, deleted within and behind.
        engine.runAll("XDEL x 5-0 7-0", "XTRIM x MINID 1-2", "XTRIM x MAXLEN 1");
        engine.runAll("XADD trimmed 1-1 f v", "XADD trimmed 2-1 f v", "XADD trimmed 3-1 f v",
            "XGROUP CREATE trimmed g 0", "XREADGROUP GROUP g c STREAMS trimmed >", "XTRIM trimmed MAXLEN 1");
        engine.runAll("XADD emptied 7-7 f v", "XGROUP CREATE emptied g 0", "XREADGROUP GROUP g c STREAMS emptied >",
            "XTRIM emptied MAXLEN 0");
        engine.runAll("XGROUP CREATE empty g $ MKSTREAM", "XADD below 9-9 f v", "XADD below 5-5 f v",
            "XADD below 3-3 f v", "XDEL below 9-9", "XSETID below 8-8");
        engine.run("XADD highest 18446744073709551615-18446744073709551615 f v");
        engine.run("PEXPIREAT highest " + FAR);
        for (int i = 1; i <= 500; i++) {
            engine.run("XADD many " + i + "-1 temperature " + i + " place p" + i % 7);
        }
        engine.run("XGROUP CREATE many g 20-0");
        engine.run("XREADGROUP GROUP g alice COUNT 200 STREAMS many >");
        engine.run("XDEL many 30-1 40-1 500-1");
    }

    private static void rewrite(final JournaledEngine engine) {
        assertTrue(engine.run("BGREWRITEAOF").startsWith("+"));
        await(engine);
    }

    private static void await(final JournaledEngine engine) {
        while (!"0".equals(engine.info("aof_rewrite_in_progress"))) {
            engine.tickAfter(1);
            Thread.yield();
        }
        assertEquals("ok", engine.info("aof_last_bgrewrite_status"));
    }

    private String base() throws IOException {
        return Files.readString(directory.resolve("appendonlydir").resolve("appendonly.aof.1.base.aof"),
            StandardCharsets.ISO_8859_1);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
