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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the slowest step take while a set, a hash or a sorted set grows to 10 million members, and shrinks to
 * none again?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class CollectionGrowthBenchmark {
    private static final int MEMBER_COUNT = 10_000_000;

    @Param({"set", "hash", "sorted-set"})
    private String structure;

    private GrowingMembers members;

    /** Starts with nothing. */
    @Setup(Level.Iteration)
    public void make() {
        members = GrowingMembers.of(structure);
    }

    /** Frees what is left. */
    @TearDown(Level.Iteration)
    public void free() {
        members.close();
    }

    /** Ten million members come and go, the time of each; the counters show the slowest steps. */
    @Benchmark
    @OperationsPerInvocation(2 * MEMBER_COUNT)
    public long growAndShrink(final Slowest slowest) {
        long changed = 0;
        long beforeNs = System.nanoTime();
        for (int member = 0; member < MEMBER_COUNT; member++) {
            changed += members.add(member) ? 1 : 0;
            final long afterNs = System.nanoTime();
            slowest.slowestAddNs = Math.max(slowest.slowestAddNs, afterNs - beforeNs);
            beforeNs = afterNs;
        }
        for (int member = 0; member < MEMBER_COUNT; member++) {
            changed += members.remove(member) ? 1 : 0;
            final long afterNs = System.nanoTime();
            slowest.slowestRemoveNs = Math.max(slowest.slowestRemoveNs, afterNs - beforeNs);
            beforeNs = afterNs;
        }
        return changed;
    }

    /** The slowest steps of an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Slowest {
        /** Nanoseconds. */
        public long slowestAddNs;
        /** Nanoseconds. */
        public long slowestRemoveNs;

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            slowestAddNs = 0;
            slowestRemoveNs = 0;
        }
    }
}
