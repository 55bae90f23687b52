package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class SetCommandTest extends CommandTest {
    private static final String SYNTAX = "-ERR syntax error";
    private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
    private static final String INVALID_EXPIRE = "-ERR invalid expire time in 'set' command";

    @Test
    void shouldReplaceValuesOfAnyLength() {
        for (final int length : new int[] {0, 1, 44, 45, 255, 256, 3000, 70_000, 20}) {
            final String value = "x".repeat(length);
            expect("+OK", "SET", "key", value);
            expect("$" + length + " " + value, "GET key");
        }
        expect("-ERR wrong number of arguments for 'set' command", "SET key");
    }

    @Test
    void shouldKeepCanonicalNumbersAsNumbersOnly() {
        for (final String value : new String[] {"0", "-1", "9223372036854775807", "-9223372036854775808"}) {
            engine.run("SET key " + value);
            expect("$3 int", "OBJECT ENCODING key");
            expect("$" + value.length() + " " + value, "GET key");
        }
        for (final String value : new String[] {"-0", "01", "+1", "9223372036854775808", "1.0", "-"}) {
            engine.run("SET key " + value);
            expect("$6 embstr", "OBJECT ENCODING key");
            expect("$" + value.length() + " " + value, "GET key");
        }
    }

    @Test
    void shouldObeyExistence() {
        expect("$-1", "SET key a XX");
        expect("+OK", "SET key a NX");
        expect("$-1", "SET key b nx");
        expect("$1 a", "GET key");
        expect("+OK", "SET key b xX XX");
        expect("$1 b", "GET key");
        expect(SYNTAX, "SET key c NX XX");
        expect(SYNTAX, "SET key c XX NX");
    }

    @Test
    void shouldAnswerOldValueWithGet() {
        expect("$-1", "SET key a GET");
        expect("$1 a", "SET key b NX GET");
        expect("$1 a", "SET key b GET XX");
        expect("$1 b", "GET key");
        expect("$-1", "SET other b GET XX");
        expect("$-1", "GET other");
        engine.putOtherType("set");
        expect("-WRONGTYPE Operation against a key holding the wrong kind of value", "SET set a GET");
        expect("+OK", "SET set a");
        expect("$1 a", "GET set");
    }

    @Test
    void shouldSetExpiry() {
        expect("+OK", "SET key a EX 10");
        expect(":10000", "PTTL key");
        expect("+OK", "SET key a px 1500");
        expect(":1500", "PTTL key");
        expect("+OK", "SET key a ExAt " + (EngineHarness.START_MS / 1000 + 7));
        expect(":7000", "PTTL key");
        expect("+OK", "SET key a PXAT " + (EngineHarness.START_MS + 8));
        expect(":8", "PTTL key");
        expect("+OK", "SET key b KEEPTTL");
        expect(":8", "PTTL key");
        expect("+OK", "SET key b");
        expect(":-1", "PTTL key");
        expect("+OK", "SET key b EX 10 EX 20");
        expect(":20000", "PTTL key");
        engine.advance(20_000);
        expect("$-1", "SET key c KEEPTTL GET");
        expect(":-1", "PTTL key");
    }

    @Test
    void shouldRefuseImpossibleExpiry() {
        expect(INVALID_EXPIRE, "SET key a EX 0");
        expect(INVALID_EXPIRE, "SET key a PX -1");
        expect(INVALID_EXPIRE, "SET key a EXAT 0");
        expect(INVALID_EXPIRE, "SET key a EX 9223372036854775");
        expect(INVALID_EXPIRE, "SET key a EX 9223372036854776");
        expect(INVALID_EXPIRE, "SET key a PX 9223372036854775807");
        expect(NOT_AN_INTEGER, "SET key a EX 1.5");
        expect(NOT_AN_INTEGER, "SET key a PXAT 9223372036854775808");
        expect(NOT_AN_INTEGER, "SET", "key", "a", "EX", "");
        expect(SYNTAX, "SET key a EX");
        expect(SYNTAX, "SET key a EX 1 PX 1");
        expect(SYNTAX, "SET key a KEEPTTL EX 1");
        expect(SYNTAX, "SET key a PERSIST");
        expect(SYNTAX, "SET key a junk");
        expect("$-1", "GET key");
    }

    @Test
    void shouldRemoveWhatHasExpiredAlready() {
        engine.run("SET key a");
        engine.effects();
        expect("$1 a", "SET key b GET PXAT " + EngineHarness.START_MS);
        expect(":0", "EXISTS key");
        expect("+OK", "SET key b EXAT 1");
        expect(":0", "EXISTS key");
        assertEquals(List.of("DEL key"), engine.effects());
    }

    @Test
    void shouldCompareValues() {
        expect("$-1", "SET key a IFEQ a");
        expect("+OK", "SET key a IFNE z");
        expect("$-1", "SET key b IFEQ z");
        expect("+OK", "SET key b IFEQ a");
        expect("$-1", "SET key c IFNE b");
        expect("$1 b", "SET key c IFNE x GET");
        expect("$1 c", "SET key d GET IFEQ x");
        expect("$1 c", "GET key");
        engine.run("SET key 17");
        expect("+OK", "SET key 18 IFEQ 17 EX 5");
        expect(":5000", "PTTL key");
        expect(SYNTAX, "SET key a IFEQ");
        expect(SYNTAX, "SET key a NX IFEQ a");
        expect(SYNTAX, "SET key a IFEQ a IFNE b");
        engine.putOtherType("set");
        expect("-WRONGTYPE Operation against a key holding the wrong kind of value", "SET set a IFEQ a");
    }

    @Test
    void shouldCompareDigests() {
        engine.run("SET key ohmytext");
        expect("$16 c5bd71b3a5512e5e", "DIGEST key");
        expect("$-1", "SET key a IFDNE c5bd71b3a5512e5e");
        expect("$-1", "SET key a IFDEQ c5bd71b3a5512e5f");
        expect("-ERR must be exactly 16 hexadecimal characters", "SET key a IFDEQ 12");
        expect("+OK", "SET key a IFDEQ C5bd71B3a5512e5e");
        expect("$-1", "SET missing a IFDEQ c5bd71b3a5512e5e");
        expect("+OK", "SET missing a IFDNE c5bd71b3a5512e5e");
    }

    @Test
    void shouldJournalTimesThatDoNotDependOnTheClock() {
        engine.run("SET key a");
        engine.run("SET key b EX 10 XX GET");
        engine.run("SET key c KEEPTTL");
        engine.run("SET key d NX");
        engine.run("SET key e PX");
        assertEquals(List.of("SET key a", "SET key b PXAT " + (EngineHarness.START_MS + 10_000), "SET key c KEEPTTL"),
            engine.effects());
    }
}
