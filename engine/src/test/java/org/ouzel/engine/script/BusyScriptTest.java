package org.ouzel.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** Scripts that take longer than {@code busy-reply-threshold}. */
class BusyScriptTest extends CommandTest {
    private static final String BUSY =
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
    /** Runs until the key "go" is there: that is, for ever, since nothing else gets between. */
    private static final String LOOP = "while redis.call('EXISTS', 'go') == 0 do end return 'gone'";
    /** Takes some slices. */
    private static final String SLOW = "redis.call('INCR', 'n') local t = 0 for i = 1, 2e6 do t = t + i % 7 end "
        + "redis.call('RPUSH', 'list', 'x') return redis.call('INCR', 'n')";

    private EngineHarness.Client runner;

    @Override
    protected String[] settings() {
        return new String[] {"busy-reply-threshold", "1"};
    }

    @BeforeEach
    void connect() {
        runner = engine.newClient();
    }

    private void pause(final String script) {
        assertEquals("", runner.run("EVAL", script, "0"));
        assertNotNull(engine.server().pausedScript());
    }

    private void finish() {
        for (int i = 0; i < 10_000 && engine.server().pausedScript() != null; i++) {
            engine.tick();
        }
        assertNull(engine.server().pausedScript());
    }

    @Test
    void shouldAnswerBusyMeanwhile() {
        pause(LOOP);
        for (final String request : List.of("GET a", "SET a 1", "MSET a 1 b 2 c 3", "DBSIZE", "RENAME a b", "PING",
            "EVAL return 0", "BLPOP l 0", "SCRIPT EXISTS x", "FLUSHALL")) {
            expect(BUSY, request);
        }
        engine.tick();
        expect(BUSY, "GET a");
        expect("+OK", "SCRIPT KILL");
        finish();
        assertTrue(runner.take().startsWith("-ERR Script killed by user with SCRIPT KILL... script: "));
        expect("$-1", "GET a");
        expect("+PONG", "PING");
    }

    @Test
    void shouldKillScriptsThatCatchErrors() {
        for (final String script : List.of("while true do pcall(function() while true do end end) end",
            "coroutine.wrap(function() while true do end end)()",
            "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
            "table.sort({1, 2, 3}, function() while true do end end)",
            "string.gsub('abc', '%w', function() while true do end end)",
            "while true do xpcall(function() error('x') end, function() while true do end end) end",
            "local f f = function() return f() end f()", "for i in function() return 1 end do end",
            "repeat until false", "for i = 1, math.huge do end", "while true do redis.call('GET', 'a') end")) {
            pause(script);
            engine.tick();
            expect("+OK", "SCRIPT KILL");
            finish();
            assertTrue(runner.take().startsWith("-ERR Script killed by user"), script);
        }
    }

    @Test
    void shouldNotKillWhatHasWritten() {
        pause("redis.call('SET', 'a', 1) while redis.call('EXISTS', 'never') == 0 do end");
        assertTrue(engine.run("SCRIPT KILL").startsWith("-UNKILLABLE Sorry the script already executed write"));
        expect(BUSY, "GET a");
    }

    @Test
    void shouldFinishWithItsReplyAndEffects() {
        pause(SLOW);
        assertEquals(List.of(), engine.effects());
        finish();
        assertEquals(":2", runner.take());
        assertEquals(List.of("MULTI; INCR n; RPUSH list x; INCR n; EXEC"), engine.effects());
        expect("$1 2", "GET n");
    }

    @Test
    void shouldServeWhoWaitsOnlyAtTheEnd() {
        final var waiting = engine.newClient();
        waiting.send("BLPOP", "list", "0");
        pause("redis.call('RPUSH', 'list', 'a') " + SLOW);
        assertEquals("", waiting.take());
        finish();
        engine.tick();
        assertEquals("*2 $4 list $1 a", waiting.take());
    }

    @Test
    void shouldKeepTheOrderOfItsClientsReplies() {
        runner.send("EVAL", SLOW, "0");
        runner.send("GET a");
        runner.send("PING");
        engine.run("SCRIPT KILL");
        finish();
        final String replies = runner.take();
        assertTrue(replies.startsWith(":2 "), replies);
        assertTrue(replies.matches(":2 (\\$-1|" + java.util.regex.Pattern.quote(BUSY) + ") (\\+PONG|"
            + java.util.regex.Pattern.quote(BUSY) + ")"), replies);
        assertEquals("$1 2", runner.run("GET n"));
    }

