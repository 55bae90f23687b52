package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class WholeDatabaseTest extends CommandTest {
    @Test
    void shouldCountKeysOfTheSelectedDatabase() {
        expect(":0", "DBSIZE");
        engine.run("MSET a 1 b 2 c 3 d 4");
        expect(":4", "DBSIZE");
        engine.run("SELECT 1");
        expect(":0", "DBSIZE");
        expect("-ERR wrong number of arguments for 'dbsize' command", "DBSIZE x");
    }

    @Test
    void shouldEmptyTheSelectedDatabase() {
        for (final String request : List.of("FLUSHDB", "FLUSHDB ASYNC", "flushdb sync")) {
            engine.run("SELECT 1");
            engine.run("MSET a 1 b 2 c 3");
            engine.run("SELECT 0");
            engine.run("MSET a 1 b 2 c 3");
            engine.effects();
            expect("+OK", request);
            assertEquals(List.of(request), engine.effects());
            expect(":0", "DBSIZE");
            expect("$-1", "GET a");
            engine.run("SELECT 1");
            expect(":3", "DBSIZE");
            engine.run("SELECT 0");
        }
    }

    @Test
    void shouldEmptyAllDatabases() {
        for (int number = 0; number < 16; number++) {
            engine.run("SELECT " + number);
            engine.run("MSET a 1 b 2 c 3");
        }
        engine.effects();
        expect("+OK", "FLUSHALL");
        assertEquals(List.of("FLUSHALL"), engine.effects());
        for (int number = 0; number < 16; number++) {
            engine.run("SELECT " + number);
            expect(":0", "DBSIZE");
        }
    }

    @Test
    void shouldEmptyNothingWhereTheOptionIsWrong() {
        engine.run("MSET a 1 b 2 c 3");
        engine.effects();
        for (final String request : List.of("FLUSHDB junk", "FLUSHALL ASYNC SYNC", "FLUSHALL SYNC x")) {
            expect("-ERR syntax error", request);
        }
        assertEquals(List.of(), engine.effects());
        expect(":3", "DBSIZE");
    }

    @Test
    void shouldGiveTheMemoryBackWithTheNextTicks() {
        for (int i = 0; i < 1000; i++) {
            engine.run("SET key:" + i + " value");
        }
        engine.run("FLUSHALL");
        engine.tick();
        for (int shard = 0; shard < setup.shardCount(); shard++) {
            assertEquals(0, engine.server().shard(shard).keyspace().allocator().usedBytes());
        }
    }

    @Test
    void shouldExchangeDatabases() {
        engine.run("MSET a 1 b 2 c 3");
        engine.run("SET d 4 PX 100");
        engine.run("SELECT 5");
        engine.run("SET x 9");
        engine.effects();
        expect("+OK", "SWAPDB 0 5");
        assertEquals(List.of("SWAPDB 0 5"), engine.effects());
        expect(":4", "DBSIZE");
        expect("*4 $1 1 $1 2 $1 3 $1 4", "MGET a b c d");
        engine.advance(100);
        expect("$-1", "GET d");
        engine.run("SELECT 0");
        expect("*2 $-1 $1 9", "MGET a x");
        expect("+OK", "SWAPDB 0 0");
        expect("$1 9", "GET x");
    }

    @Test
    void shouldRefuseToExchangeWhatIsNoDatabase() {
        expect("-ERR invalid first DB index", "SWAPDB x 1");
        expect("-ERR invalid first DB index", "SWAPDB x y");
        expect("-ERR invalid second DB index", "SWAPDB -1 y");
        expect("-ERR invalid second DB index", "SWAPDB 0 3000000000");
        expect("-ERR DB index is out of range", "SWAPDB 0 16");
        expect("-ERR DB index is out of range", "SWAPDB -1 0");
        assertEquals(List.of(), engine.effects());
    }
}
