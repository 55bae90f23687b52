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
 * What does it cost a request in a pipeline of 16, sockets left out, that its user may not do everything? The first
 * rules allow everything; the others name commands, keys, what may be done with them, and patterns that are no mere
 * beginnings. With {@code -prof gc} all must show 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AccessBenchmark {
    private static final int PIPELINE = 16;
    private static final int KEY_COUNT = 1000;

    @Param({"~* &* +@all", "~* &* +@string", "~other:* ~key:* +@all -@dangerous",
        "%R~other:* %RW~key:* +@string", "%R~other:* %W~key:* +@string", "~other:* ~key:?* +@string"})
    private String rules;

    private PipelinedLoad load;

    /** Starts an engine, and sets every key. */
    @Setup
    public void start() {
        load = new PipelinedLoad(BenchedEngine.fusedFor(rules), KEY_COUNT, PIPELINE);
    }

    /** Ends it. */
    @TearDown
    public void end() {
        load.close();
    }

    /** The time of a SET. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long sets() {
        return load.set();
    }
}
