package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class ClientPauseTest extends CommandTest {
    @Test
    void shouldPauseForSomeTime() {
        expect("+OK", "CLIENT PAUSE 100");
        assertTrue(engine.server().isPausedForAll());
        assertEquals(EngineHarness.START_MS + 100, engine.server().pauseEndMs());
        engine.advance(101);
        expect("+PONG", "PING");
    }

    @Test
    void shouldPauseWritesOnlyUntilUnpaused() {
        expect("+OK", "SET key value");
        expect("+OK", "CLIENT PAUSE 100000 write");
        expect("$5 value", "GET key");
        assertFalse(engine.server().isPausedForAll());
        expect("+OK", "CLIENT UNPAUSE");
        expect("+OK", "SET key other");
    }

    @Test
    void shouldNotWeakenAPauseThatLasts() {
        expect("+OK", "CLIENT PAUSE 100 WRITE");
        expect("+OK", "CLIENT PAUSE 50 WRITE");
        assertEquals(EngineHarness.START_MS + 100, engine.server().pauseEndMs());
        expect("+OK", "CLIENT PAUSE 200 ALL");
        engine.advance(201);
        expect("+OK", "CLIENT PAUSE 100 WRITE");
        assertFalse(engine.server().isPausedForAll());
    }

    @Test
    void shouldEvictNothingWhilePaused() {
        for (int i = 0; i < 200; i++) {
            engine.run("SET key:" + i + " " + "v".repeat(100));
        }
        expect("+OK", "CLIENT PAUSE 1000 WRITE");
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-lru maxmemory 1");
        for (int i = 0; i < 5; i++) {
            engine.tick();
            assertTrue(engine.run("GET key:" + i).startsWith("$100 "));
        }
        expect(":200", "DBSIZE");
        assertFalse(engine.loop().isEvicting());
        engine.advance(1001);
        assertTrue(engine.loop().isEvicting());
        for (int i = 0; i < 5; i++) {
            engine.tick();
        }
        expect(":0", "DBSIZE");
    }

    @Test
    void shouldRefuseNothingForWantOfMemoryWhilePaused() {
        expect("+OK", "SET key value");
        expect("+OK", "CONFIG SET maxmemory 1");
        expect("+OK", "CLIENT PAUSE 1000 WRITE");
        expect("+OK", "MULTI");
        expect("+QUEUED", "GET key");
        expect("*1 $5 value", "EXEC");
        expect("+OK", "CLIENT UNPAUSE");
        expect("+OK", "MULTI");
        assertTrue(engine.run("GET key").startsWith("-OOM"));
    }

    @Test
    void shouldExpireNothingWhilePaused() {
        expect("+OK", "SET key value PX 100");
        expect(":2", "HSET hash field 1 other 2");
        expect("*1 :1", "HPEXPIRE hash 100 FIELDS 1 field");
        expect("+OK", "CLIENT PAUSE 100000 WRITE");
        engine.effects();
        engine.advance(101);
        for (int i = 0; i < 3; i++) {
            engine.tick();
            expect("$-1", "GET key");
            expect(":0", "EXISTS key");
            expect("$4 hash", "RANDOMKEY");
            expect("$-1", "HGET hash field");
            expect("*2 $5 other $1 2", "HGETALL hash");
            expect("$5 other", "HRANDFIELD hash");
            expect("*1 $5 other", "HKEYS hash");
        }
        expect(":2", "DBSIZE");
        expect(":2", "HLEN hash");
        assertEquals(List.of(), engine.effects());
        expect("+OK", "CLIENT UNPAUSE");
        expect("$-1", "GET key");
        expect(":1", "HLEN hash");
        expect(":1", "DBSIZE");
        assertEquals(List.of("DEL key", "HDEL hash field"), engine.effects());
    }

    @Test
    void shouldDrawWhatIsDueWhenThereIsNothingElseWhilePaused() {
        expect("+OK", "SET key value PX 100");
        expect("+OK", "CLIENT PAUSE 1000 WRITE");
        engine.advance(101);
        expect("$3 key", "RANDOMKEY");
        engine.advance(1000);
        expect("$-1", "RANDOMKEY");
    }

    @Test
    void shouldHideManyFieldsThatAreDueWhilePaused() {
        expect("+OK", "CONFIG SET hash-max-listpack-entries 4");
        for (int i = 0; i < 20; i++) {
            engine.run("HSET hash f" + i + " v");
            expect("*1 :1", "HPEXPIRE hash " + (i % 2 == 0 ? 100 : 10_000) + " FIELDS 1 f" + i);
        }
        expect("+OK", "CLIENT PAUSE 1000 WRITE");
        engine.advance(101);
        expect("$-1", "HGET hash f2");
        assertEquals(10, engine.run("HKEYS hash").split(" \\$").length - 1);
        expect(":20", "HLEN hash");
        expect("+OK", "CLIENT UNPAUSE");
        expect(":10", "HLEN hash");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        expect("-ERR timeout is not an integer or out of range", "CLIENT PAUSE abc");
        expect("-ERR timeout is negative", "CLIENT PAUSE -1");
        expect("-ERR timeout is out of range", "CLIENT PAUSE 9223372036854775807");
        expect("-ERR CLIENT PAUSE mode must be WRITE or ALL", "CLIENT PAUSE 1 junk");
        expect("-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR", "CLIENT UNBLOCK 1 junk");
        expect("-ERR value is not an integer or out of range", "CLIENT UNBLOCK abc");
        expect(":0", "CLIENT UNBLOCK 77 TIMEOUT");
    }
}
