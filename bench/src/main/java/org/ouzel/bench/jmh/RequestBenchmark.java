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
    private static final int VALUE_BYTES = 64;

    @Param({"1", "1000000"})
    private int keyCount;

    private BenchedEngine engine;
    private RequestBytes oneGet;
    private RequestBytes oneSet;
    private RequestBytes gets;
    private RequestBytes sets;
    private long random = 42;

    /** Starts an engine, and sets every key. */
    @Setup
    public void start() {
        engine = new BenchedEngine("fused", "backoff");
        oneGet = RequestBytes.of("GET", 0, 1);
        oneSet = RequestBytes.of("SET", VALUE_BYTES, 1);
        gets = RequestBytes.of("GET", 0, PIPELINE);
        sets = RequestBytes.of("SET", VALUE_BYTES, PIPELINE);
        for (int key = 0; key < keyCount; key++) {
            oneSet.setKey(0, key);
            engine.run(oneSet);
        }
    }

    /** Ends it. */
    @TearDown
    public void end() {
        engine.close();
        oneGet.close();
        oneSet.close();
        gets.close();
        sets.close();
    }

    /** A GET alone in its batch. */
    @Benchmark
    public long oneGet() {
        pick(oneGet, 1);
        return engine.run(oneGet);
    }

    /** A SET alone in its batch. */
    @Benchmark
    public long oneSet() {
        pick(oneSet, 1);
        return engine.run(oneSet);
    }

    /** GETs in a pipeline of 16, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long pipelinedGets() {
        pick(gets, PIPELINE);
        return engine.run(gets);
    }

    /** SETs in a pipeline of 16, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long pipelinedSets() {
        pick(sets, PIPELINE);
        return engine.run(sets);
    }

    private void pick(final RequestBytes requests, final int count) {
        for (int i = 0; i < count && keyCount > 1; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            requests.setKey(i, (random >>> 1) % keyCount);
        }
    }
}
