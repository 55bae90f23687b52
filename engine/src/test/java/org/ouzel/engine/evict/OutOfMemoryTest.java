package org.ouzel.engine.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** What is refused when nothing can be evicted, with Redis's texts. */
class OutOfMemoryTest extends CommandTest {
    private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.";
    private static final String SET = "return redis.call('SET', KEYS[1], '1')";

    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl",
        "volatile-ahe"})
    void shouldRefuseWhatMayTakeMemory(final String policy) {
        run("SET {t}k 1", "RPUSH {t}list a", "CONFIG SET maxmemory-policy " + policy + " maxmemory 1");
        expect(OOM, "SET {t}k 2");
        expect(OOM, "MSET {t}k 2 other 3");
        expect(OOM, "RPUSH {t}list b");
        expect(OOM, "INCR {t}k");
        expect(OOM, "COPY {t}k {t}copy");
        expect("$1 1", "GET {t}k");
        expect(":0", "PERSIST {t}list");
        expect("$1 a", "LPOP {t}list");
        expect(":1", "DEL {t}k");
        expect(":0", "DBSIZE");
        expect(OOM, "SET {t}k 2");
        expect("+OK", "CONFIG SET maxmemory 0");
        expect("+OK", "SET {t}k 2");
        assertTrue(engine.run("INFO stats").contains("evicted_keys:0 "));
    }

    @Test
    void shouldRefuseASplitCommandWhole() {
        run("SET a 1", "SET b 1", "SET c 1", "CONFIG SET maxmemory 1");
        expect(OOM, "MSET a 2 b 2 c 2 d 2");
        expect("*4 $1 1 $1 1 $1 1 $-1", "MGET a b c d");
        run("CONFIG SET maxmemory 0");
        expect("+OK", "MSET a 2 b 2 c 2 d 2");
        run("CONFIG SET maxmemory 100mb");
        expect("+OK", "MSET a 3 b 3 c 3 d 3");
        expect("*4 $1 3 $1 3 $1 3 $1 3", "MGET a b c d");
    }

    @Test
    void shouldRefuseToQueueAnything() {
        run("MSET k 1 a 1 b 1 c 1 d 1 e 1", "CONFIG SET maxmemory 1", "MULTI");
        expect(OOM, "GET k");
        expect(OOM, "SET k 2");
        expect(OOM, "MGET k a b c");
        expect(OOM, "DEL k a b c");
        expect(OOM, "PING");
        expect("-EXECABORT Transaction discarded because of previous errors.", "EXEC");
        run("MULTI");
        expect("+OK", "DISCARD");
        expect("$1 1", "GET k");
    }

    @Test
    void shouldRefuseExecThatMayTakeMemory() {
        run("SET k 1", "MULTI", "GET k");
        final EngineHarness.Client writer = engine.newClient();
        writer.run("MULTI");
        writer.run("SET k 2");
        final EngineHarness.Client other = engine.newClient();
        other.run("CONFIG SET maxmemory 1");
        expect("*1 $1 1", "EXEC");
        assertEquals("-EXECABORT Transaction discarded because of: OOM command not allowed when used memory > "
            + "'maxmemory'.", writer.run("EXEC"));
        expect("$1 1", "GET k");
    }

    @Test
    void shouldRefuseScriptsWhatTheyMayNot() {
        run("SET {t}k 1", "CONFIG SET maxmemory 1");
        assertTrue(engine.run("EVAL", SET, "1", "{t}k").startsWith(OOM.substring(0, OOM.length() - 1)));
        expect("$1 1", "EVAL", "return redis.call('GET', KEYS[1])", "1", "{t}k");
        expect("+OK", "EVAL", "redis.call('DEL', KEYS[1]) " + SET, "1", "{t}k");
        expect(OOM, "EVAL", "#!lua\n" + SET, "1", "{t}k");
        expect(OOM, "EVAL", "#!lua\nreturn redis.call('GET', KEYS[1])", "1", "{t}k");
        expect(OOM, "EVAL_RO", "#!lua\nreturn redis.call('GET', KEYS[1])", "1", "{t}k");
        expect("$1 1", "EVAL", "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])", "1", "{t}k");
        expect("+OK", "EVAL", "#!lua flags=allow-oom\n" + SET, "1", "{t}k");
        expect("$55 " + OOM.substring(1), "EVAL",
            "return redis.pcall('SET', KEYS[1], '1').err", "1", "{t}k");
    }

    @Test
    void shouldRefuseFunctionsWhatTheyMayNot() {
        engine.run("FUNCTION", "LOAD", "#!lua name=l\n"
            + "redis.register_function('f', function(k) return redis.call('set', k[1], 1) end)\n"
            + "redis.register_function{function_name='g', callback=function(k) return redis.call('get', k[1]) end, "
            + "flags={'no-writes'}}\n"
            + "redis.register_function{function_name='h', callback=function(k) return redis.call('set', k[1], 1) end, "
            + "flags={'allow-oom'}}");
        run("CONFIG SET maxmemory 1");
        expect(OOM, "FCALL f 1 k");
        expect("$-1", "FCALL g 1 k");
        expect("$-1", "FCALL_RO g 1 k");
        expect("+OK", "FCALL h 1 k");
        assertEquals(OOM, engine.run("FUNCTION", "LOAD", "REPLACE", "#!lua name=l\n"
            + "redis.register_function('f', function(k) return 1 end)"));
    }

    @Test
    void shouldServeWaitingClientsWithTheErrorThatTheyWouldGet() {
        run("SET {t}x 1", "RPUSH {t}from a");
        final EngineHarness.Client waiting = engine.newClient();
        waiting.send("BLMOVE {t}source {t}target LEFT LEFT 0");
        final EngineHarness.Client popping = engine.newClient();
        run("CONFIG SET maxmemory 1");
        expect("+OK", "RENAME {t}from {t}source");
        assertEquals(OOM, waiting.take());
        expect(":1", "LLEN {t}source");
        popping.send("BLPOP {t}later 0");
        run("RENAME {t}source {t}later");
        assertEquals("*2 $8 {t}later $1 a", popping.take());
    }

    @Test
    void shouldTellForHowLongTheLimitWasExceeded() {
        run("SET k 1", "CONFIG SET maxmemory 1", "GET k");
        engine.advance(5000);
        String info = engine.run("INFO stats");
        assertTrue(info.contains("current_eviction_exceeded_time:5000"), info);
        assertTrue(info.contains("total_eviction_exceeded_time:5000"), info);
        run("CONFIG SET maxmemory 0", "CONFIG SET maxmemory 1gb", "GET k");
        engine.tick();
        engine.advance(5000);
        info = engine.run("INFO stats");
        assertTrue(info.contains("current_eviction_exceeded_time:0"), info);
        assertTrue(info.contains("total_eviction_exceeded_time:5000"), info);
        run("CONFIG RESETSTAT");
        assertTrue(engine.run("INFO stats").contains("total_eviction_exceeded_time:0"));
    }

    @Test
    void shouldTakeWhatSettingsRedisTakes() {
        expect("+OK", "CONFIG SET maxmemory 100mb maxmemory-policy volatile-ahe maxmemory-samples 1000 "
            + "maxmemory-eviction-tenacity 100 ahe-horizon 600");
        expect("*2 $9 maxmemory $9 104857600", "CONFIG GET maxmemory");
        final String info = engine.run("INFO memory");
        assertTrue(info.contains("maxmemory:104857600 maxmemory_human:100.00M maxmemory_policy:volatile-ahe"), info);
        expect("-ERR CONFIG SET failed (possibly related to argument 'maxmemory-eviction-tenacity') - argument must "
            + "be between 0 and 100 inclusive", "CONFIG SET maxmemory-eviction-tenacity 101");
        expect("-ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value",
            "CONFIG SET maxmemory 10%");
    }

    private void run(final String... requests) {
        for (final String request : requests) {
            engine.run(request);
        }
    }
}
