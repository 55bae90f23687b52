package org.ouzel.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

/** EVAL and its kin: keys of all shards, effects, errors, caches, and what a script may not do. */
class EvalTest extends CommandTest {
    private static final String SHA_OF_RETURN_1 = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

    @Test
    void shouldGiveKeysAndArguments() {
        expect("*4 $1 a $1 b $1 c $1 2", "EVAL", "return {KEYS[1], KEYS[2], ARGV[1], tostring(#KEYS)}", "2", "a", "b",
            "c");
    }

    @Test
    void shouldReachKeysOfAllShards() {
        expect("+OK", "EVAL", "for i = 1, 30 do redis.call('SET', 'k' .. i, i) end return redis.status_reply('OK')",
            "0");
        expect(":30", "DBSIZE");
        expect(":465", "EVAL", "local sum = 0 for i = 1, 30 do sum = sum + redis.call('GET', 'k' .. i) end return sum",
            "0");
    }

    @Test
    void shouldJournalWhatChangedAsOneGroup() {
        engine.run("EVAL", "redis.call('SET', 'a', 1) redis.call('GET', 'a') redis.call('INCRBYFLOAT', 'b', '1.5')",
            "0");
        assertEquals(List.of("MULTI; SET a 1; SET b 1.5 KEEPTTL; EXEC"), engine.effects());
    }

    @Test
    void shouldJournalNothingIfNothingChanged() {
        engine.run("EVAL", "return redis.call('GET', 'a')", "0");
        assertEquals(List.of(), engine.effects());
    }

    @Test
    void shouldKeepWhatChangedBeforeAnError() {
        expect("-WRONGTYPE Operation against a key holding the wrong kind of value script: "
            + Script.shaOf(bytes("redis.call('SET', 'a', 1) redis.call('LPUSH', 'a', 1)"))
            + ", on @user_script:1.", "EVAL", "redis.call('SET', 'a', 1) redis.call('LPUSH', 'a', 1)", "0");
        expect("$1 1", "GET", "a");
        assertEquals(1, engine.effects().size());
    }

    @Test
    void shouldTakeTimeFromTheEvent() {
        expect("$10 1700000000", "EVAL", "return redis.call('TIME')[1]", "0");
    }

    @Test
    void shouldRunCachedScripts() {
        expect("-NOSCRIPT No matching script. Please use EVAL.", "EVALSHA", SHA_OF_RETURN_1, "0");
        expect("$40 " + SHA_OF_RETURN_1, "SCRIPT", "LOAD", "return 1");
        expect(":1", "EVALSHA", SHA_OF_RETURN_1, "0");
        expect(":1", "EVALSHA_RO", SHA_OF_RETURN_1.toUpperCase(java.util.Locale.ROOT), "0");
        expect("*2 :1 :0", "SCRIPT", "EXISTS", SHA_OF_RETURN_1, "0".repeat(40));
        expect("$8 return 1", "SCRIPT", "SHOW", SHA_OF_RETURN_1);
        expect("+OK", "SCRIPT", "FLUSH");
        expect("*1 :0", "SCRIPT", "EXISTS", SHA_OF_RETURN_1);
        expect(":1", "EVAL", "return 1", "0");
        expect(":1", "EVALSHA", SHA_OF_RETURN_1, "0");
    }

    @Test
    void shouldKeepTheLatestOfTheScriptsThatEvalBrought() {
        expect("$40 " + SHA_OF_RETURN_1, "SCRIPT", "LOAD", "return 1");
        expect(":0", "EVAL", "return 0", "0");
        for (int i = 2; i <= ScriptCache.MAX_PASSING_COUNT; i++) {
            expect(":" + i, "EVAL", "return " + i, "0");
        }
        expect(":0", "EVALSHA", sha("return 0"), "0");
        expect("$" + "return 3".length() + " return 3", "SCRIPT", "SHOW", sha("return 3"));
        expect("$40 " + sha("return 4"), "SCRIPT", "LOAD", "return 4");
        expect(":-1", "EVAL", "return -1", "0");
        expect(":-2", "EVAL", "return -2", "0");
        expect("*6 :1 :1 :0 :1 :1 :1", "SCRIPT", "EXISTS", SHA_OF_RETURN_1, sha("return 0"), sha("return 2"),
            sha("return 3"), sha("return 4"), sha("return -2"));
        assertEquals("502", figure("number_of_cached_scripts"));
        assertEquals("1", figure("evicted_scripts"));
        assertTrue(Long.parseLong(figure("used_memory_scripts_eval")) > 502 * 8);
        expect("+OK", "SCRIPT FLUSH");
        assertEquals("0", figure("number_of_cached_scripts"));
        assertEquals("0", figure("used_memory_scripts_eval"));
    }

