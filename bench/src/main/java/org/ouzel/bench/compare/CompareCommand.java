package org.ouzel.bench.compare;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ouzel.bench.RunManifest;
import org.ouzel.bench.proc.BusyProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ouzel-bench compare}: Ouzel beside Redis, in one run. */
@Command(
    name = "compare",
    description = {
        "Starts both servers in the same way, measures them in turn (A B A B …), prints medians and ratios.",
        "Ends with status 1 if a mix could not be measured, or a reply or a final state was wrong."},
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CompareCommand implements Callable<Integer> {
    private static final long LOOK_MS = 1000;
    private static final long SETTLE_MS = 2000;
    private static final double BUSY_PERCENT = 5;
    private static final double QUICK_SCALE = 0.25;

    @Spec
    private CommandSpec spec;

    @Option(names = "--baseline", paramLabel = "COMMAND", description = "What to compare with.")
    private String baseline = "/usr/bin/redis-server";

    @Option(names = "--candidate", paramLabel = "COMMAND",
        description = "What is measured; flags in Redis's manner are added to both commands.")
    private String candidate = "scripts/ouzel-server";

    @Option(names = "--mix", split = ",", paramLabel = "NAME", description = "Mixes to run; * stands for anything.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Show the mixes and end.")
    private boolean shouldList;

    @Option(names = "--quick", description = "A quarter of the requests and keys, 2 rounds: to see that it works.")
    private boolean isQuick;

    @Option(names = "--full", description = "Every mix; takes an hour.")
    private boolean isFull;

    @Option(names = "--rounds", description = "Measurements of each server; 3, with --quick 2.",
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private int rounds;

    @Option(names = "--scale", description = "Factor on requests and keys; 1, with --quick 0.25.",
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private double scale;

    @Option(names = "--warm-up", description = "Requests before a server's first round, by those of a round.")
    private double warmUpScale = 1;

    @Option(names = "--rate", description = "Requests per second of the open-loop part; 0: 20,000, pipelined 100,000.")
    private double rate;

    @Option(names = "--latency-seconds", description = "Time of the open-loop part of a round; 0 leaves it out.")
    private double latencySeconds = 3;

    @Option(names = "--pin", paramLabel = "CORE", description = "Keep load generators on this core; -1: free.")
    private int core = -1;

    @Option(names = "--connections", description = "Idle connections of mix connections.")
    private int connectionCount = 10_000;

    @Option(names = "--out", paramLabel = "FILE", description = "Raw results; bench/target/compare-<time>.json.",
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private Path out;

    @Override
    public Integer call() throws Exception {
        final List<Mix> mixes = select(new MixCatalogue());
        if (shouldList) {
            mixes.forEach(mix -> System.out.printf("%-28s %s%n", mix.name(), mix.summary()));
            return 0;
        }
        final RunManifest manifest = RunManifest.now(spec.commandLine().getParseResult().originalArgs());
        final List<BusyProcess> busy =
            BusyProcess.look(LOOK_MS, BUSY_PERCENT, Set.of(ProcessHandle.current().pid()));
        warn(busy);
        final CompareOptions options = options();
        final List<MixResult> results;
        final Servers servers;
        try (Contender first = new Contender(lastWord(baseline), words(baseline));
            Contender second = new Contender(lastWord(candidate), words(candidate))) {
            final Comparison comparison = new Comparison(first, second, options);
            servers = new Servers(baseline, comparison.version(first), candidate, comparison.version(second));
            if (options.scale() != 1) {
                System.out.println("requests and loaded keys are scaled by " + options.scale());
            }
            System.out.print(ComparisonTable.heading(first.name(), second.name()));
            results = comparison.run(mixes, result -> System.out.print(ComparisonTable.toText(result)));
        }
        System.out.print(ComparisonTable.summary(results));
        warn(busy);
        final Path file = out != null ? out : Path.of("bench", "target", "compare-"
            + LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")) + ".json");
        RunManifest.write(file, new Result(manifest, servers, options, busy, results));
        System.out.println("raw results: " + file);
        return results.stream().allMatch(MixResult::isClean) ? 0 : 1;
    }

    private List<Mix> select(final MixCatalogue catalogue) {
        if (!names.isEmpty()) {
            try {
                return catalogue.named(names);
            } catch (final IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return isFull || shouldList ? catalogue.all() : catalogue.held();
    }

    private CompareOptions options() {
        return new CompareOptions(
            rounds > 0 ? rounds : isQuick ? 2 : 3,
            scale > 0 ? scale : isQuick ? QUICK_SCALE : 1,
            warmUpScale, rate, Math.round(1e3 * (isQuick ? latencySeconds / 3 : latencySeconds)), core,
            connectionCount, SETTLE_MS);
    }

    private static List<String> words(final String command) {
        return List.of(command.trim().split("\\s+"));
    }

    private static String lastWord(final String command) {
        return Path.of(words(command).get(0)).getFileName().toString();
    }

    private static void warn(final List<BusyProcess> busy) {
        if (busy.isEmpty()) {
            return;
        }
        final List<String> lines = new ArrayList<>();
        lines.add("WARNING: other processes were busy before the run; don't quote its figures:");
        for (final BusyProcess process : busy) {
            lines.add(String.format("  %5.1f %% of a core: %s (pid %d)",
                process.cpuPercent(), process.command(), process.pid()));
        }
        System.err.println(String.join(System.lineSeparator(), lines));
    }

    private record Servers(
        String baselineCommand, String baselineVersion, String candidateCommand, String candidateVersion) {
    }

    private record Result(
        RunManifest manifest, Servers servers, CompareOptions options, List<BusyProcess> busyBefore,
        List<MixResult> results) {
    }
}
