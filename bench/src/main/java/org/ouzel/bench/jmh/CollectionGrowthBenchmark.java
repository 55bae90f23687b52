package org.ouzel.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * none again? Beside the time on the clock, which other processes lengthen, stands the slowest stretch of
 * {@value #STRETCH} steps by the thread's own CPU time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class CollectionGrowthBenchmark {
    private static final int MEMBER_COUNT = 10_000_000;
    private static final int STRETCH = 128;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
        slowest.beginStretch();
        for (int member = 0; member < MEMBER_COUNT; member++) {
            changed += members.add(member) ? 1 : 0;
            final long afterNs = System.nanoTime();
            slowest.slowestAddNs = Math.max(slowest.slowestAddNs, afterNs - beforeNs);
            if (member % STRETCH == 0) {
                slowest.slowestAddCpuNs = Math.max(slowest.slowestAddCpuNs, slowest.endStretch());
            }
            beforeNs = afterNs;
        }
        for (int member = 0; member < MEMBER_COUNT; member++) {
            changed += members.remove(member) ? 1 : 0;
            final long afterNs = System.nanoTime();
            slowest.slowestRemoveNs = Math.max(slowest.slowestRemoveNs, afterNs - beforeNs);
            if (member % STRETCH == 0) {
                slowest.slowestRemoveCpuNs = Math.max(slowest.slowestRemoveCpuNs, slowest.endStretch());
            }
            beforeNs = afterNs;
        }
        return changed;
    }

    /** The slowest steps of an iteration, and the slowest stretches. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Slowest {
        /** Nanoseconds. */
        public long slowestAddNs;
        /** Nanoseconds. */
        public long slowestRemoveNs;
        /** Nanoseconds of CPU time. */
        public long slowestAddCpuNs;
        /** Nanoseconds of CPU time. */
        public long slowestRemoveCpuNs;

        private long stretchBeganNs;

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            slowestAddNs = 0;
            slowestRemoveNs = 0;
            slowestAddCpuNs = 0;
            slowestRemoveCpuNs = 0;
        }

        private void beginStretch() {
            stretchBeganNs = THREADS.getCurrentThreadCpuTime();
        }

        /** Returns the CPU time of the stretch that ends, and begins the next one. */
        private long endStretch() {
            final long beganNs = stretchBeganNs;
            beginStretch();
            return stretchBeganNs - beganNs;
        }
    }
}