    @Test
    void shouldGoOnWhenItsClientHasGone() {
        pause(SLOW);
        runner.disconnect();
        finish();
        expect("$1 2", "GET n");
    }

    @Test
    void shouldAbortTransactionsMeanwhile() {
        expect("+OK", "MULTI");
        expect("+QUEUED", "GET a");
        pause(LOOP);
        expect("-EXECABORT Transaction discarded because of: BUSY Redis is busy running a script. "
            + "You can only call SCRIPT KILL or SHUTDOWN NOSAVE.", "EXEC");
        expect("+OK", "SCRIPT KILL");
        finish();
        expect("$-1", "GET a");
    }

    @Test
    void shouldEndWithAnErrorInATransaction() {
        runner.run("MULTI");
        runner.run("EVAL", LOOP, "0");
        runner.run("SET", "a", "1");
        final String reply = runner.run("EXEC");
        assertTrue(reply.startsWith("*2 -ERR scripts in a transaction ran for longer"), reply);
        expect("$1 1", "GET a");
    }

    /** Other shards have passed its slot already: nothing could be refused in order meanwhile. */
    @Test
    void shouldEndAScriptThatHoldsOneShardOnly() {
        final String loop = "#!lua flags=no-cross-slot-keys\nredis.call('INCR', KEYS[1]) while true do end";
        if (setup.shardCount() > 1) {
            final String reply = runner.run("EVAL", loop, "1", "a");
            assertTrue(reply.startsWith("-ERR script flagged no-cross-slot-keys ran for longer than"), reply);
            assertEquals(List.of("MULTI; INCR a; EXEC"), engine.effects());
            expect("$1 1", "GET a");
        } else {
            assertEquals("", runner.run("EVAL", loop, "1", "a"));
            expect(BUSY, "GET a");
        }
    }

    /** Else many of them could keep the server from answering for as long as they like. */
    @Test
    void shouldGiveTheScriptsOfATransactionOneTimeInCommon() {
        expect("+OK", "CONFIG SET busy-reply-threshold 100");
        final int stepsBetweenLooks = 5_000;
        final int stepsPerCall = 20;
        runner.run("MULTI");
        runner.run("EVAL", LOOP, "0");
        for (int i = 0; i < 5; i++) {
            runner.run("EVAL", "while true do redis.call('INCR', KEYS[1]) end", "1", "n" + i);
        }
        runner.run("SET", "a", "1");
        final String reply = runner.run("EXEC");
        assertTrue(reply.startsWith("*7 -ERR scripts in a transaction ran for longer"), reply);
        assertTrue(reply.endsWith("+OK"), reply);
        for (int i = 0; i < 5; i++) {
            final String reached = engine.run("GET", "n" + i);
            final int callCount = Integer.parseInt(reached.substring(reached.indexOf(' ') + 1));
            assertTrue(callCount <= stepsBetweenLooks / stepsPerCall + 1, reached);
        }
        expect("-NOTBUSY No scripts in execution right now.", "SCRIPT KILL");
    }

    @Test
    void shouldSayThatNothingRuns() {
        expect("-NOTBUSY No scripts in execution right now.", "SCRIPT KILL");
    }

    @Test
    void shouldKillFunctions() {
        engine.run("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('loop', function() while true do end "
            + "end)");
        assertEquals("", runner.run("FCALL", "loop", "1", "k", "a"));
        expect("-BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.", "GET a");
        expect("-BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.",
            "SCRIPT KILL");
        final String stats = engine.run("FUNCTION STATS");
        assertTrue(stats.startsWith("*4 $14 running_script *6 $4 name $4 loop $7 command *5 $5 FCALL $4 loop $1 1 $1 k "
            + "$1 a $11 duration_ms :"), stats);
        assertTrue(stats.endsWith("$7 engines *2 $3 LUA *4 $15 libraries_count :1 $15 functions_count :1"), stats);
        expect("+OK", "FUNCTION KILL");
        finish();
        final String reply = runner.take();
        assertTrue(reply.startsWith("-ERR Script killed by user with FUNCTION KILL... script: loop"), reply);
        assertTrue(engine.run("FUNCTION STATS").startsWith("*4 $14 running_script $-1"));
    }

    @Test
    void shouldKeepScriptsFromFunctionKill() {
        pause(LOOP);
        expect(BUSY, "FUNCTION KILL");
        expect(BUSY, "FUNCTION STATS");
        expect(BUSY, "FCALL f 0");
        expect("+OK", "SCRIPT KILL");
    }

    @Test
    void shouldFreeAPausedScriptWithTheEngine() {
        pause(LOOP);
    }
}
