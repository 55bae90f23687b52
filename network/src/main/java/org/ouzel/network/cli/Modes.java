package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ouzel.protocol.client.Reply;

/** What the client does instead of running commands: {@code --stat --scan --bigkeys --memkeys --hotkeys --latency
 * --pipe}. */
final class Modes {
    private static final long SECOND_MS = 1_000;

    private final CliOptions options;
    private final Surroundings surroundings;
    private final ReplyFormat format;
    private final PrintStream out;

    Modes(final CliOptions options, final Surroundings surroundings, final ReplyFormat format) {
        this.options = options;
        this.surroundings = surroundings;
        this.format = format;
        // Keys come with one character a byte.
        this.out = new PrintStream(surroundings.out(), false, StandardCharsets.ISO_8859_1);
    }

    /** Tells whether the options ask for any of them. */
    boolean areWanted() {
        return options.isStat || options.isScan || options.isBigKeys || options.isMemoryKeys
            || options.memorySampleCount != null || options.isHotKeys || options.isLatency || options.isPipe;
    }

    /**
     * Runs the one that is asked for on an open connection.
     *
     * @return false when it failed
     * @throws IllegalArgumentException with a message for the user
     */
    boolean run(final Connection connection) throws IOException {
        final long intervalMs = (long) (options.intervalSeconds * SECOND_MS);
        if (options.isStat) {
            final long lineCount = options.repeatCount == null ? -1 : options.repeatCount;
            new RollingStats(connection, out).run(lineCount, intervalMs == 0 ? SECOND_MS : intervalMs);
        } else if (options.isScan) {
            scan(new KeyScan(connection, pattern(), intervalMs));
        } else if (options.isBigKeys) {
            BigKeys.byElements(connection, out).run(new KeyScan(connection, pattern(), intervalMs));
        } else if (options.isMemoryKeys || options.memorySampleCount != null) {
            BigKeys.byMemory(connection, out, options.memorySampleCount)
                .run(new KeyScan(connection, pattern(), intervalMs));
        } else if (options.isHotKeys) {
            return new HotKeys(connection, out, surroundings.err())
                .run(new KeyScan(connection, pattern(), intervalMs));
        } else if (options.isLatency) {
            sampleLatency(new LatencySampler(connection, out), intervalMs);
        } else {
            return new PipeTransfer(connection, out, surroundings.err()).run(surroundings.in());
        }
        return true;
    }

    private String pattern() {
        return options.quotedPattern == null ? options.pattern
            : QuotedText.unquoted(options.quotedPattern, "--quoted-pattern.");
    }

    private void scan(final KeyScan scan) throws IOException {
        for (List<String> keys = scan.next(); keys != null; keys = scan.next()) {
            for (final String key : keys) {
                out.print(format.format(new Reply('$', key, null)));
            }
            out.flush();
            if (out.checkError()) {
                // Whoever read it has gone, as head does.
                return;
            }
        }
    }

    private void sampleLatency(final LatencySampler sampler, final long intervalMs) throws IOException {
        final boolean isForPrograms = options.isRaw || options.isCsv || !surroundings.isOutputTerminal();
        if (isForPrograms) {
            sampler.runFor(intervalMs == 0 ? SECOND_MS : intervalMs, options.isCsv ? "," : " ");
        } else {
            sampler.runForEver();
        }
    }
}
