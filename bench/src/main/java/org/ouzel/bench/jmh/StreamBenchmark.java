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
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.engine.type.StreamId;

/** What do an entry more and one less, a lookup by identifier and 100 in turn cost, in a short and a long stream? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StreamBenchmark {
    private static final int RANGE = 100;
    private static final int MAX_BLOCK_BYTES = 4096;
    private static final int MAX_BLOCK_COUNT = 100;

    @Param({"1000", "1000000"})
    private int entryCount;

    private long random = 42;
    private long lastMs;
    private final Keyspace keyspace = new Keyspace(1, 0x5DEECE66DL);
    private final BenchedText text = new BenchedText();
    private final TwoFields fields = new TwoFields(text);
    private Stream stream;

    /** Appends the entries, one a millisecond. */
    @Setup
    public void fill() {
        stream = new Stream(keyspace);
        for (int i = 0; i < entryCount; i++) {
            append();
        }
    }

    /** Frees them. */
    @TearDown
    public void free() {
        FreedCollection.free(stream);
        text.close();
        keyspace.close();
    }

    /** XADD with MAXLEN. */
    @Benchmark
    public long appendAndTrim() {
        append();
        return stream.trimToLength(entryCount, true, 0);
    }

    /** An entry by its identifier. */
    @Benchmark
    public boolean find() {
        return stream.contains(pick(), 0);
    }

    /** 100 entries with their fields, from any one on. */
    @Benchmark
    public long range() {
        final StreamCursor cursor = stream.cursor().forward(new StreamId(pick(), 0), StreamId.MAX);
        long sum = 0;
        for (int i = 0; i < RANGE && cursor.next(); i++) {
            sum += cursor.ms() + cursor.fields().fieldCount();
        }
        return sum;
    }

    private void append() {
        fields.number = ++lastMs;
        stream.append(new StreamId(lastMs, 0), fields, MAX_BLOCK_BYTES, MAX_BLOCK_COUNT);
    }

    private long pick() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return lastMs - Math.multiplyHigh(random >>> 1, (long) entryCount << 1);
    }

    /** Two fields whose names are the same in every entry. */
    private static final class TwoFields implements StreamFields {
        private long number;
        private long current;
        private final BenchedText text;

        private TwoFields(final BenchedText text) {
            this.text = text;
        }

        @Override
        public int fieldCount() {
            return 2;
        }

        @Override
        public void rewind() {
            current = -1;
        }

        @Override
        public void nextField() {
            current++;
        }

        @Override
        public long nameAddress() {
            return text.of(current);
        }

        @Override
        public int nameLength() {
            return BenchedText.BYTES;
        }

        @Override
        public long valueAddress() {
            return text.of(number);
        }

        @Override
        public int valueLength() {
            return BenchedText.BYTES;
        }
    }
}
