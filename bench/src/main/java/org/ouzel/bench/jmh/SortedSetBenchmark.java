package org.ouzel.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.LargeSortedSet;

/** What do a rank, a range's beginning by score and a new score cost in a sorted set within and beyond the caches? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SortedSetBenchmark {
    @Param({"1000", "100000", "5000000"})
    private int memberCount;

    private long random = 42;
    private final Keyspace keyspace = new Keyspace(1, 0x5DEECE66DL);
    private final BenchedText text = new BenchedText();
    private LargeSortedSet set;

    /** Adds members in no order of their scores. */
    @Setup
    public void fill() {
        set = new LargeSortedSet(keyspace);
        for (int i = 0; i < memberCount; i++) {
            set.add(text.of(i), BenchedText.BYTES, next() >>> 16);
        }
    }

    /** Frees them. */
    @TearDown
    public void free() {
        FreedCollection.free(set);
        text.close();
        keyspace.close();
    }

    /** ZRANK: a member is found by its name, and its place in the order. */
    @Benchmark
    public long rank() {
        return set.rank(find());
    }

    /** Where ZRANGEBYSCORE begins. */
    @Benchmark
    public long countBelow() {
        return set.countBelow(next() >>> 16, false);
    }

    /** ZADD of a member that is there. */
    @Benchmark
    public void update() {
        set.update(find(), next() >>> 16);
    }

    /** A member goes and comes back. */
    @Benchmark
    public void removeAndAdd() {
        final long number = pick();
        set.remove(set.find(text.of(number), BenchedText.BYTES));
        set.add(text.of(number), BenchedText.BYTES, next() >>> 16);
    }

    private long find() {
        return set.find(text.of(pick()), BenchedText.BYTES);
    }

    private long pick() {
        return Math.multiplyHigh(next() >>> 1, (long) memberCount << 1);
    }

    private long next() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return random;
    }
}
