package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.ouzel.bench.load.CollectionLoader;
import org.ouzel.protocol.client.RespClient;

/**
 * Collections that a server holds before it is measured, made by one request for each number from 0 on. Keys and
 * members carry twelve digits, as redis-benchmark's {@code __rand_int__} does.
 *
 * @param requestCount how many requests make them
 * @param request the request of a number
 */
record CollectionFill(int requestCount, IntFunction<List<String>> request) {
    /** No collections at all. */
    static final CollectionFill NOTHING = new CollectionFill(0, number -> List.of());
    private static final String VALUE = "xxx";

    /** Returns short strings under redis-benchmark's keys. */
    static CollectionFill strings(final int keyCount) {
        return new CollectionFill(keyCount, number -> List.of("SET", "key:" + digits(number), VALUE));
    }

    /** Returns lists of short elements. */
    static CollectionFill lists(final int keyCount, final int elementCount) {
        return new CollectionFill(keyCount, number -> {
            final List<String> words = begin("RPUSH", "list:", number);
            for (int i = 0; i < elementCount; i++) {
                words.add(VALUE);
            }
            return words;
        });
    }

    /** Returns sets of members with twelve digits. */
    static CollectionFill sets(final int keyCount, final int memberCount) {
        return new CollectionFill(keyCount, number -> {
            final List<String> words = begin("SADD", "set:", number);
            for (int i = 0; i < memberCount; i++) {
                words.add("member:" + digits(i));
            }
            return words;
        });
    }

    /** Returns sorted sets of members with twelve digits. */
    static CollectionFill sortedSets(final int keyCount, final int memberCount) {
        return new CollectionFill(keyCount, number -> {
            final List<String> words = begin("ZADD", "zset:", number);
            for (int i = 0; i < memberCount; i++) {
                words.add(Integer.toString(i));
                words.add("member:" + digits(i));
            }
            return words;
        });
    }

    /** Returns the one sorted set {@code big}: each member's score is its number. */
    static CollectionFill oneSortedSet(final int memberCount) {
        return new CollectionFill(memberCount,
            number -> List.of("ZADD", "big", Integer.toString(number), "member:" + digits(number)));
    }

    /** Returns hashes of five fields with values of ten bytes. */
    static CollectionFill smallHashes(final int keyCount) {
        return new CollectionFill(keyCount, number -> {
            final List<String> words = begin("HSET", "hash:", number);
            for (int i = 0; i < 5; i++) {
                words.add("field" + i);
                words.add(tenBytes(number, i));
            }
            return words;
        });
    }

    /** Returns sets of five members of ten bytes. */
    static CollectionFill smallSets(final int keyCount) {
        return new CollectionFill(keyCount, number -> small("SADD", "set:", number));
    }

    /** Returns lists of five elements of ten bytes. */
    static CollectionFill smallLists(final int keyCount) {
        return new CollectionFill(keyCount, number -> small("RPUSH", "list:", number));
    }

    /** Makes the collections on a server that is then as empty as before but for them. */
    void run(final int port, final CompareOptions options) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            connection.call("FLUSHALL");
        }
        CollectionLoader.load(port, 0, scaledCount(options), request);
    }

    /** Makes and takes away a few of the collections, until the code that does it is compiled. */
    void warmUp(final int port, final int turns) throws IOException {
        for (int turn = 0; turn < turns; turn++) {
            CollectionLoader.load(port, 0, Math.min(1000, requestCount), request);
        }
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            connection.call("FLUSHALL");
        }
    }

    int scaledCount(final CompareOptions options) {
        return requestCount == 0 ? 0 : options.scaled(requestCount);
    }

    private static List<String> small(final String command, final String prefix, final int number) {
        final List<String> words = begin(command, prefix, number);
        for (int i = 0; i < 5; i++) {
            words.add(tenBytes(number, i));
        }
        return words;
    }

    private static List<String> begin(final String command, final String prefix, final int number) {
        final List<String> words = new ArrayList<>();
        words.add(command);
        words.add(prefix + digits(number));
        return words;
    }

    private static String digits(final int number) {
        return String.format(Locale.ROOT, "%012d", number);
    }

    private static String tenBytes(final int number, final int index) {
        return String.format(Locale.ROOT, "v%07d-%d", number % 10_000_000, index);
    }
}
