package org.ouzel.engine.command.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class StreamCommandsTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    private static final long NOW = EngineHarness.START_MS;

    @Test
    void shouldCountIdentifiersUp() {
        expect("$15 " + NOW + "-0", "XADD key * f v");
        expect("$15 " + NOW + "-1", "XADD key * f v");
        engine.advance(5);
        expect("$15 " + (NOW + 5) + "-0", "XADD key * f v");
        expect("$15 " + (NOW + 9) + "-0", "XADD key " + (NOW + 9) + "-* f v");
        expect("$15 " + (NOW + 9) + "-1", "XADD key " + (NOW + 9) + "-* f v");
        expect("$15 " + (NOW + 9) + "-2", "XADD key * f v");
        expect("-ERR The ID specified in XADD is equal or smaller than the target stream top item",
            "XADD key " + NOW + "-5 f v");
        expect("-ERR The ID specified in XADD must be greater than 0-0", "XADD key 0-0 f v");
        expect(":6", "XLEN key");
        expect("+OK", "XSETID key 18446744073709551615-18446744073709551615");
        expect("-ERR The stream has exhausted the last possible ID, unable to add more items", "XADD key * f v");
    }

    @Test
    void shouldMakeNoStreamWhereToldSo() {
        expect("$-1", "XADD key NOMKSTREAM * f v");
        expect(":0", "EXISTS key");
        expect("$3 1-1", "XADD key 1-1 f v");
        expect("$3 1-2", "XADD key NOMKSTREAM 1-2 f v");
        expect("+stream", "TYPE key");
        expect("$6 stream", "OBJECT ENCODING key");
    }

    @Test
    void shouldReadRanges() {
        add(5);
        expect("*2 *2 $3 2-0 *2 $1 f $1 2 *2 $3 3-0 *2 $1 f $1 3", "XRANGE key 2 3");
        expect("*1 *2 $3 3-0 *2 $1 f $1 3", "XRANGE key (2-0 (4-0");
        expect("*2 *2 $3 5-0 *2 $1 f $1 5 *2 $3 4-0 *2 $1 f $1 4", "XREVRANGE key + - COUNT 2");
        expect("*-1", "XRANGE key - + COUNT 0");
        expect("*0", "XRANGE missing - +");
        expect("-ERR Invalid stream ID specified as stream command argument", "XRANGE key x +");
        expect("*1 *2 $3 key *1 *2 $3 5-0 *2 $1 f $1 5", "XREAD COUNT 2 STREAMS key missing 4 0");
        expect("*-1", "XREAD STREAMS key $");
        expect("*-1", "XREAD STREAMS key 5");
        engine.run("HELLO 3");
        expect("%1 $3 key *1 *2 $3 5-0 *2 $1 f $1 5", "XREAD STREAMS key 4");
        expect("_", "XREAD STREAMS key 5");
    }

    @Test
    void shouldTrimAndDelete() {
        add(10);
        expect(":2", "XTRIM key MAXLEN 8");
        expect(":3", "XTRIM key MINID 6");
        expect(":0", "XTRIM key MAXLEN ~ 2");
        expect(":1", "XDEL key 7 77");
        expect(":4", "XLEN key");
        expect(":0", "XTRIM missing MAXLEN 0");
        expect(":4", "XTRIM key MAXLEN 0");
        expect("+stream", "TYPE key");
        expect("-ERR syntax error, XTRIM must be called with either MAXLEN or MINID", "XTRIM key LIMIT 0 LIMIT 0");
    }

    @Test
    void shouldGiveEntriesToConsumers() {
        add(3);
        expect("+OK", "XGROUP CREATE key g 0");
        expect("*1 *2 $3 key *2 *2 $3 1-0 *2 $1 f $1 1 *2 $3 2-0 *2 $1 f $1 2",
            "XREADGROUP GROUP g a COUNT 2 STREAMS key >");
        expect("*1 *2 $3 key *1 *2 $3 3-0 *2 $1 f $1 3", "XREADGROUP GROUP g b STREAMS key >");
        expect("*-1", "XREADGROUP GROUP g b STREAMS key >");
        engine.advance(100);
        expect("*4 :3 $3 1-0 $3 3-0 *2 *2 $1 a $1 2 *2 $1 b $1 1", "XPENDING key g");
        expect("*1 *4 $3 3-0 $1 b :100 :1", "XPENDING key g IDLE 100 - + 9 b");
        expect(":1", "XACK key g 1-0 9-0");
        engine.run("XDEL key 2-0");
        expect("*1 *2 $3 key *1 *2 $3 2-0 *-1", "XREADGROUP GROUP g a STREAMS key 0");
        expect("*3 $3 0-0 *1 *2 $3 3-0 *2 $1 f $1 3 *1 $3 2-0", "XAUTOCLAIM key g a 50 0");
        expect("*1 *4 $3 3-0 $1 a :0 :2", "XPENDING key g - + 9");
        expect("*1 $3 3-0", "XCLAIM key g b 0 3-0 JUSTID TIME " + NOW + " RETRYCOUNT 7");
        expect("*1 *4 $3 3-0 $1 b :100 :7", "XPENDING key g - + 9");
        expect(":1", "XGROUP DELCONSUMER key g b");
        expect("*4 :0 $-1 $-1 *-1", "XPENDING key g");
        expect("-NOGROUP No such key 'key' or consumer group 'x'", "XPENDING key x");
    }

    @Test
    void shouldTellWhenConsumersWereSeen() {
        add(1);
        engine.run("XGROUP CREATE key g 0");
        engine.run("XGROUP CREATECONSUMER key g a");
        engine.advance(10);
        expect("*1 *8 $4 name $1 a $7 pending :0 $4 idle :10 $8 inactive :-1", "XINFO CONSUMERS key g");
        engine.run("XREADGROUP GROUP g a STREAMS key >");
        engine.advance(7);
        engine.run("XREADGROUP GROUP g a STREAMS key >");
        engine.advance(5);
        expect("*1 *8 $4 name $1 a $7 pending :1 $4 idle :5 $8 inactive :12", "XINFO CONSUMERS key g");
        engine.run("HELLO 3");
        expect("*1 %6 $4 name $1 g $9 consumers :1 $7 pending :1 $17 last-delivered-id $3 1-0 $12 entries-read :1"
            + " $3 lag :0", "XINFO GROUPS key");
    }

    @Test
    void shouldDeleteWithReferences() {
        add(4);
        expect("*1 :-1", "XDELEX missing IDS 1 1-0");
        expect("*2 :-1 :-1", "XACKDEL key g IDS 2 1-0 2-0");
        engine.run("XGROUP CREATE key g 0");
        engine.run("XGROUP CREATE key h 0");
        engine.run("XREADGROUP GROUP g a COUNT 3 STREAMS key >");
        engine.run("XREADGROUP GROUP h a COUNT 3 STREAMS key >");
        expect("*2 :2 :-1", "XDELEX key ACKED IDS 2 1-0 9-0");
        expect("*1 :2", "XDELEX key ACKED IDS 1 4-0");
        expect("*1 :1", "XDELEX key DELREF IDS 1 1-0");
        expect("*4 :2 $3 2-0 $3 3-0 *1 *2 $1 a $1 2", "XPENDING key h");
        expect("*1 :2", "XACKDEL key g ACKED IDS 1 2-0");
        expect("*1 :1", "XACKDEL key h ACKED IDS 1 2-0");
        expect("*1 :1", "XACKDEL key g IDS 1 3-0");
        expect("*4 :1 $3 3-0 $3 3-0 *1 *2 $1 a $1 1", "XPENDING key h");
        expect("*1 :-1", "XDELEX key DELREF IDS 1 3-0");
        expect("*4 :0 $-1 $-1 *-1", "XPENDING key h");
        expect(":1", "XLEN key");
        expect("-ERR syntax error", "XDELEX key KEEPREF DELREF IDS 1 1-0");
        expect("-ERR Number of IDs must be greater than 0", "XDELEX key IDS 0 1-0");
        expect("-ERR The `numids` parameter must match the number of arguments", "XDELEX key IDS 2 1-0");
        expect("-ERR syntax error", "XDELEX key IDS 1 1-0 2-0");
    }

    @Test
    void shouldJournalWhatHappened() {
        engine.effects();
        engine.run("XADD key * f v");
        engine.run("XADD key MAXLEN ~ 100 * f w");
        engine.run("XADD key 9999999999999-1 f x");
        engine.run("XGROUP CREATE key g 0");
        engine.run("XREADGROUP GROUP g a COUNT 2 STREAMS key >");
        engine.run("XREADGROUP GROUP g a NOACK STREAMS key >");
        engine.run("XREADGROUP GROUP g a STREAMS key >");
        engine.run("XAUTOCLAIM key g b 0 0 COUNT 1");
        engine.run("XTRIM key MAXLEN ~ 0");
        engine.run("XACK key g 1-1");
        final String first = NOW + "-0";
        final String second = NOW + "-1";
        assertEquals(List.of("XADD key " + first + " f v", "XADD key " + second + " f w",
            "XADD key 9999999999999-1 f x", "XGROUP CREATE key g 0",
            "XGROUP CREATECONSUMER key g a; XCLAIM key g a 0 " + first + " " + second + " TIME " + NOW
                + " RETRYCOUNT 1 FORCE JUSTID LASTID " + second + "; XGROUP SETID key g " + second + " ENTRIESREAD 2",
            "XGROUP SETID key g 9999999999999-1 ENTRIESREAD 3",
            "XGROUP CREATECONSUMER key g b; XCLAIM key g b 0 " + first + " TIME " + NOW
                + " RETRYCOUNT 2 FORCE JUSTID LASTID 9999999999999-1", "XTRIM key MAXLEN = 0"), engine.effects());
    }

    @Test
    void shouldRefuseOtherTypes() {
        engine.run("SET key value");
        for (final String command : List.of("XADD key * f v", "XLEN key", "XRANGE key - +", "XDEL key 1-1",
            "XTRIM key MAXLEN 1", "XREAD STREAMS key 0", "XACK key g 1-1", "XPENDING key g", "XINFO STREAM key",
            "XGROUP CREATE key g 0", "XCLAIM key g c 0 1-1", "XAUTOCLAIM key g c 0 0", "XSETID key 1-1",
            "XDELEX key IDS 1 1-1", "XACKDEL key g IDS 1 1-1")) {
            expect(WRONG_TYPE, command);
        }
    }

    @Test
    void shouldCopyAndMoveStreams() {
        add(200);
        engine.run("XGROUP CREATE key g 0");
        engine.run("XREADGROUP GROUP g a COUNT 150 STREAMS key >");
        expect(":1", "COPY key other");
        expect("+OK", "RENAME key third");
        expect(":200", "XLEN other");
        expect("*4 :150 $3 1-0 $5 150-0 *1 *2 $1 a $3 150", "XPENDING third g");
        expect("*4 :150 $3 1-0 $5 150-0 *1 *2 $1 a $3 150", "XPENDING other g");
        expect(":1", "DEL third");
        expect(":200", "XTRIM other MAXLEN 0");
    }

    private void add(final int count) {
        for (int i = 1; i <= count; i++) {
            engine.run("XADD key " + i + "-0 f " + i);
        }
    }
}
