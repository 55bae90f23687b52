package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ouzel.protocol.client.RespClient;

/** Runs mixes over two servers, interleaved: A B A B … */
final class Comparison {
    private final Contender baseline;
    private final Contender candidate;
    private final CompareOptions options;

    Comparison(final Contender baseline, final Contender candidate, final CompareOptions options) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.options = options;
    }

    /** Returns what a server says of itself; starts it, so that it is built before anything is timed. */
    String version(final Contender contender) throws IOException, InterruptedException {
        try (RespClient connection = RespClient.connect("127.0.0.1", contender.running().port())) {
            final Map<String, String> info = InfoText.parse(InfoText.of(connection, "server"));
            final List<String> parts = new ArrayList<>();
            for (final Map.Entry<String, String> field : info.entrySet()) {
                if (field.getKey().endsWith("_version") || field.getKey().endsWith("_mode")) {
                    parts.add(field.getKey() + "=" + field.getValue());
                }
            }
            return String.join(" ", parts);
        }
    }

    /** Measures the mixes one after the other; a mix that fails is given up, the others go on. */
    List<MixResult> run(final List<Mix> mixes, final Consumer<MixResult> onResult)
        throws IOException, InterruptedException {
        final List<MixResult> results = new ArrayList<>();
        for (final boolean isOnRunningServer : new boolean[] {true, false}) {
            for (final Mix mix : mixes) {
                if (mix.scenario().isOnRunningServer() == isOnRunningServer) {
                    final MixResult result = run(mix);
                    results.add(result);
                    onResult.accept(result);
                }
            }
            baseline.close();
            candidate.close();
        }
        return results;
    }

    private MixResult run(final Mix mix) throws IOException, InterruptedException {
        final List<Round> rounds = new ArrayList<>();
        try {
            mix.scenario().prepare(baseline, options);
            mix.scenario().prepare(candidate, options);
            for (int i = 0; i < options.rounds(); i++) {
                final Sample first = mix.scenario().measure(baseline, options);
                final Sample second = mix.scenario().measure(candidate, options);
                rounds.add(new Round(first, second));
            }
            return MixResult.of(mix, rounds, "");
        } catch (final IOException | RuntimeException e) {
            baseline.close();
            candidate.close();
            return MixResult.of(mix, rounds, e.toString());
        }
    }
}
