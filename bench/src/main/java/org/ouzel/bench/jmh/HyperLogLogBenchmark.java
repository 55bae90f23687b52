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
import org.ouzel.engine.type.HyperLogLog;
import org.ouzel.engine.type.HyperLogLogEditor;
import org.ouzel.protocol.NativeBuffer;

/** What do counting one element and reading the count cost, in the sparse and in the dense form? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HyperLogLogBenchmark {
    private static final int MAX_SPARSE_BYTES = 3000;
    private static final int BUFFER_BYTES = 16 * 1024;

    /** 100 elements are kept in the sparse form, a million in the dense one. */
    @Param({"100", "1000000"})
    private int elementCount;

    private long random = 42;
    private final BenchedText text = new BenchedText();
    private final NativeBuffer value = new NativeBuffer(BUFFER_BYTES, BUFFER_BYTES);
    private final HyperLogLogEditor editor = new HyperLogLogEditor(value, MAX_SPARSE_BYTES);

    /** Counts the elements. */
    @Setup
    public void fill() {
        editor.create();
        for (int i = 0; i < elementCount; i++) {
            editor.add(text.of(i), BenchedText.BYTES);
        }
    }

    /** Frees the value. */
    @TearDown
    public void free() {
        text.close();
        value.close();
    }

    /** PFADD of an element that was counted before. */
    @Benchmark
    public HyperLogLogEditor.Outcome add() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return editor.add(text.of(Math.multiplyHigh(random >>> 1, (long) elementCount << 1)), BenchedText.BYTES);
    }

    /** PFCOUNT after a change. */
    @Benchmark
    public long count() {
        return HyperLogLog.count(editor.address(), editor.length());
    }
}
