package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** {@code --latency}: how long PING takes, in milliseconds, a hundred times a second. */
final class LatencySampler {
    private static final long SAMPLE_INTERVAL_MS = 10;

    private long count;
    private long totalNs;
    private long leastNs = Long.MAX_VALUE;
    private long mostNs;
    private final Connection connection;
    private final PrintStream out;

    LatencySampler(final Connection connection, final PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /** Samples for a while, then prints minimum, maximum, mean and count. */
    void runFor(final long durationMs, final String separator) throws IOException {
        final long startNs = System.nanoTime();
        do {
            sample();
        } while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(durationMs));
        out.println(String.join(separator, ms(leastNs), ms(mostNs), mean(), Long.toString(count)));
        out.flush();
    }

    /** Samples until the process ends, and rewrites a line on the terminal. */
    void runForEver() throws IOException {
        while (true) {
            sample();
            out.printf("\u001b[0G\u001b[2Kmin: %s, max: %s, avg: %s (%d samples)", ms(leastNs), ms(mostNs), mean(),
                count);
            out.flush();
        }
    }

    private void sample() throws IOException {
        final long startNs = System.nanoTime();
        connection.call(List.of("PING"));
        final long elapsedNs = System.nanoTime() - startNs;
        count++;
        totalNs += elapsedNs;
        leastNs = Math.min(leastNs, elapsedNs);
        mostNs = Math.max(mostNs, elapsedNs);
        Pauses.sleep(SAMPLE_INTERVAL_MS);
    }

    private String mean() {
        return ms(totalNs / count);
    }

    private static String ms(final long ns) {
        return String.format(Locale.ROOT, "%.2f", ns / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
}
