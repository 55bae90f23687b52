package org.ouzel.engine.command.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** SORT and SORT_RO, checked against what Redis 7.2 answers. */
class SortCommandTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    private static final String NOT_A_NUMBER = "-ERR One or more scores can't be converted into double";

    @Test
    void shouldSortNumbers() {
        expect(":5", "RPUSH l 10 9 -1 1.5 2");
        expect("*5 $2 -1 $3 1.5 $1 2 $1 9 $2 10", "SORT l");
        expect("*5 $2 10 $1 9 $1 2 $3 1.5 $2 -1", "SORT_RO l DESC");
        expect("*5 $2 -1 $3 1.5 $1 2 $1 9 $2 10", "sort l desc asc");
        expect("*2 $1 9 $1 2", "SORT l LIMIT 1 2 DESC");
        expect("*5 $2 -1 $3 1.5 $2 10 $1 2 $1 9", "SORT l ALPHA");
        expect(":3", "SADD s 3 1 2");
        expect("*3 $1 1 $1 2 $1 3", "SORT s");
        expect(":3", "ZADD z 3 1 2 2 1 3");
        expect("*3 $1 1 $1 2 $1 3", "SORT z");
        expect("*0", "SORT missing BY w_* GET #");
    }

    @Test
    void shouldCompareEqualNumbersByTheirBytes() {
        engine.run("RPUSH l 1.0 0 1 -0 01");
        expect("*5 $2 -0 $1 0 $2 01 $1 1 $3 1.0", "SORT l");
        expect("*5 $3 1.0 $1 1 $2 01 $1 0 $2 -0", "SORT l DESC");
    }

    @Test
    void shouldReadNumbersAsRedisDoes() {
        engine.run("RPUSH", "l", "0x10", " 3", "1e1", "-inf", "\"\"", "inf", "2\0x");
        expect("*7 $4 -inf $0  $3 2\0x $2  3 $3 1e1 $4 0x10 $3 inf", "SORT l");
        for (final String bad : List.of("x", "1 ", "nan", "1e999", "1e-999", "  ")) {
            engine.run("DEL", "l");
            engine.run("RPUSH", "l", "1", bad);
            expect(NOT_A_NUMBER, "SORT l");
            expect(NOT_A_NUMBER, "SORT l STORE d");
            expect(":0", "EXISTS d");
        }
    }

    @Test
    void shouldCutToLimits() {
        engine.run("RPUSH l 5 4 3 2 1");
        expect("*2 $1 1 $1 2", "SORT l LIMIT 0 2");
        expect("*2 $1 1 $1 2", "SORT l LIMIT -5 2");
        expect("*2 $1 4 $1 5", "SORT l LIMIT 3 100");
        expect("*3 $1 3 $1 4 $1 5", "SORT l LIMIT 2 -1");
        expect("*0", "SORT l LIMIT 5 1");
        expect("*0", "SORT l LIMIT 0 0");
        expect("*5 $1 1 $1 2 $1 3 $1 4 $1 5", "SORT l LIMIT -9223372036854775808 9223372036854775807");
        expect("-ERR value is not an integer or out of range", "SORT l LIMIT x 1");
        expect("-ERR value is not an integer or out of range", "SORT l LIMIT 1 9223372036854775808");
    }

    @Test
    void shouldSortByOtherKeysOnAnyShard() {
        engine.run("RPUSH l 1 2 3 4");
        engine.run("MSET w_1 30 w_2 20 w_3 10 n_1 one n_2 two n_3 three");
        expect("*4 $1 4 $1 3 $1 2 $1 1", "SORT l BY w_*");
        expect("*4 $1 1 $1 2 $1 3 $1 4", "SORT l BY w_* DESC");
        expect("*8 $1 4 $-1 $1 3 $5 three $1 2 $3 two $1 1 $3 one", "SORT l BY w_* GET # GET n_*");
        expect("*4 $1 4 $1 1 $1 3 $1 2", "SORT_RO l BY n_* ALPHA");
        expect(NOT_A_NUMBER, "SORT l BY n_*");
        expect("*4 $-1 $-1 $-1 $-1", "SORT l GET constant");
        expect("*4 $-1 $-1 $-1 $-1", "SORT l GET l*");
        engine.run("SET w_2 x");
        expect(NOT_A_NUMBER, "SORT l BY w_*");
    }

    @Test
    void shouldFollowHashFields() {
        engine.run("RPUSH l 1 2 3");
        engine.run("HSET h_1 w 3 n a");
        engine.run("HSET h_2 w 2");
        engine.run("SET h_3 text");
        engine.run("SET p_1->  arrow");
        engine.run("SET", "p_1->", "arrow");
        expect("*3 $1 3 $1 2 $1 1", "SORT l BY h_*->w");
        expect("*3 $1 a $-1 $-1", "SORT l GET h_*->n");
        expect("*3 $-1 $-1 $4 text", "SORT l GET h_*");
        expect("*3 $5 arrow $-1 $-1", "SORT l GET p_*->");
        engine.run("HPEXPIRE h_2 10 FIELDS 1 w");
        engine.advance(10);
        expect("*3 $1 2 $1 3 $1 1", "SORT l BY h_*->w");
    }

    @Test
    void shouldKeepTheOrderThatThereIs() {
        engine.run("RPUSH l c a b d");
        engine.run("ZADD z 1 c 2 a 3 b 4 d");
        for (final String key : List.of("l", "z")) {
            expect("*4 $1 c $1 a $1 b $1 d", "SORT " + key + " BY nosort");
            expect("*4 $1 d $1 b $1 a $1 c", "SORT " + key + " BY nosort DESC");
            expect("*2 $1 a $1 b", "SORT " + key + " BY nosort LIMIT 1 2");
            expect("*2 $1 b $1 a", "SORT " + key + " BY nosort LIMIT 1 2 DESC");
            expect("*0", "SORT " + key + " BY nosort LIMIT 4 2");
        }
        engine.run("SADD s c a b");
        expect(":3", "SORT s BY nosort STORE d");
        expect("*3 $1 a $1 b $1 c", "LRANGE d 0 -1");
        expect(":2", "SORT s BY nosort DESC LIMIT 0 2 STORE d");
        expect("*2 $1 c $1 b", "LRANGE d 0 -1");
    }

    @Test
    void shouldStoreOnAnyShard() {
        engine.run("RPUSH l 3 1 2");
        engine.run("MSET n_1 one n_3 three");
        for (final String key : List.of("a", "b", "c", "l")) {
            engine.run("SET " + key + "x y");
            expect(":3", "SORT l STORE " + key);
            expect("*3 $1 1 $1 2 $1 3", "LRANGE " + key + " 0 -1");
        }
        expect(":6", "SORT l GET n_* GET # STORE a STORE b");
        expect("*6 $3 one $1 1 $0  $1 2 $5 three $1 3", "LRANGE b 0 -1");
        expect("*3 $1 1 $1 2 $1 3", "LRANGE a 0 -1");
        expect(":0", "SORT missing STORE b");
        expect(":0", "EXISTS b");
        expect("-ERR syntax error", "SORT_RO l STORE b");
    }

    @Test
    void shouldRecordWhatItStored() {
        engine.run("RPUSH l 3 1 2");
        engine.effects();
        engine.run("SORT l LIMIT 0 2 STORE d");
        assertEquals(List.of("DEL d; RPUSH d 1 2"), engine.effects());
        engine.run("SORT missing STORE d");
        engine.run("SORT missing STORE d");
        engine.run("SORT l");
        assertEquals(List.of("DEL d"), engine.effects());
        engine.run("SET n_1 one PX 10");
        engine.effects();
        engine.advance(10);
        engine.run("SORT l GET n_* STORE d");
        final List<String> effects = engine.rawEffects();
        assertEquals(1, effects.size());
        try (EngineHarness copy = EngineHarness.start(setup)) {
            copy.newClient().send(effects.get(0).getBytes(StandardCharsets.ISO_8859_1));
            copy.expect("*3 $0  $0  $0 ", "LRANGE d 0 -1");
        }
    }

    @Test
    void shouldStoreManyElements() {
        final StringBuilder push = new StringBuilder("RPUSH l");
        for (int i = 0; i < 3000; i++) {
            push.append(' ').append((i * 7919L) % 3000);
        }
        engine.run(push.toString().split(" "));
        engine.effects();
        expect(":3000", "SORT l STORE d");
        expect("$9 quicklist", "OBJECT ENCODING d");
        expect("$4 2999", "LINDEX d -1");
        expect("$4 1234", "LINDEX d 1234");
        final List<String> effects = engine.rawEffects();
        try (EngineHarness copy = EngineHarness.start(setup)) {
            copy.newClient().send(effects.get(0).getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(engine.run("LRANGE d 0 -1"), copy.run("LRANGE d 0 -1"));
        }
    }

    @Test
    void shouldRefuseWhatItCantSort() {
        for (final String bad : List.of("x", "LIMIT", "LIMIT 1", "BY", "GET", "STORE", "ASC x")) {
            expect("-ERR syntax error", "SORT l " + bad);
        }
        expect("-ERR wrong number of arguments for 'sort' command", "SORT");
        engine.run("SET k v");
        expect(WRONG_TYPE, "SORT k");
        expect("-ERR syntax error", "SORT k x");
        engine.run("HSET h f v");
        expect(WRONG_TYPE, "SORT_RO h");
    }
}
