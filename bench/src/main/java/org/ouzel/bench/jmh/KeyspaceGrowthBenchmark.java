package org.ouzel.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does an insert cost while a keyspace grows from nothing to a million entries, index splits and slabs included;
 * and how long does the slowest insert take?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(2)
public class KeyspaceGrowthBenchmark {
    private static final int KEY_COUNT = 1_000_000;

    private FilledKeyspace keyspace;

    /** Starts with nothing. */
    @Setup(Level.Iteration)
    public void make() {
        keyspace = new FilledKeyspace(1);
    }

    /** Frees the keyspace. */
    @TearDown(Level.Iteration)
    public void free() {
        keyspace.close();
    }

    /** A million inserts, the time of each. */
    @Benchmark
    @OperationsPerInvocation(KEY_COUNT)
    public long insert() {
        long sum = 0;
        for (int key = 0; key < KEY_COUNT; key++) {
            sum += keyspace.put(0, keyspace.setKey(0, key));
        }
        return sum;
    }

    /** The same with a clock read around each insert; the counter shows the slowest. */
    @Benchmark
    @OperationsPerInvocation(KEY_COUNT)
    public long insertTimed(final Slowest slowest) {
        long sum = 0;
        long beforeNs = System.nanoTime();
        for (int key = 0; key < KEY_COUNT; key++) {
            sum += keyspace.put(0, keyspace.setKey(0, key));
            final long afterNs = System.nanoTime();
            slowest.slowestNs = Math.max(slowest.slowestNs, afterNs - beforeNs);
            beforeNs = afterNs;
        }
        return sum;
    }

    /** The slowest insert of an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Slowest {
        /** Nanoseconds. */
        public long slowestNs;

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            slowestNs = 0;
        }
    }
}