    private static String sha(final String source) {
        return Script.shaOf(bytes(source));
    }

    private String figure(final String name) {
        final String info = engine.run("INFO");
        final int start = info.indexOf(" " + name + ":") + name.length() + 2;
        return info.substring(start, info.indexOf(' ', start));
    }

    @Test
    void shouldRefuseWrongKeyCounts() {
        expect("-ERR Number of keys can't be greater than number of args", "EVAL", "return 1", "1");
        expect("-ERR Number of keys can't be negative", "EVAL", "return 1", "-1");
        expect("-ERR value is not an integer or out of range", "EVAL", "return 1", "x");
    }

    @Test
    void shouldNotWriteInReadOnlyScripts() {
        final String script = "return redis.pcall('SET', 'a', 1)";
        expect("-ERR Write commands are not allowed from read-only scripts.", "EVAL_RO", script, "0");
        expect("-ERR Write commands are not allowed from read-only scripts.", "EVAL",
            "#!lua flags=no-writes\n" + script, "0");
        expect("-ERR Can not execute a script with write flag using *_ro command.", "EVAL_RO", "#!lua\n" + script,
            "0");
        expect(":0", "EXISTS", "a");
    }

    @Test
    void shouldNotBlock() {
        expect("$-1", "EVAL", "return redis.call('BLPOP', 'nolist', 0)", "0");
    }

    @Test
    void shouldRunInTransactions() {
        expect("+OK", "MULTI");
        expect("+QUEUED", "EVAL", "return redis.call('INCR', KEYS[1])", "1", "n");
        expect("+QUEUED", "EVAL", "return redis.call('INCR', KEYS[1])", "1", "n");
        expect("*2 :1 :2", "EXEC");
        assertEquals(List.of("MULTI; INCR n; INCR n; EXEC"), engine.effects());
    }

    @Test
    void shouldServeWhoWaitsForWhatAScriptPushes() {
        final var waiting = engine.newClient();
        waiting.send("BLPOP", "list", "0");
        expect(":2", "EVAL", "redis.call('RPUSH', 'list', 'a') return redis.call('RPUSH', 'list', 'b')", "0");
        assertEquals("*2 $4 list $1 a", waiting.take());
    }

    @Test
    void shouldSelectForTheScriptOnly() {
        expect("+OK", "EVAL", "redis.call('SELECT', 1) return redis.call('SET', 'a', 1)", "0");
        expect(":0", "EXISTS", "a");
        assertEquals(List.of("MULTI; SELECT 1; SET a 1; SELECT 0; EXEC"), engine.effects());
    }

    @Test
    void shouldBoundMemory() {
        for (final String script : List.of("local s = 'x' while true do s = s .. s end",
            "local t = {} for i = 1, 1e9 do t[i] = {i} end", "return ('x'):rep(1e9)",
            "local t = {} while true do t[#t + 1] = ('x'):rep(1e6) .. #t end",
            "local f f = function(n) return coroutine.wrap(function() f(n + 1) coroutine.yield() end)() end f(1)")) {
            final String reply = engine.run("EVAL", script, "0");
            assertTrue(reply.contains("not enough memory") || reply.contains("too large")
                || reply.contains("C stack overflow"), reply);
        }
        expect(":1", "EVAL", "for i = 1, 200 do local s = ('x'):rep(1e6) .. i end return 1", "0");
    }

    @Test
    void shouldBoundDepth() {
        for (final String script : List.of("local function f() return 1 + f() end return f()",
            "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k .. 'x'] end "
                + "return t.a", "local function f() return pcall(f) and 1 end return {f()} and error('deep')")) {
            final String reply = engine.run("EVAL", script, "0");
            assertTrue(reply.startsWith("-"), reply);
        }
        expect("-ERR reached lua stack limit",
            "EVAL", "local t = {} for i = 1, 20000 do t = {t} end return t", "0");
    }

    @Test
    void shouldHaveNothingThatReachesOut() {
        for (final String name : List.of("io", "os", "debug", "package", "require", "dofile", "loadfile", "module",
            "getfenv", "setfenv", "newproxy", "print")) {
            expect("-ERR user_script:1: Script attempted to access nonexistent global variable '" + name
                + "' script: " + Script.shaOf(bytes("return " + name)) + ", on @user_script:1.", "EVAL",
                "return " + name, "0");
        }
        expect("$-1", "EVAL", "return string.dump", "0");
        expect("$3 nil", "EVAL", "return tostring(loadstring('\\27Lua'))", "0");
    }

    @Test
    void shouldForgetWhatAScriptLeaves() {
        engine.run("EVAL", "KEYS.x = 1 ARGV.y = 2", "0");
        expect("*0", "EVAL", "return {KEYS.x, ARGV.y}", "0");
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
