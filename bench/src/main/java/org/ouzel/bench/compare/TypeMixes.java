package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The mixes over collections: commands at P=16 over 100,000 random keys, a sorted set of 5 million members, memory. */
final class TypeMixes {
    private static final int KEYS = 100_000;
    private static final int MANY_REQUESTS = 3_000_000;
    private static final int POP_REQUESTS = 1_500_000;
    private static final int ELEMENTS = 30;
    private static final int MILLION = 1_000_000;
    private static final int FIVE_MILLION = 5_000_000;
    private static final String NUMBER = "__rand_int__";
    private static final double COMMAND_LIMIT = 0.9;
    private static final double BIG_SET_LIMIT = 1.0;
    private static final double MEMORY_LIMIT = 0.8;

    private final List<Mix> mixes = new ArrayList<>();

    private TypeMixes() {
        addWrites();
        addPops();
        addRanges();
        addBigSortedSet();
        addMemory();
    }

    static List<Mix> all() {
        return List.copyOf(new TypeMixes().mixes);
    }

    private void addWrites() {
        write("LPUSH", "list:" + NUMBER, "xxx");
        write("RPUSH", "list:" + NUMBER, "xxx");
        write("SADD", "set:" + NUMBER, "member:" + NUMBER);
        write("HSET", "hash:" + NUMBER, "field:" + NUMBER, "xxx");
        write("ZADD", "zset:" + NUMBER, NUMBER, "member:" + NUMBER);
        write("XADD", "stream:" + NUMBER, "*", "field", "xxx");
    }

    private void addPops() {
        pop(CollectionFill.lists(KEYS, ELEMENTS), "LPOP", "list:" + NUMBER);
        pop(CollectionFill.sets(KEYS, ELEMENTS), "SPOP", "set:" + NUMBER);
        pop(CollectionFill.sortedSets(KEYS, ELEMENTS), "ZPOPMIN", "zset:" + NUMBER);
    }

    private void addRanges() {
        range(100, 300_000);
        range(600, 100_000);
    }

    private void addBigSortedSet() {
        final CollectionFill fill = CollectionFill.oneSortedSet(FIVE_MILLION);
        add("type-zrank-5m", "P=16 ZRANK in a sorted set of 5 M members", new CommandScenario(fill, List.of(),
            List.of("ZRANK", "big", "member:" + NUMBER), FIVE_MILLION, MILLION, true),
            Hold.ratioAtMost(Metric.CPU_PER_REQUEST, BIG_SET_LIMIT));
        add("type-zrange-5m", "P=16 ZRANGE BYSCORE LIMIT 0 10 in a sorted set of 5 M members",
            new CommandScenario(fill, List.of(),
                List.of("ZRANGE", "big", NUMBER, "+inf", "BYSCORE", "LIMIT", "0", "10"),
                FIVE_MILLION, MILLION, true), Hold.ratioAtMost(Metric.CPU_PER_REQUEST, BIG_SET_LIMIT));
    }

    private void addMemory() {
        memory("hash", "1 M hashes of 5 fields of 10 B", CollectionFill.smallHashes(MILLION), Metric.BYTES_PER_KEY);
        memory("set", "1 M sets of 5 members of 10 B", CollectionFill.smallSets(MILLION), Metric.BYTES_PER_KEY);
        memory("list", "1 M lists of 5 elements of 10 B", CollectionFill.smallLists(MILLION), Metric.BYTES_PER_KEY);
        memory("zset-5m", "a sorted set of 5 M members of 19 B", CollectionFill.oneSortedSet(FIVE_MILLION),
            Metric.BYTES_PER_ELEMENT);
    }

    private void write(final String... words) {
        command(CollectionFill.NOTHING, MANY_REQUESTS, words);
    }

    private void pop(final CollectionFill fill, final String... words) {
        command(fill, POP_REQUESTS, words);
    }

    private void command(final CollectionFill fill, final int requestCount, final String... words) {
        add("type-" + words[0].toLowerCase(Locale.ROOT), "P=16 " + words[0] + ", 100,000 random keys",
            new CommandScenario(fill, List.of(), List.of(words), KEYS, requestCount, false),
            Hold.ratioAtMost(Metric.CPU_PER_REQUEST, COMMAND_LIMIT));
    }

    private void range(final int elementCount, final int requestCount) {
        add("type-lrange-" + elementCount, "P=16 LRANGE of " + elementCount + " elements, 100,000 random keys",
            new CommandScenario(CollectionFill.lists(KEYS, elementCount), List.of(),
                List.of("LRANGE", "list:" + NUMBER, "0", Integer.toString(elementCount - 1)), KEYS, requestCount, true),
            Hold.ratioAtMost(Metric.CPU_PER_REQUEST, COMMAND_LIMIT));
    }

    private void memory(final String name, final String summary, final CollectionFill fill, final Metric metric) {
        add("memory-" + name, summary, new CollectionMemoryScenario(fill, metric),
            Hold.ratioAtMost(metric, MEMORY_LIMIT));
    }

    private void add(final String name, final String summary, final Scenario scenario, final Hold hold) {
        mixes.add(new Mix(name, summary, scenario, List.of(hold)));
    }
}
