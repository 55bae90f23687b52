package org.ouzel.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** XREAD and XREADGROUP with BLOCK. Of three shards, each has one of the keys a, k1 and k2. */
class WaitingStreamsTest extends WaitingTest {
    private static final String NO_GROUP =
        "-NOGROUP No such key 'a' or consumer group 'g' in XREADGROUP with GROUP option";
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Test
    void shouldGiveANewEntryToAllReaders() {
        engine.run("XADD a 1-1 f v");
        assertEquals("", one.run("XREAD BLOCK 0 STREAMS a $"));
        assertEquals("", two.run("XREAD COUNT 1 BLOCK 0 STREAMS k1 a 0 1-1"));
        three.run("HELLO 3");
        three.run("XREAD BLOCK 0 STREAMS a k2 $ $");
        expect("$3 2-1", "XADD a 2-1 f w");
        assertEquals("*1 *2 $1 a *1 *2 $3 2-1 *2 $1 f $1 w", one.take());
        assertEquals("*1 *2 $1 a *1 *2 $3 2-1 *2 $1 f $1 w", two.take());
        assertEquals("%1 $1 a *1 *2 $3 2-1 *2 $1 f $1 w", three.take());
    }

    @Test
    void shouldWakeByWhateverPutsAStreamThere() {
        final String entry = "*1 *2 $1 a *1 *2 $3 4-1 *2 $1 f $1 v";
        for (final String write : new String[] {"RENAME k1 a", "RENAMENX k1 a", "COPY k1 a", "XADD a 4-1 f v",
            "EVAL redis.call('XADD','a','4-1','f','v') 0", "MOVE a 0", "SWAPDB 0 1"}) {
            engine.run("FLUSHALL");
            final boolean isElsewhere = write.equals("MOVE a 0") || write.equals("SWAPDB 0 1");
            engine.run("SELECT " + (isElsewhere ? 1 : 0));
            engine.run("XADD " + (isElsewhere ? "a" : "k1") + " 4-1 f v");
            one.run("XREAD BLOCK 0 STREAMS k2 a 3-9 $");
            engine.run(write);
            assertEquals(entry, one.take(), write);
        }
    }

    /** As Redis does from 7.2 on: what is gone again before anyone looks wakes nobody. */
    @Test
    void shouldWaitOnWhenNothingIsLeft() {
        one.run("XREAD BLOCK 0 STREAMS a $");
        expect("$3 4-1", "XADD a MAXLEN 0 4-1 f v");
        two.pipeline("MULTI", "XADD a 5-1 f v", "XDEL a 5-1", "EXEC");
        assertEquals("", one.take());
        expect("$3 5-2", "XADD a 5-2 f v");
        assertEquals("*1 *2 $1 a *1 *2 $3 5-2 *2 $1 f $1 v", one.take());
    }

    @Test
    void shouldRememberWhereTheStreamEndedWhenTheWaitBegan() {
        engine.run("XADD a 1-1 f v");
        one.run("XREAD BLOCK 0 STREAMS a k1 $ $");
        expect(":1", "XDEL a 1-1");
        expect("+OK", "SET k1 text");
        expect(":1", "DEL k1");
        assertEquals("", one.take());
        expect("$3 5-5", "XADD k1 5-5 f w");
        assertEquals("*1 *2 $2 k1 *1 *2 $3 5-5 *2 $1 f $1 w", one.take());
    }

    @Test
    void shouldGiveAnEntryToOneConsumerOfAGroup() {
        engine.run("XGROUP CREATE a g $ MKSTREAM");
        one.run("XREADGROUP GROUP g c1 BLOCK 0 STREAMS a >");
        two.run("XREADGROUP GROUP g c2 BLOCK 0 COUNT 1 STREAMS a >");
        three.run("XREAD BLOCK 0 STREAMS a $");
        engine.effects();
        expect("$3 1-1", "XADD a 1-1 f v");
        assertEquals("*1 *2 $1 a *1 *2 $3 1-1 *2 $1 f $1 v", one.take());
        assertEquals("", two.take());
        assertEquals("*1 *2 $1 a *1 *2 $3 1-1 *2 $1 f $1 v", three.take());
        assertEquals(List.of("XADD a 1-1 f v", "XCLAIM a g c1 0 1-1 TIME " + engine.nowMs()
            + " RETRYCOUNT 1 FORCE JUSTID LASTID 1-1; XGROUP SETID a g 1-1 ENTRIESREAD 1"), engine.effects());
        expect("$3 2-1", "XADD a 2-1 f w");
        assertEquals("*1 *2 $1 a *1 *2 $3 2-1 *2 $1 f $1 w", two.take());
    }

    @Test
    void shouldTellConsumersWhenTheGroupIsGone() {
        waitForGroup();
        expect(":1", "XGROUP DESTROY a g");
        expectOfAll(NO_GROUP);
        waitForGroup();
        expect(":1", "DEL a");
        expectOfAll(NO_GROUP);
        waitForGroup();
        expect("+OK", "FLUSHALL");
        expectOfAll(NO_GROUP);
        waitForGroup();
        expect("+OK", "RENAME a b");
        expectOfAll(NO_GROUP);
        waitForGroup();
        expect("+OK", "SWAPDB 0 1");
        expectOfAll(NO_GROUP);
        expect("+OK", "FLUSHALL");
        waitForGroup();
        expect("+OK", "SET a text");
        expectOfAll(WRONG_TYPE);
        expect(":1", "DEL a");
        waitForGroup();
        expect(":1", "PEXPIRE a 10");
        engine.advance(11);
        engine.tick();
        expectOfAll(NO_GROUP);
    }

    @Test
    void shouldEndAtTheDeadline() {
        engine.run("XGROUP CREATE a g $ MKSTREAM");
        one.run("XREADGROUP GROUP g c1 BLOCK 5 STREAMS a >");
        two.run("XREAD BLOCK 6 STREAMS a k1 $ 7-7");
        three.run("HELLO 3");
        three.run("XREAD BLOCK 6 STREAMS a k1 $ 7-7");
        engine.advance(5);
        assertEquals("*-1", one.take());
        assertEquals("", two.take());
        engine.advance(1);
        assertEquals("*-1", two.take());
        assertEquals("_", three.take());
    }

    private void waitForGroup() {
        engine.run("XGROUP CREATE a g $ MKSTREAM");
        assertEquals("", one.run("XREADGROUP GROUP g c1 BLOCK 0 STREAMS a >"));
        engine.run("XGROUP CREATE k1 g $ MKSTREAM");
        assertEquals("", two.run("XREADGROUP GROUP g c2 BLOCK 0 STREAMS k1 a > >"));
        assertEquals("", three.run("XREAD BLOCK 0 STREAMS a $"));
    }

    private void expectOfAll(final String error) {
        assertEquals(error, one.take());
        final String answer = two.take();
        assertEquals(answer.contains("'k1'") ? error.replace("'a'", "'k1'") : error, answer);
        assertEquals("", three.take());
        engine.run("CLIENT UNBLOCK " + three.session().id());
        three.take();
    }
}
