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
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.RequestDecoder;

/**
 * What does it cost to find a request in the bytes of a socket read: alone, as one of a pipeline of 16, cut in two, or
 * as a line?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeBenchmark {
    private static final int PIPELINE = 16;
    private static final int MAX_REQUESTS = 256;

    @Param({"3", "64"})
    private int valueBytes;

    private final RequestDecoder decoder = new RequestDecoder();
    private final DecodeState state = new DecodeState();
    private RequestBytes oneSet;
    private RequestBytes sets;
    private RequestBytes gets;
    private RequestBytes lines;

    /** Writes the requests. */
    @Setup
    public void write() {
        oneSet = RequestBytes.of("SET", valueBytes, 1);
        sets = RequestBytes.of("SET", valueBytes, PIPELINE);
        gets = RequestBytes.of("GET", 0, PIPELINE);
        lines = RequestBytes.inline("SET key:000000000000 " + "x".repeat(valueBytes), PIPELINE);
    }

    /** Frees them. */
    @TearDown
    public void free() {
        oneSet.close();
        sets.close();
        gets.close();
        lines.close();
    }

    /** A SET alone in its read. */
    @Benchmark
    public int oneSet() {
        return decode(oneSet.address(), oneSet.length());
    }

    /** Sixteen SETs in one read, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public int pipelinedSets() {
        return decode(sets.address(), sets.length());
    }

    /** Sixteen GETs in one read, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public int pipelinedGets() {
        return decode(gets.address(), gets.length());
    }

    /** A SET whose last bytes come in a second read. */
    @Benchmark
    public int cutSet() {
        final int rest = 4;
        return decode(oneSet.address(), oneSet.length() - rest) + decode(oneSet.address(), oneSet.length());
    }

    /** Sixteen lines in one read, the time of each. */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public int lines() {
        return decode(lines.address(), lines.length());
    }

    private int decode(final long address, final int length) {
        return decoder.decode(address, length, state, DecodeLimits.DEFAULT, MAX_REQUESTS);
    }
}
