package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.Shard;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.store.Keyspace;

/**
 * Large values, by whatever command they go: the command itself frees little, the rest goes in slices of bounded work,
 * and in the end all memory is back, in the books of the database too.
 */
class LargeValueFreeingTest extends CommandTest {
    private static final int COUNT = 3_000;
    private static final int BATCH = 200;
    private static final int SLICE = 100;
    /** What lies together is freed together: a segment of an index, a chunk of a list, a block of a stream. */
    private static final int MOST_IN_A_SLICE = SLICE + 500;
    private static final List<String> TYPES = List.of("hash", "set", "numbers", "zset", "list", "stream", "pending");
    private static final List<String> WAYS = List.of("DEL k", "UNLINK k x", "FLUSHALL", "FLUSHDB ASYNC", "SET k text",
        "RENAME small k", "COPY small k REPLACE", "SUNIONSTORE k missing", "ZUNIONSTORE k 1 small",
        "SORT small STORE k", "PEXPIREAT k 1");

    @Override
    protected String[] settings() {
        return new String[] {"stream-node-max-entries", "50", "list-max-listpack-size", "50"};
    }

    @Test
    void shouldFreeInSlicesByWhateverCommandItGoes() {
        final long startBytes = allocated();
        for (final String type : TYPES) {
            for (final String way : WAYS) {
                engine.run("ZADD small 1 1");
                final long before = allocated();
                final long booked = booked();
                fill(type);
                final long full = allocated();
                assertFalse(engine.run(way).startsWith("-"), way);
                final String told = type + " " + way;
                assertTrue(allocated() > full - (full - before) / 4, told);
                assertTrue(freeInSlices() >= COUNT / MOST_IN_A_SLICE, told);
                engine.run("DEL k small");
                engine.run("FLUSHALL");
                freeInSlices();
                assertEquals(startBytes, allocated(), told);
                assertTrue(booked() <= booked, told);
            }
        }
    }

    /** Whether it grows, shrinks or is empty in the end: the books of the database are about what the key takes. */
    @Test
    void shouldBookWhatAValueTakes() {
        engine.run("SET k text");
        final long indexBytes = booked() - usage();
        engine.run("DEL k");
        final long emptyBytes = booked();
        for (final String type : TYPES) {
            fill(type);
            assertEquals(indexBytes + usage(), booked(), type);
            engine.run("PERSIST k");
            engine.run("PEXPIREAT k 9999999999999");
            assertEquals(indexBytes + usage(), booked(), type);
            for (int i = 0; engine.run("EXISTS k").equals(":1") && i < COUNT; i++) {
                engine.run(shrink(type, i));
                if (i % 97 == 0 && engine.run("EXISTS k").equals(":1")) {
                    assertEquals(indexBytes + usage(), booked(), type);
                }
            }
            engine.run("DEL k");
            freeInSlices();
            assertEquals(emptyBytes, booked(), type);
            assertEquals(0, allocated(), type);
        }
    }

    private static String shrink(final String type, final int turn) {
        return switch (type) {
            case "hash" -> "HDEL k field:" + turn + " field:" + (COUNT - turn);
            case "set", "numbers" -> turn % 2 == 0 ? "SPOP k 3" : "SREM k member:" + turn + " " + turn;
            case "zset" -> turn % 2 == 0 ? "ZREMRANGEBYRANK k 5 7" : "ZPOPMAX k";
            case "list" -> turn % 2 == 0 ? "LREM k 1 element:" + (COUNT - turn) : "LTRIM k 1 -2";
            default -> turn % 2 == 0 ? "XDEL k " + (COUNT - turn) + "-1" : "XACK k g " + turn + "-1";
        };
    }

    private long usage() {
        return Long.parseLong(engine.run("MEMORY USAGE k").substring(1)) - Long.BYTES;
    }

    private void fill(final String type) {
        final EngineHarness.Client client = engine.newClient();
        for (int i = 0; i < COUNT; i += BATCH) {
            final List<String> entries = new ArrayList<>();
            final StringBuilder request = new StringBuilder();
            for (int j = i; j < i + BATCH; j++) {
                switch (type) {
                    case "hash" -> request.append(" field:").append(j).append(" value");
                    case "set" -> request.append(" member:").append(j);
                    case "numbers" -> request.append(' ').append(j);
                    case "zset" -> request.append(' ').append(j % 100).append(" member:").append(j);
                    case "list" -> request.append(" element:").append(j);
                    default -> entries.add("XADD k " + (j + 1) + "-1 f v");
                }
            }
            switch (type) {
                case "hash" -> engine.run("HSET k" + request);
                case "set", "numbers" -> engine.run("SADD k" + request);
                case "zset" -> engine.run("ZADD k" + request);
                case "list" -> engine.run("RPUSH k" + request);
                default -> client.pipeline(entries.toArray(String[]::new));
            }
        }
        client.disconnect();
        if (type.equals("pending")) {
            engine.run("XGROUP CREATE k g 0");
            engine.run("XREADGROUP GROUP g c STREAMS k >");
            engine.run("XTRIM k MAXLEN 0");
        }
    }

    private int freeInSlices() {
        int slices = 0;
        for (int i = 0; i < engine.server().shardCount(); i++) {
            // The shards rest, and see what has gone with the next slot.
            final Keyspace keyspace = engine.server().shard(i).keyspace();
            while (keyspace.hasPendingFrees()) {
                keyspace.freeSlice(SLICE);
                slices++;
            }
        }
        return slices;
    }

    private long allocated() {
        return sum(shard -> shard.keyspace().allocator().usedBytes());
    }

    private long booked() {
        return sum(shard -> shard.keyspace().database(0, 0).usedBytes());
    }

    private long sum(final ToLongFunction<Shard> figure) {
        long sum = 0;
        for (int i = 0; i < engine.server().shardCount(); i++) {
            sum += figure.applyAsLong(engine.server().shard(i));
        }
        return sum;
    }
}
