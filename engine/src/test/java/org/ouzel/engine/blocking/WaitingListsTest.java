package org.ouzel.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** BLPOP BRPOP BLMPOP BLMOVE BRPOPLPUSH. Of three shards, each has one of the keys a, k1 and k2. */
class WaitingListsTest extends WaitingTest {
    @Test
    void shouldServeInTheOrderOfArrival() {
        assertEquals("", one.run("BLPOP a 0"));
        assertEquals("", two.run("BRPOP a 0"));
        assertEquals("", three.run("BLMPOP 0 1 a LEFT COUNT 2"));
        expect(":5", "RPUSH a 1 2 3 4 5");
        assertEquals("*2 $1 a $1 1", one.take());
        assertEquals("*2 $1 a $1 5", two.take());
        assertEquals("*2 $1 a *2 $1 2 $1 3", three.take());
        expect("*1 $1 4", "LRANGE a 0 -1");
    }

    @Test
    void shouldGoOnWaitingWhileNothingIsLeft() {
        one.run("BLPOP a 0");
        two.run("BLPOP a 0");
        expect(":1", "LPUSH a x");
        assertEquals("*2 $1 a $1 x", one.take());
        assertEquals("", two.take());
        expect(":0", "EXISTS a");
        expect(":1", "RPUSH a y");
        assertEquals("*2 $1 a $1 y", two.take());
    }

    @Test
    void shouldServeWhoeverCameFirstOverSeveralKeys() {
        one.run("BLPOP a k1 k2 0");
        two.run("BLPOP k1 0");
        three.run("BLPOP k2 a 0");
        expect(":1", "LPUSH k1 x");
        assertEquals("*2 $2 k1 $1 x", one.take());
        expect(":1", "LPUSH a y");
        assertEquals("*2 $1 a $1 y", three.take());
        expect(":1", "LPUSH k1 z");
        assertEquals("*2 $2 k1 $1 z", two.take());
        assertEquals("", one.take());
        expect(":0", "EXISTS a k1 k2");
    }

    @Test
    void shouldMoveAlongAChain() {
        one.run("BLMOVE a k1 LEFT RIGHT 0");
        two.run("BLMOVE k1 k2 RIGHT LEFT 0");
        three.run("BRPOPLPUSH k2 k3 0");
        expect(":2", "RPUSH a x y");
        assertEquals("$1 x", one.take());
        assertEquals("$1 x", two.take());
        assertEquals("$1 x", three.take());
        expect("*1 $1 y", "LRANGE a 0 -1");
        expect("*1 $1 x", "LRANGE k3 0 -1");
        expect(":0", "EXISTS k1 k2");
    }

    @Test
    void shouldWakeByEveryWayInWhichAListComes() {
        one.run("BLPOP a 0");
        engine.run("RPUSH k1 1");
        expect("+OK", "RENAME k1 a");
        assertEquals("*2 $1 a $1 1", one.take());
        one.run("BLPOP a 0");
        engine.run("RPUSH k1 2");
        expect(":1", "COPY k1 a");
        assertEquals("*2 $1 a $1 2", one.take());
        one.run("BLPOP a 0");
        expect("$1 2", "LMOVE k1 a LEFT LEFT");
        assertEquals("*2 $1 a $1 2", one.take());
        one.run("BLPOP a 0");
        engine.run("RPUSH k1 3");
        expect("$1 3", "RPOPLPUSH k1 a");
        assertEquals("*2 $1 a $1 3", one.take());
        one.run("BLPOP a 0");
        engine.run("SELECT 1");
        engine.run("RPUSH a 4");
        assertEquals("", one.take());
        expect(":1", "MOVE a 0");
        assertEquals("*2 $1 a $1 4", one.take());
        one.run("BLPOP a 0");
        engine.run("RPUSH a 5");
        expect("+OK", "SWAPDB 0 1");
        assertEquals("*2 $1 a $1 5", one.take());
        one.run("BLPOP a k2 0");
        engine.run("SELECT 0");
        engine.run("SADD s 7 6");
        expect(":2", "SORT s STORE a");
        assertEquals("*2 $1 a $1 6", one.take());
    }

