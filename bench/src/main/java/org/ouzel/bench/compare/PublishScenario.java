package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import org.ouzel.bench.load.Subscribers;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.protocol.client.RespClient;

/** Messages to one channel, P=16, and what their delivery to its subscribers costs. */
final class PublishScenario implements Scenario {
    private static final double NS_PER_US = 1e3;
    private static final String CHANNEL = "channel";
    private static final String PAYLOAD = "xxx";

    private final int subscriberCount;
    private final int requestCount;

    PublishScenario(final int subscriberCount, final int requestCount) {
        this.subscriberCount = subscriberCount;
        this.requestCount = requestCount;
    }

    @Override
    public boolean isOnRunningServer() {
        return true;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        try (RespClient connection = RespClient.connect("127.0.0.1", contender.running().port())) {
            connection.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 0 0");
        }
        if (options.warmUpScale() > 0) {
            measure(contender, options);
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final ServerProcess server = contender.running();
        final int requests = options.scaled(requestCount);
        final SampleBuilder sample = new SampleBuilder();
        try (Subscribers subscribers = new Subscribers(server.port(), subscriberCount, CHANNEL, PAYLOAD.length())) {
            final long callsBefore = Saturation.calls(server.port(), "publish");
            final CpuReading before = CpuReading.of(server.pid());
            final BenchmarkCsv result = RedisBenchmark.run(RedisBenchmark.command(
                List.of("PUBLISH", CHANNEL, PAYLOAD), 1, requests, server.port(), options.core()));
            final long calls = Saturation.calls(server.port(), "publish") - callsBefore;
            subscribers.await(calls);
            final long serverNs = CpuReading.of(server.pid()).nsSince(before);
            sample.put(Metric.THROUGHPUT, result.throughput() * subscriberCount);
            sample.put(Metric.CPU_PER_MESSAGE, serverNs / NS_PER_US / calls / subscriberCount);
        }
        return sample.build();
    }
}
