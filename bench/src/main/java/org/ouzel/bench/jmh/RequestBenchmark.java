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
 * What does a request cost from its bytes to its reply's bytes in the fused engine, sockets left out, and does it make
 * garbage? With {@code -prof gc} the normalised allocation rate of GET and SET must be 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RequestBenchmark {
    private static final int PIPELINE = 16;

    @Param({"1", "1000000"})
    private int keyCount;

    private PipelinedLoad alone;
    private PipelinedLoad pipelined;

    /** Starts an engine for each, and sets every key. */
    @Setup
    public void start() {
        alone = new PipelinedLoad(BenchedEngine.fused(), keyCount, 1);
        pipelined = new PipelinedLoad(BenchedEngine.fused(), keyCount, PIPELINE);
    }

    /** Ends them. */
    @TearDown
    public void end() {
        alone.close();
        pipelined.close();
    }

    /** A GET alone in its batch. */
    @Benchmark
    public long oneGet() {
        return alone.get();
    }

    /** A SET alone in its batch. */
    @Benchmark
    public long oneSet() {
        return alone.set();
    }

    /** GETs in a pipeline of 16, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long pipelinedGets() {
        return pipelined.get();
    }

    /** SETs in a pipeline of 16, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long pipelinedSets() {
        return pipelined.set();
    }
}