    @Test
    void shouldTakeNothingBetweenTheCommandsOfATransaction() {
        one.run("BLPOP a k1 k2 0");
        two.run("BLPOP k1 0");
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED *5 :1 $1 x :1 :2 *-1",
            three.pipeline("MULTI", "RPUSH a x", "LPOP a", "LPUSH k1 1", "LPUSH k1 2", "BLPOP k2 a 0", "EXEC"));
        assertEquals("*2 $2 k1 $1 2", one.take());
        assertEquals("*2 $2 k1 $1 1", two.take());
    }

    @Test
    void shouldCountAsAChangeOfWhatItIsServedInto() {
        three.run("WATCH k3");
        one.run("BLMOVE a k3 LEFT LEFT 0");
        expect(":1", "RPUSH a x");
        assertEquals("$1 x", one.take());
        assertEquals("+OK +QUEUED *-1", three.pipeline("MULTI", "PING", "EXEC"));
    }

    @Test
    void shouldNotBeServedFromWhatHasExpired() {
        engine.run("RPUSH a old");
        engine.run("PEXPIRE a 5");
        engine.advance(5);
        one.run("BLPOP a k1 0");
        engine.run("RPUSH k2 older");
        engine.run("PEXPIRE k2 5");
        engine.advance(5);
        expect("-ERR no such key", "RENAME k2 a");
        assertEquals("", one.take());
        expect(":1", "RPUSH a new");
        assertEquals("*2 $1 a $3 new", one.take());
    }

    @Test
    void shouldIgnoreOtherTypesAndOtherDatabases() {
        one.run("BLPOP a 0");
        expect("+OK", "SET a text");
        expect(":1", "DEL a");
        expect(":1", "SADD a x");
        expect("+OK", "SELECT 2");
        expect(":1", "RPUSH a elsewhere");
        assertEquals("", one.take());
        expect("+OK", "SELECT 0");
        expect(":1", "DEL a");
        expect(":1", "RPUSH a x");
        assertEquals("*2 $1 a $1 x", one.take());
    }

    @Test
    void shouldAnswerWithAnErrorWhenTheDestinationIsNoList() {
        one.run("BLMOVE a k1 LEFT LEFT 0");
        two.run("BLPOP a 0");
        expect("+OK", "SET k1 text");
        expect(":1", "RPUSH a x");
        assertEquals("-WRONGTYPE Operation against a key holding the wrong kind of value", one.take());
        assertEquals("*2 $1 a $1 x", two.take());
    }

    @Test
    void shouldEndAtTheDeadlineWithANullArray() {
        one.run("BLPOP a k1 0.25");
        two.run("BLMOVE a k1 LEFT LEFT 0.2501");
        three.run("HELLO 3");
        three.run("BRPOP k1 0.3");
        engine.advance(249);
        assertEquals("", one.take());
        engine.advance(1);
        assertEquals("*-1", one.take());
        assertEquals("", two.take());
        engine.advance(1);
        assertEquals("*-1", two.take());
        engine.advance(1000);
        assertEquals("_", three.take());
        expect(":1", "RPUSH a x");
        expect(":1", "RPUSH k1 y");
        expect(":2", "EXISTS a k1");
        assertEquals("*2 $1 a $1 x", one.run("BLPOP a 1"));
    }

    @Test
    void shouldHoldBackWhatIsSentBehind() {
        one.send("BLPOP a 0");
        assertEquals(true, one.session().isHeld());
        engine.run("RPUSH a x");
        assertEquals("*2 $1 a $1 x", one.take());
        assertEquals(false, one.session().isHeld());
        assertEquals("+PONG", one.run("PING"));
    }

    @Test
    void shouldForgetWhoDisconnects() {
        one.run("BLPOP a k1 0");
        two.run("BLPOP a 5");
        three.run("BLPOP a 0");
        one.disconnect();
        two.disconnect();
        expect(":1", "RPUSH a x");
        assertEquals("*2 $1 a $1 x", three.take());
        expect(":1", "RPUSH k1 y");
        assertEquals(":0", engine.run("EXISTS a"));
        assertEquals(":1", engine.run("EXISTS k1"));
    }

    @Test
    void shouldUnblock() {
        one.run("BLPOP a k1 0");
        two.run("BLPOP a 5");
        final String id = Long.toString(one.session().id());
        expect(":1", "CLIENT UNBLOCK " + id);
        assertEquals("*-1", one.take());
        expect(":0", "CLIENT UNBLOCK " + id);
        expect(":1", "CLIENT UNBLOCK " + two.session().id() + " ERROR");
        assertEquals("-UNBLOCKED client unblocked via CLIENT UNBLOCK", two.take());
        expect(":0", "CLIENT UNBLOCK " + three.session().id() + " TIMEOUT");
        expect(":0", "CLIENT UNBLOCK 4711");
        expect(":1", "RPUSH a x");
        expect(":1", "EXISTS a");
    }

    @Test
    void shouldBeShownToWait() {
        one.run("BLPOP a k1 0");
        two.run("BLPOP k1 5");
        final String info = engine.run("INFO clients");
        assertEquals(List.of("blocked_clients:2", "clients_in_timeout_table:1", "total_blocking_keys:2",
            "total_blocking_keys_on_nokey:0"), info.lines().flatMap(line -> List.of(line.split(" ")).stream())
            .filter(word -> word.startsWith("blocked_") || word.contains("timeout_table")
                || word.startsWith("total_blocking")).toList());
        final String list = engine.run("CLIENT LIST ID " + one.session().id() + " " + three.session().id());
        assertEquals(List.of("flags=b", "flags=N"),
            List.of(list.split("[ \n]")).stream().filter(word -> word.startsWith("flags=")).toList());
    }

    @Test
    void shouldRecordWhatServingChangedBehindTheCommand() {
        one.run("SELECT 3");
        one.run("BLMOVE a k1 LEFT LEFT 0");
        two.run("SELECT 3");
        two.run("BLPOP k2 k1 0");
        engine.run("RPUSH a 1 2");
        engine.effects();
        expect(":1", "MOVE a 3");
        assertEquals(List.of("MOVE a 3", "SELECT 3; LMOVE a k1 LEFT LEFT; SELECT 0; SELECT 3; LPOP k1; SELECT 0"),
            engine.effects());
        assertEquals("$1 1", one.take());
        assertEquals("*2 $2 k1 $1 1", two.take());
    }

    @Test
    void shouldAnswerNothingWhereRepliesAreOff() {
        one.run("CLIENT REPLY OFF");
        one.run("BLPOP a 0");
        one.session();
        expect(":1", "RPUSH a x");
        assertEquals("", one.take());
        assertEquals("+OK", one.run("CLIENT REPLY ON"));
    }

    @Test
    void shouldTakeTheSameKeyTwice() {
        one.run("BLPOP a a k1 a 0");
        expect(":1", "RPUSH a x");
        assertEquals("*2 $1 a $1 x", one.take());
        two.run("BLMOVE a a LEFT RIGHT 0");
        expect(":2", "RPUSH a x y");
        assertEquals("$1 x", two.take());
        expect("*2 $1 y $1 x", "LRANGE a 0 -1");
    }
}
