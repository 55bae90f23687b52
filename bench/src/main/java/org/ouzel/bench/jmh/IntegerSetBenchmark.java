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
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.engine.type.IntegerSet;
import org.ouzel.engine.type.SetLimits;
import org.ouzel.engine.type.SetValue;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * What does it cost to find an integer in a small set of integers, and to take one out and put it in again, up to the
 * size at which it becomes a table?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class IntegerSetBenchmark {
    private static final long SEED = 0x5DEECE66DL;
    private static final int LARGEST = 512;
    private static final int STRIDE = 97;
    private static final int FACTOR = 7_000;

    @Param({"5", "128", "512"})
    private int numberCount;

    private int picked;
    private long integers;
    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final SetValue set = new SetValue();
    private final long text = NativeMemory.allocate(Decimal.MAX_BYTES);

    /** Makes a set under a key, and one without, of the same numbers of 4 bytes. */
    @Setup
    public void fill() {
        // The key is the text of the first number, which makes the entry.
        final int length = Decimal.write(0, text);
        set.bind(database, new SetLimits(LARGEST, LARGEST, LARGEST), KeyHash.of(text, length, SEED), text, length,
            SegmentedIndex.NONE, 0);
        integers = NativeMemory.allocate(IntegerSet.HEADER_BYTES + (long) numberCount * Integer.BYTES);
        IntegerSet.setWidth(integers, Integer.BYTES);
        for (int i = 0; i < numberCount; i++) {
            set.add(text, Decimal.write((long) FACTOR * i, text));
            IntegerSet.put(integers, i, (long) FACTOR * i);
        }
    }

    /** Frees both. */
    @TearDown
    public void free() {
        set.delete();
        set.close();
        NativeMemory.free(integers, IntegerSet.HEADER_BYTES + (long) numberCount * Integer.BYTES);
        NativeMemory.free(text, Decimal.MAX_BYTES);
        keyspace.close();
    }

    /** A number that is there. */
    @Benchmark
    public int find() {
        return IntegerSet.indexOf(integers, numberCount, pick());
    }

    /** A number goes, and comes back. */
    @Benchmark
    public boolean removeAndAdd() {
        final int length = Decimal.write(pick(), text);
        return set.remove(text, length) && set.add(text, length);
    }

    private long pick() {
        picked = (picked + STRIDE) % numberCount;
        return (long) FACTOR * picked;
    }
}
