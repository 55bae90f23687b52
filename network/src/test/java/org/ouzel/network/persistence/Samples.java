package org.ouzel.network.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ouzel.network.harness.RawConnection;

/** A dataset of all types that Redis 7.0 has, in all their sizes, made by the same commands on any server. */
final class Samples {
    private static final String FAR_MS = "4102444800123";

    private final RawConnection connection;
    private int commandCount;

    private Samples(final RawConnection connection) {
        this.connection = connection;
    }

    /** Makes the dataset in the selected database. */
    static void fill(final RawConnection connection) {
        final Samples samples = new Samples(connection);
        samples.strings();
        samples.lists();
        samples.sets();
        samples.hashes();
        samples.sortedSets();
        samples.streams();
        samples.expiries();
        samples.finish();
    }

    /** Returns the keys of the selected database, in order. */
    static List<String> keys(final RawConnection connection) {
        final List<String> keys = new ArrayList<>();
        final String[] lines = connection.call("KEYS", "*").split("\r\n");
        for (int i = 2; i < lines.length; i += 2) {
            keys.add(lines[i]);
        }
        keys.sort(null);
        return keys;
    }

    /** Returns when a key expires, Unix milliseconds, "0" if it doesn't. */
    static String expiryMs(final String key) {
        return key.startsWith("expiring:") ? FAR_MS : "0";
    }

    private void strings() {
        final String[] values = {"", "a", "x".repeat(44), "x".repeat(45), "abc".repeat(100), "0", "-1", "127", "128",
            "-129", "32767", "32768", "-2147483648", "2147483648", "9223372036854775807", "-9223372036854775808",
            "9223372036854775808", "007", "1e5", "-0", " 1", "\0\1\2\u00ff\r\n", random(21, 1), random(100_000, 2),
            "ab".repeat(50_000)};
        for (int i = 0; i < values.length; i++) {
            add("SET", "string:" + i, values[i]);
        }
        add("SETRANGE", "string:hole", "70000", "end");
        add("SETBIT", "string:bits", "1000", "1");
        add("PFADD", "string:hll", "a", "b", "c");
        add("SET", "key with \0 and \u00ff and " + "long".repeat(100), "value");
    }

    private void lists() {
        add("RPUSH", "list:small", "a", "", "1", "-5", "4000", "-4096", "70000", "9000000", "3000000000",
            "-9223372036854775808", "x".repeat(63), "x".repeat(64), "x".repeat(4096), "007");
        add("RPUSH", "list:one", random(9000, 3));
        add("RPUSH", "list:mixed", "a", random(20_000, 4), "b", "ab".repeat(60_000), "c");
        for (int i = 0; i < 3000; i++) {
            add("RPUSH", "list:large", "element " + i, Integer.toString(i * 7919));
        }
        add("RPUSH", "list:huge-element", "x", "ab".repeat(600_000), "y");
    }

    private void sets() {
        add("SADD", "set:16", "1", "-2", "300");
        add("SADD", "set:32", "1", "-2", "70000");
        add("SADD", "set:64", "1", "-9223372036854775808", "9223372036854775807");
        add("SADD", "set:words", "a", "", "1", "b".repeat(60));
        add("SADD", "set:long", "a", "b".repeat(100));
        for (int i = 0; i < 1000; i++) {
            add("SADD", "set:integers", Integer.toString(i));
            add("SADD", "set:large", "member " + i);
        }
    }

    private void hashes() {
        add("HSET", "hash:small", "f", "v", "", "", "1", "2", "number", "-1234567890123");
        add("HSET", "hash:long", "f", "v".repeat(1000), "g".repeat(300), "w");
        for (int i = 0; i < 400; i++) {
            add("HSET", "hash:middle", "field " + i, "value " + i);
        }
        for (int i = 0; i < 1000; i++) {
            add("HSET", "hash:large", Integer.toString(i), "value " + i);
        }
    }

    private void sortedSets() {
        add("ZADD", "zset:small", "1", "a", "1", "b", "-inf", "low", "inf", "high", "0.1", "tenth", "-2.5e-300", "tiny",
            "1e300", "huge", "3", "12", "9007199254740993", "beyond");
        add("ZADD", "zset:long", "1", "m".repeat(200), "2", "n");
        for (int i = 0; i < 100; i++) {
            add("ZADD", "zset:middle", Integer.toString(i / 3), "member " + i);
        }
        for (int i = 0; i < 1000; i++) {
            add("ZADD", "zset:large", i * 0.37 + "", "member " + i);
        }
    }

    private void streams() {
        add("XADD", "stream:small", "1-1", "f", "v", "1", "2");
        add("XADD", "stream:small", "1-2", "f", "w", "1", "3");
        add("XADD", "stream:small", "5-0", "other", "");
        for (int i = 1; i <= 2500; i++) {
            add("XADD", "stream:large", i / 3 + "-" + i, "temperature", Integer.toString(i), "place", "p" + i % 7);
        }
        add("XDEL", "stream:large", "1-3", "2-6", "166-500");
        add("XTRIM", "stream:large", "MAXLEN", "2450");
        add("XGROUP", "CREATE", "stream:large", "group", "20-60");
        add("XGROUP", "CREATE", "stream:large", "idle", "$");
        add("XREADGROUP", "GROUP", "group", "alice", "COUNT", "30", "STREAMS", "stream:large", ">");
        add("XREADGROUP", "GROUP", "group", "bob", "COUNT", "2000", "STREAMS", "stream:large", ">");
        add("XGROUP", "CREATECONSUMER", "stream:large", "group", "carol");
        add("XACK", "stream:large", "group", "31-93", "31-94");
        add("XGROUP", "CREATE", "stream:empty", "group", "0", "MKSTREAM");
        add("XADD", "stream:emptied", "7-7", "f", "v");
        add("XDEL", "stream:emptied", "7-7");
        add("XADD", "stream:highest", "18446744073709551615-18446744073709551615", "f", "v");
        add("XADD", "stream:wide", "1-18446744073709551615", "f", "v".repeat(10_000));
        add("XADD", "stream:wide", "18446744073709551614-1", "f", "v");
    }

    private void expiries() {
        add("SET", "expiring:string", "value", "PXAT", FAR_MS);
        add("SET", "expiring:number", "12", "PXAT", FAR_MS);
        add("HSET", "expiring:hash", "f", "v");
        add("PEXPIREAT", "expiring:hash", FAR_MS);
        add("RPUSH", "expiring:list", "a");
        add("PEXPIREAT", "expiring:list", FAR_MS);
    }

    private void add(final String... words) {
        connection.add(words);
        if (++commandCount % 500 == 0) {
            flush(500);
        }
    }

    private void finish() {
        flush(commandCount % 500);
    }

    private void flush(final int count) {
        connection.flush();
        for (int i = 0; i < count; i++) {
            final String reply = connection.readText();
            if (reply.startsWith("-")) {
                throw new AssertionError(reply);
            }
        }
    }

    private static String random(final int length, final long seed) {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return RawConnection.text(bytes);
    }
}
