package org.ouzel.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.protocol.NativeMemory;

/** Scripts that say {@code no-cross-slot-keys}: they hold up nobody but the shards of the keys that they declare. */
class ConfinedScriptTest extends CommandTest {
    private static final String LINE = "#!lua flags=no-cross-slot-keys\n";
    private static final String FOREIGN = "-ERR Script flagged no-cross-slot-keys attempted to access a key of another "
        + "slot than those that it declared";
    private static final String ALL_SHARDS = "-ERR Script flagged no-cross-slot-keys attempted to call a command that "
        + "isn't about single keys";
    private static final String SET = LINE + "return redis.call('SET', KEYS[1], ARGV[1])";

    @Override
    protected List<CommandFamily> families() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new GateFamily());
        return families;
    }

    @Override
    protected String[] settings() {
        return new String[] {"busy-reply-threshold", "0"};
    }

    private int shardOf(final String key) {
        final byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(bytes.length);
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            return engine.server().shardOf(address, bytes.length);
        } finally {
            NativeMemory.free(address, bytes.length);
        }
    }

    /** Returns a key of another slot that the same shard has, or another shard if there is any. */
    private String key(final String other, final boolean isSameShard) {
        for (int i = 0;; i++) {
            if ((shardOf("k" + i) == shardOf(other)) == isSameShard || setup.shardCount() == 1) {
                return "k" + i;
            }
        }
    }

    @Test
    void shouldLetOtherShardsGoOn() {
        assumeTrue(setup.shardCount() > 1, "one shard has nobody beside it");
        final String far = key("a", false);
        final String wait = LINE + "redis.call('SET', KEYS[1], 1) redis.call('GATE.WAIT', KEYS[1]) "
            + "return redis.call('INCR', KEYS[1])";
        final String digest = engine.run("SCRIPT", "LOAD", wait).substring(4);
        // The script ends only when the other shard has come to the second request.
        final var runner = engine.newClient();
        assertEquals(":2 +OK", runner.pipeline("EVALSHA " + digest + " 1 a", "GATE.OPEN " + far));
    }

    @Test
    void shouldLetOtherShardsGoOnBesideASourceThatIsNew() {
        assumeTrue(setup.shardCount() > 1, "one shard has nobody beside it");
        final String far = key("a", false);
        final var runner = engine.newClient();
        runner.send("EVAL", LINE + "return redis.call('GATE.WAIT', KEYS[1])", "1", "a");
        runner.send("GATE.OPEN", far);
        assertEquals("+OK +OK +PONG", runner.run("PING"));
    }

    @Test
    void shouldLetOtherShardsGoOnBesideATransaction() {
        assumeTrue(setup.shardCount() > 1, "one shard has nobody beside it");
        final var runner = engine.newClient();
        runner.run("MULTI");
        runner.run("EVAL", LINE + "return redis.call('GATE.WAIT', KEYS[1])", "1", "a");
        runner.run("INCR", "{a}n");
        assertEquals("*2 +OK :1 +OK", runner.pipeline("EXEC", "GATE.OPEN " + key("a", false)));
    }

    @Test
    void shouldMeetTheShardsOfItsKeysOnly() {
        assumeTrue(setup.shardCount() > 2, "two shards meet, and a third one goes on");
        final String second = key("a", false);
        String third = second;
        for (int i = 0; shardOf(third) == shardOf("a") || shardOf(third) == shardOf(second); i++) {
            third = "t" + i;
        }
        final var runner = engine.newClient();
        runner.send("EVAL", LINE + "redis.call('MSET', KEYS[1], 1, KEYS[2], 2) redis.call('GATE.WAIT', KEYS[1]) "
            + "return redis.call('MGET', KEYS[1], KEYS[2])", "2", "a", second);
        runner.send("GATE.OPEN", third);
        assertEquals("*2 $1 1 $1 2 +OK +PONG", runner.run("PING"));
    }

    @Test
    void shouldJournalInOrder() {
        final String far = key("a", false);
        final var runner = engine.newClient();
        for (int i = 0; i < 5; i++) {
            runner.send("EVAL", SET, "1", "a", "a" + i);
            runner.send("SET", far, "b" + i);
        }
        runner.run("PING");
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add("MULTI; SET a a" + i + "; EXEC");
            expected.add("SET " + far + " b" + i);
        }
        assertEquals(expected, engine.effects());
        assertEquals("$2 a4", engine.run("GET", "a"));
    }

    @Test
    void shouldRefuseKeysOfOtherSlots() {
        final String same = key("a", true);
        final String far = key("a", false);
        for (final String key : List.of(same, far)) {
            final String reply = engine.run("EVAL", LINE + "return redis.call('SET', ARGV[1], 1)", "1", "a", key);
            assertTrue(reply.startsWith(FOREIGN + " script: "), reply);
            expect(FOREIGN, "EVAL", LINE + "return redis.pcall('GET', ARGV[1])", "1", "a", key);
            expect(FOREIGN, "EVAL", LINE + "return redis.pcall('MSET', KEYS[1], 1, ARGV[1], 1)", "1", "a", key);
            expect(FOREIGN, "EVAL", LINE + "return redis.pcall('RENAME', KEYS[1], ARGV[1])", "1", "a", key);
            expect(FOREIGN, "EVAL", LINE + "return redis.pcall('PUBLISH', ARGV[1], 'x')", "1", "a", key);
            expect("$-1", "GET", key);
        }
        expect("+OK", "EVAL", LINE + "return redis.call('SET', ARGV[1], 1)", "1", "a", "{a}b");
        expect(":0", "EVAL", LINE + "return redis.call('PUBLISH', KEYS[1], 'x')", "1", "a");
        expect(FOREIGN, "EVAL", LINE + "return redis.pcall('GET', 'a')", "0");
        assertEquals(List.of("MULTI; SET {a}b 1; EXEC"), engine.effects());
    }

    @Test
    void shouldRefuseWhatConcernsAllShards() {
        for (final String command : List.of("'DBSIZE'", "'FLUSHALL'", "'KEYS', '*'", "'SCAN', 0", "'RANDOMKEY'",
            "'SORT', KEYS[1]", "'SWAPDB', 0, 1")) {
            expect(ALL_SHARDS, "EVAL", LINE + "return redis.pcall(" + command + ")", "1", "a");
        }
        expect("+PONG", "EVAL", LINE + "return redis.call('PING')", "1", "a");
        expect("$10 1700000000", "EVAL", LINE + "return redis.call('TIME')[1]", "1", "a");
        expect("$1 x", "EVAL", LINE + "return redis.call('ECHO', 'x')", "0");
    }

    @Test
    void shouldBeFoundByItsDigestOnEveryShard() {
        final String digest = Script.shaOf(SET.getBytes(StandardCharsets.ISO_8859_1));
        final String far = key("a", false);
        final var runner = engine.newClient();
        expect("-NOSCRIPT No matching script. Please use EVAL.", "EVALSHA", digest, "1", "a", "1");
        runner.send("EVAL", SET, "1", "a", "1");
        runner.send("EVALSHA", digest, "1", far, "2");
        assertEquals("+OK +OK *2 $1 1 $1 2", runner.run("MGET", "a", far));
        expect("+OK", "EVALSHA", digest, "1", "a", "3");
        runner.send("SCRIPT", "FLUSH");
        runner.send("EVALSHA", digest, "1", "a", "4");
        assertEquals("+OK -NOSCRIPT No matching script. Please use EVAL. $1 3", runner.run("GET", "a"));
    }

    @Test
    void shouldSayThatAScriptIsGoneInATransaction() {
        final String digest = engine.run("SCRIPT", "LOAD", SET).substring(4);
        final var runner = engine.newClient();
        runner.run("MULTI");
        runner.run("EVALSHA", digest, "1", "a", "1");
        runner.run("EVALSHA", digest, "0");
        expect("+OK", "SCRIPT FLUSH");
        assertEquals("*2 -NOSCRIPT No matching script. Please use EVAL. -NOSCRIPT No matching script. Please use EVAL.",
            runner.run("EXEC"));
    }

    @Test
    void shouldBeAFlagOfScriptsOnly() {
        final String reply = engine.run("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function{function_name = "
            + "'f', callback = function() end, flags = {'no-cross-slot-keys'}}");
        assertEquals("-ERR Error registering functions: ERR unknown flag given", reply);
    }
}
