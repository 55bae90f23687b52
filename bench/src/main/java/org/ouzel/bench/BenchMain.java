package org.ouzel.bench;

import java.io.IOException;
import java.util.Arrays;
import org.ouzel.bench.compare.CompareCommand;
import org.ouzel.bench.load.LoadCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code scripts/ouzel-bench}. */
@Command(
    name = "ouzel-bench",
    description = "Measures Ouzel: beside Redis, under an open-loop load, or by its JMH classes.",
    mixinStandardHelpOptions = true,
    subcommands = {CompareCommand.class, LoadCommand.class, BenchMain.JmhCommand.class})
public final class BenchMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private BenchMain() {
    }

    /** Runs a verb and ends the process with its status: 0 done, 1 failed, 2 called wrongly. */
    public static void main(final String[] arguments) throws IOException {
        if (arguments.length > 0 && "jmh".equals(arguments[0])) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        System.exit(new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Only for the usage text: JMH reads its own command line. */
    @Command(
        name = "jmh",
        description = "Runs JMH: ouzel-bench jmh [regex] [-prof gc] …; -h lists JMH's own options, -l the classes.")
    static final class JmhCommand implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("main hands this verb to JMH");
        }
    }
}
