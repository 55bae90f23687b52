package org.ouzel.bench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ouzel.bench.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ouzel-bench load}: an open-loop run against a server that is already there. */
@Command(
    name = "load",
    description = {
        "Sends requests at a fixed rate, timed from the planned send, and reads the written keys back.",
        "Ends with status 1 if a reply or the final state is wrong."},
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--port", description = "Server's port on 127.0.0.1.")
    private int port = 6379;

    @Option(names = "--rate", description = "Requests per second over all connections.")
    private double rate = 10_000;

    @Option(names = "--seconds", description = "Recorded time.")
    private double seconds = 10;

    @Option(names = "--warm-up", description = "Seconds that are sent before, but not recorded.")
    private double warmUpSeconds = 2;

    @Option(names = "--clients", description = "Connections.")
    private int clientCount = 50;

    @Option(names = "--pipeline", description = "Requests in one write.")
    private int pipeline = 1;

    @Option(names = "--threads", description = "Sending threads.")
    private int threadCount = 1;

    @Option(names = "--keys", description = "Keys picked at random; at least one per connection.")
    private int keyCount = 1_000_000;

    @Option(names = "--value-bytes", description = "Length of the values.")
    private int valueBytes = 64;

    @Option(names = "--operations", split = ",",
        description = "set, get, incr, mset; repeat one to send it more often: get,get,get,set.")
    private List<String> operations = List.of("get", "set");

    @Option(names = "--preload", description = "Write every key once before.")
    private boolean isPreloaded;

    @Option(names = "--seed", description = "Seed of the picks.")
    private long seed = 42;

    @Option(names = "--gentle", description = "Sleep 50 µs when idle instead of spinning.")
    private boolean isGentle;

    @Option(names = "--pin", paramLabel = "CORE", description = "Keep the sending threads on this core; -1: free.")
    private int core = -1;

    @Option(names = "--out", paramLabel = "FILE", description = "Write manifest, plan and result as JSON.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final RunManifest manifest = RunManifest.now(spec.commandLine().getParseResult().originalArgs());
        final LoadPlan plan = new LoadPlan(
            port, rate, Math.round(warmUpSeconds * 1e3), Math.max(1, Math.round(seconds * 1e3)), clientCount, pipeline,
            threadCount, keyCount, valueBytes, operations.stream().map(Operation::of).toList(), seed, isGentle, core);
        if (isPreloaded) {
            for (final KeyFamily family : plan.operations().stream().map(Operation::keys).distinct().toList()) {
                KeyLoader.load(port, family, 0, plan.keyCount(), valueBytes);
            }
        }
        final LoadReport report = OpenLoopLoad.run(plan);
        System.out.println(report.toText());
        if (out != null) {
            RunManifest.write(out, new Result(manifest, plan, report));
        }
        return report.isCorrect() ? 0 : 1;
    }

    private record Result(RunManifest manifest, LoadPlan plan, LoadReport report) {
    }
}
