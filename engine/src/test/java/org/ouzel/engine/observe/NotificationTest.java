package org.ouzel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness.Client;

class NotificationTest extends CommandTest {
    private Client listener;

    @BeforeEach
    void listen() {
        listener = engine.newClient();
        listener.run("PSUBSCRIBE __key*");
        engine.run("CONFIG SET notify-keyspace-events KEAnm");
    }

    @Test
    void shouldTellTheChannelsOfTheKeyAndOfTheEvent() {
        engine.run("CONFIG SET notify-keyspace-events KE$");
        engine.run("SET k v");
        assertEquals("*4 $8 pmessage $6 __key* $16 __keyspace@0__:k $3 set"
            + " *4 $8 pmessage $6 __key* $18 __keyevent@0__:set $1 k", listener.take());
    }

    @Test
    void shouldTellNothingButWhatIsChosen() {
        engine.run("CONFIG SET notify-keyspace-events Eg");
        engine.run("SET k v");
        engine.run("DEL k z");
        assertEquals("del:k", events());
        engine.run("CONFIG SET notify-keyspace-events A");
        engine.run("SET k v");
        assertEquals("", listener.take());
        engine.run("CONFIG SET notify-keyspace-events \"\"");
        engine.run("SET k v");
        assertEquals("", listener.take());
    }

    @Test
    void shouldTellOfExpiryWhetherFoundOrNot() {
        engine.run("CONFIG SET notify-keyspace-events Ex");
        engine.run("MSET a 1 b 1 c 1");
        for (final String key : new String[] {"a", "b", "c"}) {
            engine.run("PEXPIRE", key, "10");
        }
        engine.advance(10);
        engine.run("GET b");
        assertEquals("expired:b", events());
        engine.tick();
        final String events = events();
        assertTrue(events.equals("expired:a expired:c") || events.equals("expired:c expired:a"), events);
    }

    @Test
    void shouldTellOfEachKeyOfACommandOfSeveralShards() {
        engine.run("CONFIG SET notify-keyspace-events E$g");
        engine.run("MSET a 1 b 2 c 3");
        assertEquals(3, events().split(" ").length);
        engine.run("DEL a x b y c");
        assertEquals(3, events().split(" ").length);
    }

    @Test
    void shouldTellOfNewKeysAndOfMisses() {
        engine.run("CONFIG SET notify-keyspace-events En");
        engine.run("SET a 1");
        engine.run("SET a 2");
        engine.run("LPUSH l 1");
        assertEquals("new:a new:l", events());
        engine.run("CONFIG SET notify-keyspace-events Em");
        engine.run("GET nothing");
        engine.run("GET a");
        engine.run("TTL nothing");
        assertEquals("keymiss:nothing keymiss:nothing", events());
    }

    @Test
    void shouldTellWhatATransactionDid() {
        engine.run("CONFIG SET notify-keyspace-events EA");
        engine.newClient().pipeline("MULTI", "SET a 1", "MSET b 1 c 1", "SELECT 1", "SET d 1", "EXEC");
        final String events = events();
        assertTrue(events.startsWith("set:a set:") && events.endsWith("set:d"), events);
        assertEquals(4, events.split(" ").length);
    }

    @Test
    void shouldTellWhatServingAClientThatWaitedDid() {
        engine.run("CONFIG SET notify-keyspace-events EA");
        final Client waiter = engine.newClient();
        waiter.send("BLPOP l 0");
        engine.run("RPUSH l x");
        assertEquals("rpush:l lpop:l del:l", events());
    }

    @Test
    void shouldTellOfFieldsThatExpire() {
        engine.run("CONFIG SET notify-keyspace-events Eh");
        engine.run("HSET h f 1 g 2");
        events();
        engine.run("HPEXPIRE h 10 FIELDS 1 f");
        engine.run("HEXPIREAT h 1 FIELDS 1 g");
        engine.run("HPERSIST h FIELDS 1 f");
        engine.run("HPERSIST h FIELDS 1 f");
        engine.run("HPEXPIRE h 10 FIELDS 1 f");
        assertEquals("hexpire:h hdel:h hpersist:h hexpire:h", events());
        engine.advance(10);
        engine.run("HGET h f");
        assertEquals("hexpired:h", events());
    }

    @Test
    void shouldShowTheChosenClassesAsRedisDoes() {
        engine.run("CONFIG SET notify-keyspace-events EgnxmK");
        expect("*2 $22 notify-keyspace-events $6 gxnKEm", "CONFIG GET notify-keyspace-events");
        engine.run("CONFIG SET notify-keyspace-events Eg$lshzxetd");
        expect("*2 $22 notify-keyspace-events $2 AE", "CONFIG GET notify-keyspace-events");
        expect("-ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') - Invalid event class"
            + " character. Use 'Ag$lshzxeKEtmdn'.", "CONFIG SET notify-keyspace-events q");
    }

    /** Returns what has come to the channels of events: {@code event:key}. */
    private String events() {
        final StringBuilder events = new StringBuilder();
        final String[] words = listener.take().split(" ");
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("__keyevent@")) {
                events.append(events.isEmpty() ? "" : " ").append(words[i].substring(words[i].indexOf(':') + 1))
                    .append(':').append(words[i + 2]);
            }
        }
        return events.toString();
    }
}
