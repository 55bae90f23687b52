package org.ouzel.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.protocol.NativeMemory;

/**
 * What does it cost to find the command of a request by its name's bytes, in any case, beside the plain way of making
 * a string and asking a hash map; and does it make garbage ({@code -prof gc})?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DispatchBenchmark {
    @Param({"GET", "set", "PExpireTime", "nosuchcommand"})
    private String name;

    private CommandTable table;
    private Map<String, CommandSpec> map;
    private long address;

    /** Builds the table, and writes the name. */
    @Setup
    public void build() {
        table = CommandTable.of(CommandFamilies.all());
        map = new HashMap<>();
        table.topLevel().forEach(spec -> map.put(spec.name(), spec));
        address = NativeMemory.allocate(name.length());
        NativeMemory.copy(name.getBytes(StandardCharsets.US_ASCII), 0, address, name.length());
    }

    /** Frees the name. */
    @TearDown
    public void free() {
        NativeMemory.free(address, name.length());
    }

    /** As the server does it. */
    @Benchmark
    public CommandSpec byBytes() {
        return table.find(address, name.length());
    }

    /** The plain way. */
    @Benchmark
    public CommandSpec byString() {
        return map.get(NativeMemory.toText(address, name.length()).toLowerCase(Locale.ROOT));
    }
}
