package org.ouzel.engine.command.hyperloglog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class HyperLogLogTest extends CommandTest {
    private static final String EMPTY = "HYLL\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080";

    @Test
    void shouldMakeASparseValueOfRedisLayout() {
        expect(":1", "PFADD key");
        expect("$18 " + EMPTY + "\u007f\u00ff", "GET key");
        expect(":0", "PFADD key");
        expect(":0", "PFCOUNT key");
        expect("$18 " + EMPTY.replace('\u0080', '\u0000') + "\u007f\u00ff", "GET key");
        expect("+sparse", "PFDEBUG ENCODING key");
        expect("$7 Z:16384", "PFDEBUG DECODE key");
    }

    @Test
    void shouldCountDistinctElements() {
        expect(":1", "PFADD key a b c a b c");
        expect(":0", "PFADD key b");
        expect(":3", "PFCOUNT key");
        expect(":1", "PFADD key d");
        expect(":4", "PFCOUNT key");
        expect(":0", "PFCOUNT missing");
    }

    @Test
    void shouldBecomeDenseBeyondTheLimit() {
        for (int i = 0; i < 2000; i++) {
            engine.run("PFADD key element:" + i);
        }
        expect("+dense", "PFDEBUG ENCODING key");
        expect(":12304", "STRLEN key");
        expect("-ERR HLL encoding is not sparse", "PFDEBUG DECODE key");
        final long count = Long.parseLong(engine.run("PFCOUNT key").substring(1));
        assertTrue(Math.abs(count - 2000) < 80, "count=" + count);
    }

    @Test
    void shouldCountAndMergeUnions() {
        engine.run("PFADD {a}1 a b c");
        engine.run("PFADD {b}2 c d e");
        expect(":5", "PFCOUNT {a}1 {b}2 missing");
        expect("+OK", "PFMERGE {c}3 {a}1 {b}2");
        expect(":5", "PFCOUNT {c}3");
        expect(":1", "PFDEBUG TODENSE {a}1");
        expect(":0", "PFDEBUG TODENSE {a}1");
        expect("+OK", "PFMERGE {c}3 {a}1");
        expect("+dense", "PFDEBUG ENCODING {c}3");
        expect(":5", "PFCOUNT {c}3");
    }

    @Test
    void shouldKeepTheExpiry() {
        engine.run("PFADD key a");
        engine.run("PEXPIRE key 1000");
        engine.run("PFADD key b");
        engine.run("PFMERGE key other");
        expect(":1000", "PTTL key");
        engine.advance(1000);
        expect(":0", "PFCOUNT key");
        expect(":1", "PFADD key b");
        expect(":1", "PFCOUNT key");
    }

    @Test
    void shouldRefuseOtherValues() {
        engine.run("SET number 5");
        engine.run("SET text something-longer-than-the-header");
        engine.run("SET", "torn", EMPTY + "\u007f");
        engine.run("SET", "tooLong", EMPTY + "\u007f\u00ff\u0000");
        engine.run("SET", "densely", EMPTY.replace('\u0001', '\u0000') + "xx");
        engine.run("SETRANGE list 0 x");
        final String notOne = "-WRONGTYPE Key is not a valid HyperLogLog string value.";
        for (final String key : List.of("number", "text", "densely")) {
            expect(notOne, "PFADD " + key + " a");
            expect(notOne, "PFCOUNT " + key);
            expect(notOne, "PFCOUNT other " + key);
            expect(notOne, "PFMERGE other " + key);
            expect(notOne, "PFDEBUG ENCODING " + key);
        }
        final String corrupt = "-INVALIDOBJ Corrupted HLL object detected";
        expect(corrupt, "PFADD torn a");
        for (final String key : List.of("torn", "tooLong")) {
            expect(corrupt, "PFCOUNT " + key);
            expect(corrupt, "PFCOUNT " + key + " other");
            expect(corrupt, "PFMERGE other " + key);
            expect(corrupt, "PFDEBUG TODENSE " + key);
        }
        expect("-ERR The specified key does not exist", "PFDEBUG ENCODING missing");
        expect("-ERR Unknown PFDEBUG subcommand 'other'", "PFDEBUG other tooLong");
    }

    @Test
    void shouldJournalWhatChanged() {
        engine.effects();
        engine.run("PFADD key a");
        engine.run("PFADD key a");
        engine.run("PFCOUNT key");
        engine.run("PFCOUNT key");
        engine.run("PFMERGE key key");
        assertEquals(List.of("PFADD key a", "PFCOUNT key", "PFMERGE key key"), engine.effects());
    }

    @Test
    void shouldPassItsOwnCheck() {
        expect("+OK", "PFSELFTEST");
    }
}
