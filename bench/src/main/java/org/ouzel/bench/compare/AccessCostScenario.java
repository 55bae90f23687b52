package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.protocol.client.RespClient;
import org.ouzel.protocol.client.RespError;

/**
 * What it costs that a user may not do everything: SET of random keys, P=16, by the default user and by one who may use
 * some commands on some keys, in turn on the same server. The figure is the median of the pairs' differences.
 */
final class AccessCostScenario implements Scenario {
    private static final String USER = "bench";
    private static final String PASSWORD = "bench";
    private static final String[] RULES = {"on", ">" + PASSWORD, "~key:*", "~other:*", "+@string", "+ping",
        "-@dangerous"};
    private static final List<String> WORDS = List.of("SET", "key:__rand_int__", "xxx");
    private static final int KEY_COUNT = 100_000;
    private static final int REQUEST_COUNT = 1_000_000;
    private static final int PAIR_COUNT = 12;
    /** As many as the compiler of the server's hot code takes to settle for both users. */
    private static final int WARM_UP_PAIR_COUNT = 4;
    private static final double NS_PER_US = 1e3;
    private static final double PERCENT = 100;

    @Override
    public boolean isOnRunningServer() {
        return true;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        contender.forgetLoaded();
        final ServerProcess server = contender.running();
        CollectionFill.strings(KEY_COUNT).run(server.port(), options);
        addUser(server.port());
        for (int pair = 0; pair < WARM_UP_PAIR_COUNT && options.warmUpScale() > 0; pair++) {
            nsPerRequest(server, options, false);
            nsPerRequest(server, options, true);
        }
    }

    /** The user shares the default user's keys; where users have none of their own, there is no such rule. */
    private static void addUser(final int port) throws IOException {
        final List<Object> request = new ArrayList<>(List.of("ACL", "SETUSER", USER));
        request.addAll(List.of(RULES));
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            Object reply = connection.call(request.toArray());
            if (reply instanceof RespError) {
                throw new IOException("no user to measure with: " + reply);
            }
            reply = connection.call("ACL", "SETUSER", USER, "namespace=default");
            if (reply instanceof RespError && !reply.toString().contains("Syntax error")) {
                throw new IOException("no keys to measure with: " + reply);
            }
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final ServerProcess server = contender.running();
        final List<Double> extraPercents = new ArrayList<>();
        final List<Double> restricted = new ArrayList<>();
        for (int pair = 0; pair < PAIR_COUNT; pair++) {
            // Who comes first alternates, so that a machine that gets slower or faster counts for neither.
            final boolean isRestrictedFirst = pair % 2 == 1;
            final double first = nsPerRequest(server, options, isRestrictedFirst);
            final double second = nsPerRequest(server, options, !isRestrictedFirst);
            final double limited = isRestrictedFirst ? first : second;
            final double free = isRestrictedFirst ? second : first;
            extraPercents.add(PERCENT * (limited / free - 1));
            restricted.add(limited / NS_PER_US);
        }
        return new SampleBuilder()
            .put(Metric.ACCESS_COST_PERCENT, Figure.median(extraPercents))
            .put(Metric.CPU_PER_REQUEST, Figure.median(restricted))
            .build();
    }

    private static double nsPerRequest(final ServerProcess server, final CompareOptions options,
        final boolean isRestricted) throws IOException, InterruptedException {
        final int requests = options.scaled(REQUEST_COUNT);
        final List<String> line = RedisBenchmark.command(WORDS, options.scaled(KEY_COUNT), requests, server.port(),
            options.core());
        if (isRestricted) {
            line.addAll(line.indexOf("-h"), List.of("--user", USER, "-a", PASSWORD));
        }
        final CpuReading before = CpuReading.of(server.pid());
        RedisBenchmark.run(line);
        return (double) CpuReading.of(server.pid()).nsSince(before) / requests;
    }
}
