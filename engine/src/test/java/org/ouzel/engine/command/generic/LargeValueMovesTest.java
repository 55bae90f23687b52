package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

/** Values that are structures behind a handle, moved and copied between keys, databases and shards. */
class LargeValueMovesTest extends CommandTest {
    private static final int COUNT = 1000;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    @Test
    void shouldMoveAndCopyLists() {
        for (int i = 0; i < COUNT; i++) {
            engine.run("RPUSH a element:" + i);
        }
        moveAndCopy("quicklist", "LRANGE %s 0 -1", "LPOP %s");
    }

    @Test
    void shouldMoveAndCopyHashes() {
        for (int i = 0; i < COUNT; i++) {
            engine.run("HSET a field:" + i + " " + i);
        }
        moveAndCopy("hashtable", "HGET %s field:999", "HSET %s field:999 changed");
    }

    @Test
    void shouldMoveAndCopySets() {
        for (int i = 0; i < COUNT; i++) {
            engine.run("SADD a member:" + i);
        }
        moveAndCopy("hashtable", "SMISMEMBER %s member:0 member:999 member:1000", "SREM %s member:0");
    }

    private void moveAndCopy(final String encoding, final String read, final String change) {
        final String content = engine.run(String.format(read, "a"));
        engine.run("EXPIRE a 100");
        for (int i = 1; i < NAMES.size(); i++) {
            final String from = NAMES.get(i - 1);
            final String to = NAMES.get(i);
            expect(":1", "COPY " + from + " " + to);
            expect(content, String.format(read, to));
            engine.run(String.format(change, from));
            expect(content, String.format(read, to));
            expect("+OK", "RENAME " + to + " " + from);
            expect(":1", "RENAMENX " + from + " " + to);
            expect(content, String.format(read, to));
            expect("$" + encoding.length() + " " + encoding, "OBJECT ENCODING " + to);
            expect(":100", "TTL " + to);
            expect(":1", "DBSIZE");
        }
        expect(":1", "MOVE f 1");
        expect(":0", "DBSIZE");
        engine.run("SELECT 1");
        expect(content, String.format(read, "f"));
        expect(":1", "COPY f a DB 0");
        expect("+OK", "SWAPDB 0 1");
        expect(content, String.format(read, "a"));
        expect(":1", "UNLINK a");
        engine.run("FLUSHALL");
        for (int tick = 0; tick < 10; tick++) {
            engine.tick();
        }
        for (int shard = 0; shard < setup.shardCount(); shard++) {
            assertEquals(0, engine.server().shard(shard).keyspace().allocator().usedBytes());
        }
    }
}
