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
 * What does it cost to find, to add and remove, and to draw a member of a large set, when the set fits the caches and
 * when it doesn't?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MemberTableBenchmark {
    @Param({"1000", "100000", "5000000"})
    private int memberCount;

    private long random = 42;
    private FilledMembers members;

    /** Adds every member once. */
    @Setup
    public void fill() {
        members = new FilledMembers();
        for (int member = 0; member < memberCount; member++) {
            members.add(member);
        }
    }

    /** Frees the members. */
    @TearDown
    public void free() {
        members.close();
    }

    /** A member that is there. */
    @Benchmark
    public long find() {
        return members.find(pick());
    }

    /** A member that isn't. */
    @Benchmark
    public long miss() {
        return members.find(memberCount + pick());
    }

    /** A member goes and comes back. */
    @Benchmark
    public boolean removeAndAdd() {
        final long member = pick();
        return members.remove(member) & members.add(member);
    }

    /** Any member, all with the same chance. */
    @Benchmark
    public long draw() {
        return members.table().randomMember(next());
    }

    private long pick() {
        return Math.multiplyHigh(next() >>> 1, (long) memberCount << 1);
    }

    private long next() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return random;
    }
}
