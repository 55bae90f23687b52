package org.ouzel.bench.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The mixes of transactions, scripts and messages. */
final class SessionMixes {
    private static final int KEYS = 100_000;
    private static final int SCRIPT_REQUESTS = 1_000_000;
    private static final String SCRIPT = "return redis.call('GET', KEYS[1])";
    /** 1.2 times the messages for a second of CPU time. */
    private static final double MESSAGE_LIMIT = 1 / 1.2;

    private SessionMixes() {
    }

    static List<Mix> all() {
        return List.of(
            new Mix("session-multi", "MULTI of 4 SETs, 100,000 random keys, 50 clients", new TransactionScenario(),
                List.of(Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 1.0))),
            new Mix("session-evalsha", "P=16 EVALSHA of a script with one GET, 100,000 random keys",
                new CommandScenario(CollectionFill.strings(KEYS), List.of("SCRIPT", "LOAD", SCRIPT),
                    List.of("EVALSHA", digest(), "1", "key:__rand_int__"), KEYS, SCRIPT_REQUESTS, true),
                List.of(Hold.ratioAtLeast(Metric.THROUGHPUT, 0.8))),
            publish(1, 1_000_000), publish(10, 300_000), publish(1000, 10_000));
    }

    private static Mix publish(final int subscriberCount, final int requestCount) {
        return new Mix("session-publish-" + subscriberCount, "P=16 PUBLISH to " + subscriberCount + " subscribers",
            new PublishScenario(subscriberCount, requestCount),
            List.of(Hold.ratioAtMost(Metric.CPU_PER_MESSAGE, MESSAGE_LIMIT)));
    }

    private static String digest() {
        try {
            return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-1").digest(SCRIPT.getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
