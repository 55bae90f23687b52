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

/**
 * What does it cost to hand a batch of GETs to a shard's own thread and get the replies back, by wait strategy, beside
 * running it on the loop's thread (fused)? The time is that of a batch, there and back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HandOffBenchmark {
    @Param({"fused", "spin", "yield", "backoff", "park"})
    private String mode;

    @Param({"1", "16", "256"})
    private int batch;

    private BenchedEngine engine;
    private RequestBytes gets;

    /** Starts an engine. */
    @Setup
    public void start() {
        engine = "fused".equals(mode) ? BenchedEngine.fused() : BenchedEngine.dedicated("wait-strategy", mode);
        gets = RequestBytes.of("GET", 0, batch);
    }

    /** Ends it. */
    @TearDown
    public void end() {
        engine.close();
        gets.close();
    }

    /** A batch from its bytes to its last reply. */
    @Benchmark
    public long thereAndBack() {
        return engine.run(gets);
    }
}
