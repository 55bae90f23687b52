package org.ouzel.engine.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.harness.EngineHarness.START_MS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class FieldExpiryTest extends CommandTest {
    private static final String NO_FIELDS = "-ERR Mandatory argument FIELDS is missing or not at the right position";
    private static final String NO_MATCH = "-ERR The `numfields` parameter must match the number of arguments";

    @Override
    protected String[] settings() {
        return new String[] {"hash-max-listpack-entries", "8"};
    }

    @Test
    void shouldTellAndDropExpiries() {
        for (final String key : List.of("small", "large")) {
            fill(key);
            expect("*3 :1 :1 :-2", "HEXPIRE " + key + " 10 FIELDS 3 a b z");
            expect("*1 :1", "HPEXPIRE " + key + " 20500 FIELDS 1 c");
            expect("*5 :10 :10 :21 :-1 :-2", "HTTL " + key + " FIELDS 5 a b c d z");
            expect("*2 :10000 :20500", "HPTTL " + key + " FIELDS 2 a c");
            expect("*1 :" + (START_MS / 1000 + 10), "HEXPIRETIME " + key + " FIELDS 1 a");
            expect("*1 :" + (START_MS + 20_500), "HPEXPIRETIME " + key + " FIELDS 1 c");
            expect("*3 :1 :-1 :-2", "HPERSIST " + key + " FIELDS 3 a d z");
            expect("*2 :-1 :10", "HTTL " + key + " FIELDS 2 a b");
            expect("*1 :1", "HEXPIREAT " + key + " " + (START_MS / 1000 + 5) + " FIELDS 1 a");
            expect("*1 :5000", "HPTTL " + key + " FIELDS 1 a");
        }
        expect("$10 listpackex", "OBJECT ENCODING small");
        expect("$9 hashtable", "OBJECT ENCODING large");
        expect("*2 :-2 :-2", "HTTL missing FIELDS 2 a b");
        expect("*1 :-2", "HEXPIRE missing 1 FIELDS 1 a");
        expect("*1 :-2", "HPERSIST missing FIELDS 1 a");
    }

    @Test
    void shouldLetFieldsGoWhenTheirTimeHasCome() {
        for (final String key : List.of("small", "large")) {
            fill(key);
            engine.run("HPEXPIREAT " + key + " " + (engine.nowMs() + 100) + " FIELDS 2 a b");
            engine.effects();
            engine.advance(99);
            expect("$1 1", "HGET " + key + " a");
            engine.advance(1);
            expect("$-1", "HGET " + key + " a");
            expect(":0", "HEXISTS " + key + " b");
            expect("$1 3", "HGET " + key + " c");
            expect(":1", "HSET " + key + " a again");
            expect("*1 :-1", "HTTL " + key + " FIELDS 1 a");
            final String effects = engine.effects().toString();
            assertTrue(effects.contains("HDEL " + key + " a") && effects.contains("HDEL " + key + " b"), effects);
        }
    }

    @Test
    void shouldLetFieldsAndKeysGoByTicks() {
        fill("small");
        fill("large");
        engine.run("HPEXPIRE small 100 FIELDS 4 a b c d");
        engine.run("HPEXPIRE large 100 FIELDS 1 a");
        for (int i = 0; i < 3_000; i++) {
            engine.run("HSET huge f" + i + " v");
            engine.run("HPEXPIRE huge " + (i % 2 == 0 ? 100 : 200) + " FIELDS 1 f" + i);
        }
        engine.effects();
        expect(":3", "DBSIZE");
        engine.advance(150);
        engine.tick();
        expect(":2", "DBSIZE");
        expect(":19", "HLEN large");
        expect(":1500", "HLEN huge");
        engine.advance(100);
        engine.tick();
        expect(":1", "DBSIZE");
        expect(":0", "EXISTS huge");
        final String effects = String.join(";", engine.effects());
        assertEquals(3_005, effects.split("HDEL ", -1).length - 1);
    }

    @Test
    void shouldHoldToConditions() {
        fill("key");
        expect("*1 :0", "HEXPIRE key 10 XX FIELDS 1 a");
        expect("*1 :0", "HEXPIRE key 10 GT FIELDS 1 a");
        expect("*1 :1", "HEXPIRE key 10 nx FIELDS 1 a");
        expect("*1 :0", "HEXPIRE key 20 NX FIELDS 1 a");
        expect("*1 :0", "HEXPIRE key 10 GT FIELDS 1 a");
        expect("*1 :1", "HEXPIRE key 11 GT FIELDS 1 a");
        expect("*1 :0", "HEXPIRE key 11 LT FIELDS 1 a");
        expect("*1 :1", "HEXPIRE key 9 LT FIELDS 1 a");
        expect("*1 :1", "HEXPIRE key 9 LT FIELDS 1 b");
        expect("*1 :1", "HEXPIRE key 99 XX FIELDS 1 a");
        expect("*2 :99 :9", "HTTL key FIELDS 2 a b");
    }

    @Test
    void shouldRemoveFieldsWhoseMomentHasPassed() {
        fill("key");
        expect("*2 :2 :-2", "HEXPIRE key 0 FIELDS 2 a a");
        expect("*2 :2 :-2", "HPEXPIREAT key 1 FIELDS 2 b z");
        expect("*2 $1 3 $-1", "HGETEX key PXAT 1 FIELDS 2 c z");
        expect(":1", "HSETEX key PXAT 1 FIELDS 2 d 1 e 2");
        expect(":0", "EXISTS key");
        assertEquals(List.of("HSET key a 1 b 2 c 3 d 4", "HDEL key a", "HDEL key b", "HDEL key c", "HDEL key d"),
            engine.effects());
    }

    @Test
    void shouldRecordMoments() {
        engine.run("HSET key a 1 b 2");
        engine.run("HEXPIRE key 10 FIELDS 3 a z b");
        engine.run("HGETEX key EX 20 FIELDS 1 a");
        engine.run("HGETEX key PERSIST FIELDS 2 a z");
        engine.run("HGETEX key FIELDS 1 a");
        engine.run("HSETEX key PX 500 FIELDS 1 c 3");
        engine.run("HSETEX key KEEPTTL FIELDS 1 c 4");
        engine.run("HINCRBYFLOAT key c 1");
        engine.run("HGETDEL key FIELDS 2 a z");
        assertEquals(List.of("HSET key a 1 b 2",
            "HPEXPIREAT key " + (START_MS + 10_000) + " FIELDS 2 a b",
            "HPEXPIREAT key " + (START_MS + 20_000) + " FIELDS 1 a",
            "HPERSIST key FIELDS 1 a",
            "HSETEX key PXAT " + (START_MS + 500) + " FIELDS 1 c 3",
            "HSETEX key KEEPTTL FIELDS 1 c 4",
            "HSET key c 5; HPEXPIREAT key " + (START_MS + 500) + " FIELDS 1 c",
            "HDEL key a"), engine.effects());
    }

    @Test
    void shouldSetFieldsWithExpiry() {
        for (final String key : List.of("small", "large")) {
            fill(key);
            expect(":0", "HSETEX " + key + " FNX EX 10 FIELDS 2 x 1 a 2");
            expect(":0", "HSETEX " + key + " FXX EX 10 FIELDS 2 x 1 a 2");
            expect("*2 $-1 $1 1", "HMGET " + key + " x a");
            expect(":1", "HSETEX " + key + " FNX EX 10 FIELDS 2 x 1 y 2");
            expect(":1", "HSETEX " + key + " FXX PX 5000 FIELDS 2 a 5 b 6");
            expect("*4 :10000 :10000 :5000 :5000", "HPTTL " + key + " FIELDS 4 x y a b");
            expect(":1", "HSETEX " + key + " KEEPTTL FIELDS 2 x 7 c 8");
            expect("*2 :10000 :-1", "HPTTL " + key + " FIELDS 2 x c");
            expect(":1", "HSETEX " + key + " FIELDS 1 x 9");
            expect("*1 :-1", "HPTTL " + key + " FIELDS 1 x");
            expect("*1 $1 9", "HGETDEL " + key + " FIELDS 1 x");
            expect("*3 $1 5 $-1 $1 8", "HGETEX " + key + " EX 7 FIELDS 3 a x c");
            expect("*2 :7 :7", "HTTL " + key + " FIELDS 2 a c");
        }
        expect("*2 $-1 $-1", "HGETEX missing EX 7 FIELDS 2 a b");
        expect("*1 $-1", "HGETDEL missing FIELDS 1 a");
        expect(":0", "HSETEX missing FXX FIELDS 1 a 1");
        expect(":1", "HSETEX missing EX 5 FIELDS 1 a 1");
        expect("*1 :5", "HTTL missing FIELDS 1 a");
    }

    @Test
    void shouldKeepFieldExpiriesWhenTheKeyMovesOrGrows() {
        fill("key");
        engine.run("HPEXPIRE key 1000 FIELDS 1 a");
        engine.run("COPY key copied");
        engine.run("RENAME key moved");
        for (int i = 0; i < 20; i++) {
            engine.run("HSET moved f" + i + " 1");
        }
        engine.run("RENAME moved again");
        engine.run("COPY again last");
        expect("*1 :1000", "HPTTL copied FIELDS 1 a");
        expect("*1 :1000", "HPTTL again FIELDS 1 a");
        engine.advance(1000);
        engine.tick();
        expect(":3", "HLEN copied");
        expect(":23", "HLEN again");
        expect(":23", "HLEN last");
    }

    @Test
    void shouldNotShowFieldsThatAreDue() {
        fill("large");
        engine.run("HPEXPIRE large 10 FIELDS 3 a b c");
        engine.advance(10);
        final String[] words = engine.run("HGETALL large").split(" ");
        assertEquals("*" + 2 * 17, words[0]);
        expect(":17", "HLEN large");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        fill("key");
        expect("-ERR invalid expire time, must be >= 0", "HEXPIRE key -1 FIELDS 1 a");
        expect("-ERR value is not an integer or out of range", "HEXPIRE key x FIELDS 1 a");
        expect("-ERR invalid expire time in 'hexpire' command", "HEXPIRE key 70368744178 FIELDS 1 a");
        expect("-ERR invalid expire time in 'hpexpireat' command", "HPEXPIREAT key 70368744177664 FIELDS 1 a");
        expect("-ERR Parameter `numFields` should be greater than 0", "HEXPIRE key 1 FIELDS 0 a");
        expect("-ERR Number of fields must be a positive integer", "HTTL key FIELDS x a");
        expect(NO_FIELDS, "HEXPIRE key 1 NX XX 1 a");
        expect(NO_FIELDS, "HTTL key FIELD 1 a");
        expect(NO_FIELDS, "HGETEX key PERSIST 1 FIELDS 1 a");
        expect(NO_MATCH, "HEXPIRE key 1 FIELDS 2 a");
        expect(NO_MATCH, "HGETDEL key FIELDS 2 a");
        expect(NO_MATCH, "HGETEX key FIELDS 1 a b");
        expect("-ERR unknown argument: nx", "HSETEX key nx FIELDS 1 a b");
        expect("-ERR Only one of FXX or FNX arguments can be specified", "HSETEX key FXX FNX FIELDS 1 a b");
        expect("-ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified",
            "HSETEX key EX 1 KEEPTTL FIELDS 1 a b");
        expect("-ERR invalid number of fields", "HSETEX key FIELDS 0 a b");
        expect("-ERR wrong number of arguments for 'hsetex' command", "HSETEX key FIELDS 2 a b c");
        expect("-ERR wrong number of arguments for 'hsetex' command", "HSETEX key FIELDS 1 a b c");
        expect("-ERR value is not an integer or out of range", "HSETEX key EX FIELDS 1 a b");
        expect(":4", "HLEN key");
    }

    private void fill(final String key) {
        engine.run("HSET " + key + " a 1 b 2 c 3 d 4");
        for (int i = 0; i < 16 && "large".equals(key); i++) {
            engine.run("HSET large g" + i + " " + i);
        }
    }
}
