package org.ouzel.engine.command.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class EntityTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    private static final String TAKEN = "-ERR There is something of that name already";
    private static final String BAD_NAME = "-ERR Names of entities hold no dot, and no brace by itself";

    @BeforeEach
    void turnOn() {
        engine.run("CONFIG SET entity-notation yes");
    }

    @Test
    void shouldKeepFieldsInHashes() {
        expect("+OK", "CREATE hashmap orders");
        expect("$-1", "GET orders.42");
        expect("+OK", "SET orders.42 x");
        expect("+OK", "SET orders.43.total get");
        expect("$1 x", "GET orders.42");
        expect("$3 get", "GET orders.43.total");
        expect("*4 $2 42 $1 x $8 43.total $3 get", "HGETALL orders");
        expect("$-1", "GET orders.44");
        expect(":1", "DEL orders.42");
        expect(":0", "DEL orders.42");
        expect(":1", "HLEN orders");
        expect("-ERR syntax error", "SET orders.42 x EX 10");
        expect("-ERR wrong number of arguments for 'set' command", "SET orders.42");
        expect(WRONG_TYPE, "GET orders");
        assertEquals(List.of("SET {orders}. hashmap", "HSET orders 42 x", "HSET orders 43.total get", "HDEL orders 42"),
            engine.effects());
    }

    @Test
    void shouldKeepMembersInSets() {
        expect("+OK", "CREATE set tags");
        expect("+OK", "SET tags.red 1");
        expect("+OK", "SET tags.red 1");
        expect("$3 red", "GET tags.red");
        expect("$-1", "GET tags.blue");
        expect("*1 $3 red", "SMEMBERS tags");
        expect(":1", "DEL tags.red");
        expect("+none", "TYPE tags");
        expect("+OK", "SET tags.blue 1");
        expect("+set", "TYPE tags");
        assertEquals(List.of("SET {tags}. set", "SADD tags red", "SREM tags red", "SADD tags blue"), engine.effects());
    }

    @Test
    void shouldKeepElementsInLists() {
        expect("+OK", "CREATE LIST queue");
        expect("+OK", "SET queue.a 1");
        expect("+OK", "SET queue.b 1");
        expect("+OK", "SET queue.a 1");
        expect("*3 $1 a $1 b $1 a", "LRANGE queue 0 -1");
        expect("$1 b", "GET queue.b");
        expect("$-1", "GET queue.c");
        expect(":1", "DEL queue.a");
        expect("*1 $1 b", "LRANGE queue 0 -1");
        expect(":0", "DEL queue.a");
        assertEquals(List.of("SET {queue}. list", "RPUSH queue a", "RPUSH queue b", "RPUSH queue a",
            "LREM queue 0 a"), engine.effects());
    }

    @Test
    void shouldTakeWhatThereIsForWhatItIs() {
        engine.run("SADD members a");
        engine.run("SET text hello");
        engine.run("ZADD scores 1 a");
        expect("+OK", "SET members.b 1");
        expect(":2", "SCARD members");
        expect("+OK", "SET missing.a 1");
        expect("+hash", "TYPE missing");
        expect(WRONG_TYPE, "SET text.a 1");
        expect(WRONG_TYPE, "GET scores.a");
        expect(":0", "DEL scores.a text.a");
        expect("$5 hello", "GET text");
    }

    @Test
    void shouldDeletePartsAndKeysTogether() {
        for (final String entity : new String[] {"a", "b", "c", "d"}) {
            engine.run("SET " + entity + ".1 x");
            engine.run("SET " + entity + ".2 x");
        }
        engine.effects();
        expect(":4", "DEL a.1 b c.2 d.1 d.9 nosuch nosuch.1");
        expect(":1", "HLEN a");
        expect(":0", "EXISTS b");
        expect("$1 x", "GET c.1");
        expect("*1 $1 2", "HKEYS d");
        expect(":1", "DEL d.2");
        expect(":0", "EXISTS d");
        expect(":2", "DEL a c");
        expect(":0", "DBSIZE");
    }

    @Test
    void shouldLeaveOtherKeysAlone() {
        expect("+OK", "SET .a 1");
        expect("+OK", "SET a. 2");
        expect("+OK", "SET . 3");
        expect("$1 1", "GET .a");
        expect("$1 2", "GET a.");
        expect("$1 3", "GET .");
        expect(":3", "DEL .a a. .");
        engine.run("CONFIG SET entity-notation no");
        expect("+OK", "SET a.b 1");
        expect("+string", "TYPE a.b");
        expect("-ERR CREATE needs the setting entity-notation", "CREATE set a");
        engine.run("CONFIG SET entity-notation yes");
        expect("$-1", "GET a.b");
    }

    @Test
    void shouldRefuseToCreateWhatIsThere() {
        expect("+OK", "CREATE set {a}b");
        expect(TAKEN, "CREATE set {a}b");
        engine.run("SET text 1");
        expect(TAKEN, "CREATE list text");
        expect("-ERR An entity is a hashmap, a set or a list", "CREATE zset a");
        expect(BAD_NAME, "CREATE set a.b");
        expect(BAD_NAME, "CREATE set a}b");
        expect(BAD_NAME, "CREATE set {}b");
        expect("-ERR wrong number of arguments for 'create' command", "CREATE set");
        expect("+OK", "SET {a}b.x 1");
        expect("+set", "TYPE {a}b");
    }

    @Test
    void shouldWorkInTransactionsAndScripts() {
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK $1 x :1",
            client.pipeline("MULTI", "SET o.1 x", "GET o.1", "DEL o.1", "EXEC"));
        expect("$1 y", "EVAL", "redis.call('SET', KEYS[1] .. '.7', 'y') return redis.call('GET', KEYS[1] .. '.7')", "1",
            "o");
        expect("*2 $1 7 $1 y", "HGETALL o");
        client.run("WATCH o");
        expect("+OK", "SET o.8 z");
        assertEquals("+OK +QUEUED *-1", client.pipeline("MULTI", "PING", "EXEC"));
    }
}
