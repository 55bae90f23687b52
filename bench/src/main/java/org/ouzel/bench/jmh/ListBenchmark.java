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
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.ChunkedList;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListLimits;

/** What does a push and a pop at an end, an element in the middle and 100 in turn cost, in a short and a long list? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ListBenchmark {
    private static final int RANGE = 100;

    @Param({"1000", "1000000"})
    private int elementCount;

    private long random = 42;
    private final ListLimits limits = ListLimits.of(-2);
    private final Keyspace keyspace = new Keyspace(1, 0x5DEECE66DL);
    private final BenchedText text = new BenchedText();
    private ChunkedList list;

    /** Pushes the elements. */
    @Setup
    public void fill() {
        list = new ChunkedList(keyspace.allocator());
        for (int i = 0; i < elementCount; i++) {
            list.pushLast(text.of(i), BenchedText.BYTES, limits);
        }
    }

    /** Frees them. */
    @TearDown
    public void free() {
        FreedCollection.free(list);
        text.close();
        keyspace.close();
    }

    /** A queue's step: one in at the front, one out at the back. */
    @Benchmark
    public void pushAndPop() {
        list.pushFirst(text.of(random++), BenchedText.BYTES, limits);
        list.remove(elementCount, 1, limits);
    }

    /** The element at any index. */
    @Benchmark
    public long index() {
        return elementAt(pick(elementCount));
    }

    /** 100 elements in turn from any index on. */
    @Benchmark
    public long range() {
        final int from = pick(elementCount - RANGE);
        int chunk = list.chunkOf(from);
        long element = elementAt(from);
        long sum = 0;
        for (int i = 0; i < RANGE; i++) {
            if (element == list.end(chunk)) {
                element = list.start(++chunk);
            }
            sum += ListElements.length(element);
            element = ListElements.next(element);
        }
        return sum;
    }

    private long elementAt(final int index) {
        final int chunk = list.chunkOf(index);
        return ListElements.seek(list.start(chunk), list.end(chunk), list.count(chunk),
            (int) (index - list.before(chunk)));
    }

    private int pick(final int bound) {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return (int) Math.multiplyHigh(random >>> 1, (long) bound << 1);
    }
}
