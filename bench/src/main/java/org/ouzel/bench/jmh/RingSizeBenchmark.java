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

/**
 * What does the ring's size cost in the fused engine, since a ring beyond the second-level cache pushes out the
 * entries, with a pipeline of 16 on a million keys?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RingSizeBenchmark {
    private static final int PIPELINE = 16;
    private static final int KEY_COUNT = 1_000_000;

    @Param({"64", "256", "1024", "4096", "16384"})
    private String ringSize;

    private PipelinedLoad load;

    /** Starts an engine, and sets every key. */
    @Setup
    public void start() {
        load = new PipelinedLoad(BenchedEngine.fused("ring-size", ringSize), KEY_COUNT, PIPELINE);
    }

    /** Ends it. */
    @TearDown
    public void end() {
        load.close();
    }

    /** The time of each GET. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long get() {
        return load.get();
    }

    /** The time of each SET. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long set() {
        return load.set();
    }
}
