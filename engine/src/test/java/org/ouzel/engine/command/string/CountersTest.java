package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class CountersTest extends CommandTest {
    private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
    private static final String NOT_A_FLOAT = "-ERR value is not a valid float";
    private static final String OVERFLOW = "-ERR increment or decrement would overflow";
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Test
    void shouldCount() {
        expect(":1", "INCR key");
        expect(":2", "INCR key");
        expect(":1", "DECR key");
        expect(":11", "INCRBY key 10");
        expect(":-9", "DECRBY key 20");
        expect("$2 -9", "GET key");
        expect("$3 int", "OBJECT ENCODING key");
        expect(":-1", "DECR other");
        assertEquals(List.of("INCR key", "INCR key", "DECR key", "INCRBY key 10", "DECRBY key 20", "DECR other"),
            engine.effects());
    }

    @Test
    void shouldCountStringsThatSpellNumbersAndKeepTheExpiry() {
        engine.run("SET key 1 PX 100");
        engine.run("APPEND key 5");
        expect(":16", "INCR key");
        expect("$3 int", "OBJECT ENCODING key");
        expect(":100", "PTTL key");
        engine.advance(100);
        expect(":1", "INCR key");
        expect(":-1", "PTTL key");
    }

    @Test
    void shouldRefuseToOverflow() {
        engine.run("SET key 9223372036854775806");
        expect(":9223372036854775807", "INCR key");
        expect(OVERFLOW, "INCR key");
        expect(OVERFLOW, "INCRBY key 9223372036854775807");
        engine.run("SET key -9223372036854775807");
        expect(":-9223372036854775808", "DECR key");
        expect(OVERFLOW, "DECR key");
        expect(OVERFLOW, "INCRBY key -1");
        expect(":-1", "INCRBY key 9223372036854775807");
        expect("-ERR decrement would overflow", "DECRBY key -9223372036854775808");
        expect(":-9223372036854775808", "DECRBY key 9223372036854775807");
    }

    @Test
    void shouldRefuseWhatIsNoInteger() {
        engine.run("SET key 1.5");
        expect(NOT_AN_INTEGER, "INCR key");
        engine.run("SET", "key", " 1");
        expect(NOT_AN_INTEGER, "DECR key");
        engine.run("SET key 9223372036854775808");
        expect(NOT_AN_INTEGER, "INCRBY key 1");
        engine.run("SET", "key", "");
        expect(NOT_AN_INTEGER, "INCR key");
        expect(NOT_AN_INTEGER, "INCRBY other x");
        expect(NOT_AN_INTEGER, "DECRBY other 1.0");
        engine.putOtherType("set");
        expect(WRONG_TYPE, "INCR set");
        expect(WRONG_TYPE, "INCRBYFLOAT set 1");
        expect("-ERR wrong number of arguments for 'incr' command", "INCR");
        expect("-ERR wrong number of arguments for 'incrby' command", "INCRBY key");
    }

    @Test
    void shouldAddFractions() {
        expect("$4 10.5", "INCRBYFLOAT key 10.50");
        expect("$4 10.6", "INCRBYFLOAT key 0.1");
        expect("$3 5.6", "INCRBYFLOAT key -5");
        engine.run("SET key 5.0e3");
        expect("$4 5200", "INCRBYFLOAT key 2.0e2");
        expect("$6 embstr", "OBJECT ENCODING key");
        expect(":5201", "INCR key");
        expect("$6 5201.5", "INCRBYFLOAT key 5e-1");
        assertEquals(List.of("SET key 10.5 KEEPTTL", "SET key 10.6 KEEPTTL", "SET key 5.6 KEEPTTL", "SET key 5.0e3",
            "SET key 5200 KEEPTTL", "INCR key", "SET key 5201.5 KEEPTTL"), engine.effects());
    }

    @Test
    void shouldKeepTheExpiryOfFractions() {
        engine.run("SET key 1 PX 100");
        expect("$3 1.5", "INCRBYFLOAT key 0.5");
        expect(":100", "PTTL key");
    }

    @Test
    void shouldRefuseWhatIsNoFloat() {
        expect(NOT_A_FLOAT, "INCRBYFLOAT key x");
        expect(NOT_A_FLOAT, "INCRBYFLOAT", "key", "");
        expect(NOT_A_FLOAT, "INCRBYFLOAT key nan");
        expect("-ERR increment would produce NaN or Infinity", "INCRBYFLOAT key inf");
        engine.run("SET", "key", "1 ");
        expect(NOT_A_FLOAT, "INCRBYFLOAT key 1");
        expect("$2 1 ", "GET key");
    }
}
