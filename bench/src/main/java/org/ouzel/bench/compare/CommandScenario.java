package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ouzel.bench.proc.MemoryReading;
import org.ouzel.protocol.client.RespClient;

/**
 * One command at saturation, P=16, over the same collections before each run: they are made anew where the command
 * changes them.
 */
final class CommandScenario implements Scenario {
    private static final double BYTES_PER_MB = 1e6;

    private final CollectionFill fill;
    private final List<String> words;
    private final int range;
    private final int requestCount;
    private final boolean isReading;
    private final List<String> preparation;

    /**
     * @param fill what the server holds before
     * @param preparation a request sent once before, or empty
     * @param words the command; {@code __rand_int__} in it is a number
     * @param range the numbers are below it
     * @param requestCount requests of one run
     * @param isReading whether the command leaves the collections as they are
     */
    CommandScenario(
        final CollectionFill fill, final List<String> preparation, final List<String> words, final int range,
        final int requestCount, final boolean isReading) {
        this.fill = fill;
        this.preparation = List.copyOf(preparation);
        this.words = List.copyOf(words);
        this.range = range;
        this.requestCount = requestCount;
        this.isReading = isReading;
    }

    @Override
    public boolean isOnRunningServer() {
        return true;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        contender.forgetLoaded();
        final int port = contender.running().port();
        fill.run(port, options);
        if (!preparation.isEmpty()) {
            try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
                connection.call(preparation.toArray());
            }
        }
        final int requests = (int) (options.scaled(requestCount) * options.warmUpScale());
        if (requests > 0) {
            RedisBenchmark.run(RedisBenchmark.command(words, scaledRange(options), requests, port, options.core()));
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final ServerProcess server = contender.running();
        if (!isReading) {
            fill.run(server.port(), options);
        }
        final SampleBuilder sample = new SampleBuilder();
        final int requests = options.scaled(requestCount);
        Saturation.measure(server,
            RedisBenchmark.command(words, scaledRange(options), requests, server.port(), options.core()),
            words.get(0).toLowerCase(Locale.ROOT), requests, RedisBenchmark.PIPELINE * RedisBenchmark.CLIENT_COUNT,
            sample);
        return sample.put(Metric.RESIDENT_MB, MemoryReading.residentBytes(server.pid()) / BYTES_PER_MB).build();
    }

    private int scaledRange(final CompareOptions options) {
        return options.scaled(range);
    }
}
