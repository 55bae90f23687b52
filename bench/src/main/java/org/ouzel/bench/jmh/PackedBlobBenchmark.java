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
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.PackedBlob;
import org.ouzel.engine.type.PackedElement;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * What do a lookup in a small packed hash and a change cost, up to the size at which it becomes a table?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PackedBlobBenchmark {
    private static final long SEED = 0x5DEECE66DL;
    private static final int TEXT_BYTES = 10;
    private static final long FIRST_TEXT = 0x30303A646C656966L;

    @Param({"5", "128", "512"})
    private int fieldCount;

    private long entry;
    private long hash;
    private int picked;
    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final long text = NativeMemory.allocate(TEXT_BYTES);

    /** Fills a hash with fields and values of 10 bytes. */
    @Setup
    public void fill() {
        write(0);
        hash = KeyHash.of(text, TEXT_BYTES, SEED);
        entry = database.put(hash, text, TEXT_BYTES, EntryDescriptor.ENCODING_LISTPACK << 4
            | EntryDescriptor.TYPE_HASH, PackedBlob.HEADER_BYTES, EntryDescriptor.NO_EXPIRY, 0);
        PackedBlob.clear(PackedBlob.of(entry));
        for (int i = 0; i < fieldCount; i++) {
            write(i);
            entry = PackedBlob.append(database, hash, entry, text, TEXT_BYTES);
            entry = PackedBlob.append(database, hash, entry, text, TEXT_BYTES);
        }
    }

    /** Frees it. */
    @TearDown
    public void free() {
        NativeMemory.free(text, TEXT_BYTES);
        keyspace.close();
    }

    /** A field that is there. */
    @Benchmark
    public long find() {
        write(pick());
        return PackedBlob.find(PackedBlob.first(PackedBlob.of(entry)), PackedBlob.end(entry), 2, text, TEXT_BYTES);
    }

    /** A value becomes one byte longer or shorter. */
    @Benchmark
    public long replace() {
        final int field = pick();
        write(field);
        final long element = PackedBlob.elementAt(PackedBlob.of(entry), 2 * field + 1);
        final int length = PackedElement.lengthAt(element) == TEXT_BYTES ? TEXT_BYTES - 1 : TEXT_BYTES;
        entry = PackedBlob.replace(database, hash, entry, element, text, length);
        return entry;
    }

    private int pick() {
        picked = (picked + 97) % fieldCount;
        return picked;
    }

    private void write(final int number) {
        NativeMemory.putLong(text, FIRST_TEXT);
        NativeMemory.putShort(text + Long.BYTES, (short) 0x7A7A);
        // Always three digits, so that no two texts are the same.
        Decimal.write(100 + number, text + 6);
    }
}
