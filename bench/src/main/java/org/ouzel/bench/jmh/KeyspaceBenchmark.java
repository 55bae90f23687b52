package org.ouzel.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ouzel.engine.store.Database;

/**
 * What does it cost to find or to replace an entry of 16 B + 64 B, when the keyspace fits the caches and when it
 * doesn't; and what does it save to touch the index slots and entries of a batch of 16 before they are looked at?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyspaceBenchmark {
    private static final int BATCH = 16;

    @Param({"1000", "1000000", "3000000"})
    private int keyCount;

    private final long[] hashes = new long[BATCH];
    private FilledKeyspace keyspace;
    private long random = 42;

    /** Puts every key once. */
    @Setup
    public void fill() {
        keyspace = new FilledKeyspace(BATCH);
        for (int key = 0; key < keyCount; key++) {
            keyspace.put(0, keyspace.setKey(0, key));
        }
    }

    /** Frees the keyspace. */
    @TearDown
    public void free() {
        keyspace.close();
    }

    /** Sixteen lookups one after the other, the time of each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long get() {
        pick();
        return find();
    }

    /** The same with a touch pass before, as the execute stage does it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long getTouched() {
        pick();
        return touch() + find();
    }

    /** Sixteen values replaced by others of the same length, the time of each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long replace() {
        pick();
        return put();
    }

    /** The same with a touch pass before. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long replaceTouched() {
        pick();
        return touch() + put();
    }

    /** What of the others is the picking of keys and the hashing. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long pick() {
        for (int i = 0; i < BATCH; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            hashes[i] = keyspace.setKey(i, (random >>> 1) % keyCount);
        }
        return hashes[0];
    }

    private long touch() {
        final Database database = keyspace.database();
        long sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += database.index().touchSlot(hashes[i]);
        }
        for (int i = 0; i < BATCH; i++) {
            sum += database.index().touchEntry(hashes[i]);
        }
        return sum;
    }

    private long find() {
        long sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += keyspace.firstValueByte(i, hashes[i]);
        }
        return sum;
    }

    private long put() {
        long sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += keyspace.put(i, hashes[i]);
        }
        return sum;
    }
}
