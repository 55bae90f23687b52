package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class StringWritesTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
    private static final String SYNTAX = "-ERR syntax error";

    @BeforeEach
    void makeSet() {
        engine.putOtherType("set");
        engine.effects();
    }

    @Test
    void shouldSetIfMissing() {
        expect(":1", "SETNX key 1");
        expect(":0", "SETNX key 2");
        expect("$1 1", "GET key");
        expect(":0", "SETNX set 2");
        engine.run("PEXPIRE key 5");
        engine.advance(5);
        expect(":1", "SETNX key 2");
        expect(":-1", "PTTL key");
    }

    @Test
    void shouldSetWithExpiry() {
        expect("+OK", "SETEX key 10 a");
        expect(":10000", "PTTL key");
        expect("+OK", "PSETEX set 10 b");
        expect(":10", "PTTL set");
        expect("-ERR invalid expire time in 'setex' command", "SETEX key 0 a");
        expect("-ERR invalid expire time in 'psetex' command", "PSETEX key -1 a");
        expect("-ERR invalid expire time in 'psetex' command", "PSETEX key 9223372036854775807 a");
        expect(NOT_AN_INTEGER, "SETEX key x a");
        assertEquals(List.of("SET key a PXAT " + (EngineHarness.START_MS + 10_000),
            "SET set b PXAT " + (EngineHarness.START_MS + 10)), engine.effects());
    }

    @Test
    void shouldGetAndSet() {
        expect("$-1", "GETSET key a");
        engine.run("PEXPIRE key 10");
        expect("$1 a", "GETSET key 22");
        expect(":-1", "PTTL key");
        expect("$2 22", "GETSET key a");
        expect(WRONG_TYPE, "GETSET set a");
        expect("+set", "TYPE set");
    }

    @Test
    void shouldGetAndDelete() {
        expect("$-1", "GETDEL key");
        engine.run("SET key a");
        engine.effects();
        expect("$1 a", "GETDEL key");
        expect(":0", "EXISTS key");
        expect(WRONG_TYPE, "GETDEL set");
        assertEquals(List.of("DEL key"), engine.effects());
    }

    @Test
    void shouldGetAndChangeExpiry() {
        engine.run("SET key a");
        engine.effects();
        expect("$1 a", "GETEX key");
        expect("$1 a", "GETEX key PERSIST");
        assertEquals(List.of(), engine.effects());
        expect("$1 a", "GETEX key EX 10");
        expect(":10000", "PTTL key");
        expect("$1 a", "GETEX key PX 20");
        expect(":20", "PTTL key");
        expect("$1 a", "GETEX key");
        expect(":20", "PTTL key");
        expect("$1 a", "GETEX key persist");
        expect(":-1", "PTTL key");
        expect("$1 a", "GETEX key EXAT 1");
        expect(":0", "EXISTS key");
        final long now = EngineHarness.START_MS;
        assertEquals(List.of("PEXPIREAT key " + (now + 10_000), "PEXPIREAT key " + (now + 20), "PERSIST key",
            "DEL key"), engine.effects());
    }

    @Test
    void shouldRefuseBadOptionsOfGetEx() {
        expect("$-1", "GETEX key EX 0");
        engine.run("SET key a");
        expect("-ERR invalid expire time in 'getex' command", "GETEX key EX 0");
        expect("-ERR invalid expire time in 'getex' command", "GETEX key EX 9223372036854775807");
        expect(NOT_AN_INTEGER, "GETEX key EX x");
        expect(SYNTAX, "GETEX key EX");
        expect(SYNTAX, "GETEX key PERSIST EX 1");
        expect(SYNTAX, "GETEX key KEEPTTL");
        expect(SYNTAX, "GETEX key NX");
        expect(WRONG_TYPE, "GETEX set EX 0");
        expect("$1 a", "GET key");
    }

    @Test
    void shouldDeleteOnCondition() {
        expect(":0", "DELEX key");
        expect(":0", "DELEX key IFNE a");
        engine.run("SET key a");
        engine.effects();
        expect(":0", "DELEX key IFEQ b");
        expect(":0", "DELEX key IFNE a");
        expect(":1", "DELEX key ifeq a");
        engine.run("SET key ohmytext");
        expect(":0", "DELEX key IFDNE c5bd71b3a5512e5e");
        expect(":0", "DELEX key IFDEQ 0000000000000000");
        expect(":1", "DELEX key IFDEQ c5bd71b3a5512e5e");
        expect("-ERR Key should be of string type if conditions are specified", "DELEX set IFEQ a");
        expect(":1", "DELEX set");
        expect("-ERR wrong number of arguments for 'delex' command", "DELEX set IFEQ");
        assertEquals(List.of("DEL key", "SET key ohmytext", "DEL key", "DEL set"), engine.effects());
    }

    @Test
    void shouldDigestStrings() {
        expect("$-1", "DIGEST key");
        expect(WRONG_TYPE, "DIGEST set");
        engine.run("SET", "key", "");
        expect("$16 2d06800538d394c2", "DIGEST key");
        // A number's digits count, not how it is kept.
        engine.run("SET key 12345");
        final String digest = engine.run("DIGEST key");
        engine.run("SETRANGE key 0 1");
        expect("$3 raw", "OBJECT ENCODING key");
        expect(digest, "DIGEST key");
    }
}
