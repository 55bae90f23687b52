package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class MultiKeyStringsTest extends CommandTest {
    @Test
    void shouldReadManyKeysInTheOrderOfTheArguments() {
        engine.run("SET", "a", "");
        engine.run("SET b 22");
        engine.run("SET d four PX 5");
        engine.putOtherType("set");
        expect("*7 $0  $2 22 $-1 $4 four $-1 $2 22 $0 ", "MGET a b c d set b a");
        engine.advance(5);
        expect("*1 $-1", "MGET d");
        engine.run("HELLO 3");
        expect("*3 _ $2 22 _", "MGET c b set");
        expect("-ERR wrong number of arguments for 'mget' command", "MGET");
    }

    @Test
    void shouldReadLongValuesFromAllShards() {
        final StringBuilder request = new StringBuilder("MGET");
        final StringBuilder reply = new StringBuilder("*200");
        for (int i = 0; i < 200; i++) {
            engine.run("SET", "key:" + i, "v".repeat(i * 7));
            request.append(" key:").append(i);
            reply.append(" $").append(i * 7).append(' ').append("v".repeat(i * 7));
        }
        expect(reply.toString(), request.toString());
    }

    @Test
    void shouldSetManyKeys() {
        engine.putOtherType("b");
        engine.run("SET c x EX 10");
        engine.effects();
        expect("+OK", "MSET a 1 b two c 3 a 4");
        expect("*3 $1 4 $3 two $1 3", "MGET a b c");
        expect(":-1", "TTL c");
        assertEquals(List.of("MSET a 1 b two c 3 a 4"), engine.effects());
        expect("-ERR wrong number of arguments for 'mset' command", "MSET a 1 b");
        expect("-ERR wrong number of arguments for 'mset' command", "MSET a");
        expect("$1 4", "GET a");
        assertEquals(List.of(), engine.effects());
    }

    @Test
    void shouldSetAllOrNone() {
        expect(":1", "MSETNX a 1 b 2 a 3");
        expect("*2 $1 3 $1 2", "MGET a b");
        expect(":0", "MSETNX c 1 d 2 b 3");
        expect("*3 $-1 $-1 $1 2", "MGET c d b");
        expect("-ERR wrong number of arguments for 'msetnx' command", "MSETNX c 1 d");
        engine.run("PEXPIRE a 5");
        engine.run("PEXPIRE b 5");
        engine.advance(5);
        engine.effects();
        expect(":1", "MSETNX a 1 b 2");
        final List<String> commands = List.of(engine.effects().get(0).split("; "));
        assertEquals("MSETNX a 1 b 2", commands.get(2));
        assertEquals(Set.of("DEL a", "DEL b"), Set.copyOf(commands.subList(0, 2)));
    }

    @Test
    void shouldSetManyKeysWithOptions() {
        expect(":1", "MSETEX 2 a 1 b 2 EX 10");
        expect(":10000", "PTTL a");
        expect(":10000", "PTTL b");
        expect(":0", "MSETEX 2 a 5 c 5 NX");
        expect(":0", "MSETEX 2 a 5 c 5 XX");
        expect(":1", "MSETEX 2 a 5 b 6 XX KEEPTTL");
        expect(":10000", "PTTL a");
        expect(":1", "MSETEX 1 a 7");
        expect(":-1", "PTTL a");
        expect(":1", "MSETEX 1 c 8 PXAT " + (EngineHarness.START_MS + 5) + " NX");
        expect("*3 $1 7 $1 6 $1 8", "MGET a b c");
        final String expiry = " PXAT " + (EngineHarness.START_MS + 10_000);
        assertEquals(List.of("MULTI; SET a 1" + expiry + "; SET b 2" + expiry + "; EXEC",
            "MULTI; SET a 5 KEEPTTL; SET b 6 KEEPTTL; EXEC", "MSET a 7",
            "SET c 8 PXAT " + (EngineHarness.START_MS + 5)), engine.effects());
        expect(":1", "MSETEX 3 a 1 b 2 missing 3 EXAT 1");
        expect(":0", "EXISTS a b missing");
        assertEquals(List.of("DEL a; DEL b"), engine.effects());
    }

    @Test
    void shouldRefuseBadRequestsForManyKeys() {
        expect("-ERR invalid numkeys value", "MSETEX 0 a 1");
        expect("-ERR invalid numkeys value", "MSETEX x a 1");
        expect("-ERR wrong number of key-value pairs", "MSETEX 2 a 1");
        expect("-ERR wrong number of key-value pairs", "MSETEX 2147483647 a 1");
        expect("-ERR syntax error", "MSETEX 1 a 1 b 2");
        expect("-ERR syntax error", "MSETEX 1 a 1 NX XX");
        expect("-ERR syntax error", "MSETEX 1 a 1 GET");
        expect("-ERR syntax error", "MSETEX 1 a 1 IFEQ 1");
        expect("-ERR invalid expire time in 'msetex' command", "MSETEX 1 a 1 EX 0");
        expect(":0", "EXISTS a");
    }
}
