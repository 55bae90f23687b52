package org.ouzel.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** BZPOPMIN BZPOPMAX BZMPOP. Of three shards, each has one of the keys a, k1 and k2. */
class WaitingSortedSetsTest extends WaitingTest {
    @Test
    void shouldServeInTheOrderOfArrival() {
        one.run("BZPOPMIN a k1 0");
        two.run("BZPOPMAX a 0");
        three.run("HELLO 3");
        three.run("BZMPOP 0 2 k1 a MIN COUNT 3");
        expect(":4", "ZADD a 1 x 2 y 3 z 4 w");
        assertEquals("*3 $1 a $1 x $1 1", one.take());
        assertEquals("*3 $1 a $1 w $1 4", two.take());
        assertEquals("*2 $1 a *2 *2 $1 y ,2 *2 $1 z ,3", three.take());
        expect(":0", "EXISTS a");
    }

    @Test
    void shouldWakeByEveryWayInWhichASortedSetComes() {
        one.run("BZPOPMIN a 0");
        expect("$3 1.5", "ZINCRBY a 1.5 x");
        assertEquals("*3 $1 a $1 x $3 1.5", one.take());
        engine.run("ZADD k1 1 x 2 y");
        one.run("BZPOPMIN a 0");
        expect(":2", "ZUNIONSTORE a 1 k1");
        assertEquals("*3 $1 a $1 x $1 1", one.take());
        one.run("BZPOPMAX k2 0");
        expect(":1", "ZRANGESTORE k2 k1 0 0");
        assertEquals("*3 $2 k2 $1 x $1 1", one.take());
        one.run("BZPOPMIN k2 0");
        expect(":2", "ZINTERSTORE k2 2 k1 k1");
        assertEquals("*3 $2 k2 $1 x $1 2", one.take());
        expect(":2", "DEL k2 a");
        one.run("BZPOPMIN k2 a 0");
        expect(":1", "GEOADD k2 0 0 zero");
        assertEquals("*3 $2 k2 $4 zero $16 3377699720527872", one.take());
        engine.run("GEOADD g 0 0 zero");
        one.run("BZPOPMIN k2 a 0");
        expect(":1", "GEOSEARCHSTORE a g FROMLONLAT 0 0 BYRADIUS 1 m STOREDIST");
        assertEquals("*3 $1 a $4 zero", one.take().substring(0, 15));
    }

    @Test
    void shouldWakeByWhateverPutsASortedSetThere() {
        engine.run("GEOADD g 0 0 m");
        for (final String write : new String[] {"RENAME k1 a", "RENAMENX k1 a", "COPY k1 a", "COPY k1 a REPLACE",
            "ZDIFFSTORE a 2 k1 missing", "ZADD a INCR 3377699720527872 m", "GEORADIUS g 0 0 1 m STORE a",
            "GEORADIUSBYMEMBER g m 1 m STORE a", "EVAL redis.call('COPY','k1','a') 0"}) {
            engine.run("COPY g k1 REPLACE");
            one.run("BZMPOP 0 2 k2 a MIN COUNT 2");
            engine.run(write);
            assertEquals("*2 $1 a *1 *2 $1 m $16 3377699720527872", one.take(), write);
        }
        engine.run("SELECT 1");
        for (final String write : new String[] {"MOVE a 0", "SWAPDB 0 1"}) {
            engine.run("ZADD a 1 m");
            one.run("BZPOPMAX k2 a 0");
            engine.run(write);
            assertEquals("*3 $1 a $1 m $1 1", one.take(), write);
        }
    }

    /** As Redis does from 7.2 on. */
    @Test
    void shouldWakeWhenAKeyBecomesASortedSet() {
        one.run("BZPOPMIN a k1 0");
        engine.run("RPUSH a x");
        engine.run("ZADD k2 1 m");
        expect(":1", "ZUNIONSTORE a 1 k2");
        assertEquals("*3 $1 a $1 m $1 1", one.take());
    }

    @Test
    void shouldNotBeServedFromAList() {
        one.run("BZPOPMIN a 0");
        two.run("BLPOP a 0");
        expect(":1", "RPUSH a x");
        assertEquals("", one.take());
        assertEquals("*2 $1 a $1 x", two.take());
        expect(":1", "ZADD a 1 m");
        assertEquals("*3 $1 a $1 m $1 1", one.take());
    }

    @Test
    void shouldRecordWhatServingChanged() {
        one.run("BZPOPMIN a k1 0");
        two.run("BZMPOP 0 1 a MAX COUNT 5");
        engine.effects();
        expect(":3", "ZADD a 1 x 2 y 3 z");
        assertEquals(List.of("ZADD a 1 x 2 y 3 z", "ZPOPMIN a 1; ZPOPMAX a 2"), engine.effects());
    }

    @Test
    void shouldEndAtTheDeadline() {
        one.run("BZPOPMIN a k1 0.001");
        two.run("BZMPOP 0.002 1 a MAX");
        engine.advance(1);
        assertEquals("*-1", one.take());
        assertEquals("", two.take());
        engine.advance(1);
        assertEquals("*-1", two.take());
    }
}
