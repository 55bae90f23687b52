package org.ouzel.engine.command.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.store.Keyspace;

/** Groups and consumers with many pending entries go at once, and are freed bit by bit. */
class PendingFreeingTest extends CommandTest {
    private static final int ENTRY_COUNT = 2400;

    @Test
    void shouldFreeAGroupInSlices() {
        add();
        final long liveBytes = sum(Keyspace::liveBytes);
        final long usedBytes = allocatedBytes();
        final String memory = engine.run("MEMORY", "USAGE", "key", "SAMPLES", "0");
        read("g", "a", ENTRY_COUNT / 2);
        read("g", "b", ENTRY_COUNT / 2);
        assertNotEquals(usedBytes, allocatedBytes());
        expect(":1", "XGROUP DESTROY key g");
        assertEquals(liveBytes, sum(Keyspace::liveBytes));
        assertEquals(memory, engine.run("MEMORY", "USAGE", "key", "SAMPLES", "0"));
        expect(":0", "XGROUP DESTROY key g");
        read("g", "a", 10);
        expect(":1", "XGROUP DESTROY key g");
        freeAll();
        assertEquals(usedBytes, allocatedBytes());
        assertEquals(liveBytes, sum(Keyspace::liveBytes));
    }

    @Test
    void shouldFreeAConsumerInSlices() {
        add();
        read("g", "a", 100);
        final long liveBytes = sum(Keyspace::liveBytes);
        final long usedBytes = allocatedBytes();
        final String digest = engine.run("DEBUG", "DIGEST-VALUE", "key");
        read("g", "b", ENTRY_COUNT / 2);
        expect(":" + ENTRY_COUNT / 2, "XGROUP DELCONSUMER key g b");
        expect("*4 :100 $3 1-0 $5 100-0 *1 *2 $1 a $3 100", "XPENDING key g");
        expect(":0", "XGROUP DELCONSUMER key g b");
        expect("+OK", "XGROUP SETID key g 100 ENTRIESREAD 100");
        assertEquals(digest, engine.run("DEBUG", "DIGEST-VALUE", "key"));
        freeAll();
        // What is left lies in a chunk of full length, which it grew to in steps before.
        assertEquals(usedBytes, allocatedBytes(), 4096);
        assertEquals(liveBytes, sum(Keyspace::liveBytes), 4096);
        expect(":1", "XACK key g 1");
        expect("*4 :99 $3 2-0 $5 100-0 *1 *2 $1 a $2 99", "XPENDING key g");
        // Its slot may be another's now.
        read("g", "c", 1000);
        expect("*4 :1099 $3 2-0 $6 1100-0 *2 *2 $1 a $2 99 *2 $1 c $4 1000", "XPENDING key g");
        expect(":1000", "XGROUP DELCONSUMER key g c");
        expect(":99", "XGROUP DELCONSUMER key g a");
        expect("*4 :0 $-1 $-1 *-1", "XPENDING key g");
        freeAll();
    }

    @Test
    void shouldFreeTheOnlyConsumerInSlices() {
        add();
        engine.run("XGROUP", "CREATE", "key", "g", "0");
        final long liveBytes = sum(Keyspace::liveBytes);
        final long usedBytes = allocatedBytes();
        read("g", "a", ENTRY_COUNT);
        expect(":" + ENTRY_COUNT, "XGROUP DELCONSUMER key g a");
        expect("*4 :0 $-1 $-1 *-1", "XPENDING key g");
        assertEquals(liveBytes, sum(Keyspace::liveBytes));
        assertTrue(allocatedBytes() > usedBytes);
        freeAll();
        assertEquals(usedBytes, allocatedBytes());
    }

    @Test
    void shouldFreeAStreamBesideItsParts() {
        final long usedBytes = allocatedBytes();
        add();
        for (final String group : new String[] {"g", "h"}) {
            read(group, "a", ENTRY_COUNT / 2);
            read(group, "b", ENTRY_COUNT / 2);
        }
        expect(":" + ENTRY_COUNT / 2, "XGROUP DELCONSUMER key g b");
        expect(":1", "XGROUP DESTROY key h");
        expect(":1", "DEL key");
        freeAll();
        assertEquals(usedBytes, allocatedBytes());
        add();
        read("g", "a", ENTRY_COUNT);
        expect(":1", "XGROUP DESTROY key g");
        expect("+OK", "FLUSHALL");
        freeAll();
        assertEquals(usedBytes, allocatedBytes());
    }

    @Test
    void shouldEndWithTheEngineBeforeAllIsFreed() {
        add();
        read("g", "a", ENTRY_COUNT);
        expect(":1", "XGROUP DESTROY key g");
        assertTrue(isAnyPending());
    }

    private void add() {
        for (int i = 1; i <= ENTRY_COUNT; i++) {
            engine.run("XADD", "key", i + "-0", "f", "v");
        }
    }

    private void read(final String group, final String consumer, final int count) {
        engine.run("XGROUP", "CREATE", "key", group, "0");
        engine.run("XREADGROUP", "GROUP", group, consumer, "COUNT", Integer.toString(count), "STREAMS", "key", ">");
    }

    private void freeAll() {
        while (isAnyPending()) {
            engine.tick();
        }
        assertFalse(isAnyPending());
    }

    private boolean isAnyPending() {
        return sum(keyspace -> keyspace.pendingFreeCount()) > 0;
    }

    private long allocatedBytes() {
        return sum(keyspace -> keyspace.allocator().usedBytes());
    }

    private long sum(final ToLongFunction<Keyspace> figure) {
        // Behind a slot of each shard nothing of them is under way.
        engine.run("DBSIZE");
        long sum = 0;
        for (int i = 0; i < engine.server().shardCount(); i++) {
            sum += figure.applyAsLong(engine.server().shard(i).keyspace());
        }
        return sum;
    }
}
