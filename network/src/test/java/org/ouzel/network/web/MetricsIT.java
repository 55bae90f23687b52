package org.ouzel.network.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** What {@code /metrics} tells, in which form, and whom. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class MetricsIT {
    private static final Pattern COMMENT =
        Pattern.compile("# (HELP ([a-z_]+) [^\n]+|TYPE ([a-z_]+) (counter|gauge|histogram|summary))");
    private static final Pattern SAMPLE = Pattern.compile(
        "([a-z_]+)(\\{[a-z_]+=\"[^\"\n]*\"(,[a-z_]+=\"[^\"\n]*\")*\\})? (-?[0-9.]+(E-?[0-9]+)?|NaN|[+-]Inf)");

    @Parameter
    private OuzelSetup setup;

    /** Reads the text format line by line: every line must be one of it, and every sample after its type. */
    private static Map<String, Double> parse(final String text) {
        final Map<String, Double> samples = new HashMap<>();
        final Set<String> families = new HashSet<>();
        for (final String line : text.split("\n")) {
            final Matcher comment = COMMENT.matcher(line);
            final Matcher sample = SAMPLE.matcher(line);
            if (comment.matches()) {
                if (comment.group(3) != null) {
                    assertTrue(families.add(comment.group(3)), line);
                }
            } else {
                assertTrue(sample.matches(), line);
                final String name = sample.group(1);
                assertTrue(families.contains(name) || families.contains(name.replaceAll("_(bucket|count|sum)$", "")),
                    line);
                final String labels = sample.group(2) == null ? "" : sample.group(2);
                assertEquals(null, samples.put(name + labels, Double.valueOf(sample.group(4).replace("Inf",
                    "Infinity"))), line);
            }
        }
        return samples;
    }

    private static double field(final String info, final String name) {
        final Matcher matcher = Pattern.compile("(?m)^" + name + ":([-0-9.]+)").matcher(info);
        assertTrue(matcher.find(), name);
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void shouldTellWhatInfoTells() {
        try (ServerUnderTest server = setup.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            for (int i = 0; i < 100; i++) {
                connection.call("SET", "key:" + i, "value");
            }
            connection.call("SET", "brief", "value", "EX", "1000");
            connection.call("SELECT", "3");
            connection.call("LPUSH", "list", "a");
            connection.call("GET", "list");
            connection.call("GET", "nothing");
            final String before = connection.call("INFO", "everything");
            final HttpResponse<String> response = WebClient.of(connection).get("/metrics");
            final String after = connection.call("INFO", "everything");
            assertEquals(200, response.statusCode());
            assertEquals("text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("content-type").orElseThrow());
            final Map<String, Double> samples = parse(response.body());
            assertEquals(101, samples.get("ouzel_keys{database=\"0\"}"));
            assertEquals(1, samples.get("ouzel_keys{database=\"3\"}"));
            assertEquals(1, samples.get("ouzel_keys_expiring{database=\"0\"}"));
            assertEquals(101, samples.get("ouzel_commands_total{command=\"set\"}"));
            assertEquals(1, samples.get("ouzel_commands_failed_total{command=\"get\"}"));
            assertEquals(1, samples.get("ouzel_error_replies_by_code_total{code=\"WRONGTYPE\"}"));
            assertEquals(field(before, "keyspace_misses"), samples.get("ouzel_keyspace_misses_total"));
            assertEquals(field(before, "keyspace_hits"), samples.get("ouzel_keyspace_hits_total"));
            assertEquals(field(before, "maxclients"), samples.get("ouzel_max_clients"));
            assertEquals(field(before, "connected_clients") + 1, samples.get("ouzel_connected_clients"));
            assertEquals(field(before, "shards"), samples.get("ouzel_shards"));
            for (final String name : new String[] {"network_input_bytes", "commands_processed"}) {
                final double value = samples.get("ouzel_" + name + "_total");
                final String infoName = "commands_processed".equals(name) ? "total_" + name : "total_net_input_bytes";
                assertTrue(field(before, infoName) <= value && value <= field(after, infoName), name + "=" + value);
            }
            assertTrue(samples.get("ouzel_jvm_heap_used_bytes") > 0);
            assertTrue(samples.containsKey("ouzel_stage_total_seconds{loop=\"0\",quantile=\"0.999\"}"));
        }
    }

    @Test
    void shouldHaveHistogramsThatAddUp() {
        try (ServerUnderTest server = setup.start(WebClient.options("--latency-sample-interval", "1"));
            RawConnection connection = server.connect()) {
            for (int i = 0; i < 50; i++) {
                connection.call("SET", "key:" + i, "value");
            }
            final Map<String, Double> samples = parse(WebClient.of(connection).get("/metrics").body());
            final String prefix = "ouzel_command_duration_seconds_bucket{command=\"set\",le=\"";
            double before = 0;
            int buckets = 0;
            for (int i = 0; i < 26; i++) {
                final Double count = samples.get(prefix + 1.024e-6 * (1L << i) + "\"}");
                assertTrue(count != null && count >= before, "bucket=" + i + " count=" + count);
                before = count;
                buckets++;
            }
            assertEquals(26, buckets);
            assertEquals(50, samples.get(prefix + "+Inf\"}"));
            assertEquals(50, samples.get("ouzel_command_duration_seconds_count{command=\"set\"}"));
            assertTrue(samples.get("ouzel_command_duration_seconds_sum{command=\"set\"}") >= 0);
        }
    }

    @Test
    void shouldSpeakOpenMetrics() {
        try (ServerUnderTest server = setup.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final HttpResponse<String> response = WebClient.of(connection).get("/metrics", "Accept",
                "application/openmetrics-text; version=1.0.0");
            assertTrue(response.headers().firstValue("content-type").orElseThrow()
                .startsWith("application/openmetrics-text"));
            assertTrue(response.body().endsWith("# EOF\n"));
        }
    }

    @Test
    void shouldLetInWhoMayAskForInfo() {
        try (ServerUnderTest server = setup.start(WebClient.options("--requirepass", "secret",
            "--acl-new-user-namespace", "default")); RawConnection connection = server.connect()) {
            connection.call("AUTH", "secret");
            connection.call("ACL", "SETUSER", "watcher", "on", ">pw", "-@all", "+info");
            connection.call("ACL", "SETUSER", "writer", "on", ">pw", "~*", "+@all", "-@dangerous");
            connection.call("ACL", "LOG", "RESET");
            final WebClient client = WebClient.of(connection);
            final HttpResponse<String> stranger = client.get("/metrics");
            assertEquals(401, stranger.statusCode());
            assertTrue(stranger.headers().firstValue("www-authenticate").orElse("").startsWith("Basic "));
            assertFalse(stranger.body().contains("ouzel_"));
            assertEquals(401, status(client, WebClient.basic("default", "wrong")));
            assertEquals(401, status(client, "Nonsense"));
            assertEquals(200, status(client, WebClient.basic("default", "secret")));
            assertEquals(200, status(client, "Bearer secret"));
            assertEquals(403, status(client, WebClient.basic("writer", "pw")));
            final HttpResponse<String> watched =
                client.get("/metrics", "Authorization", WebClient.basic("watcher", "pw"));
            assertEquals(200, watched.statusCode());
            assertFalse(watched.body().contains("command_duration_seconds_bucket"), "LATENCY is not allowed");
            final String log = connection.call("ACL", "LOG");
            assertTrue(log.contains("$4\r\nauth\r\n") && log.contains("name=") && log.contains("laddr="), log);
        }
    }

    private static int status(final WebClient client, final String authorization) {
        return client.get("/metrics", "Authorization", authorization).statusCode();
    }

    @Test
    void shouldShowATenantItsOwnOnly() {
        try (ServerUnderTest server = setup.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            connection.call("ACL", "SETUSER", "tenant", "on", ">pw", "~*", "+@all", "-tenant");
            for (int i = 0; i < 30; i++) {
                connection.call("SET", "key:" + i, "value");
            }
            try (RawConnection own = server.connect()) {
                own.call("AUTH", "tenant", "pw");
                own.call("SET", "mine", "value");
            }
            final WebClient client = WebClient.of(connection);
            final Map<String, Double> samples =
                parse(client.get("/metrics", "Authorization", WebClient.basic("tenant", "pw")).body());
            assertEquals(1, samples.get("ouzel_keys{database=\"0\"}"));
            assertEquals(1, samples.get("ouzel_commands_total{command=\"set\"}"));
            assertFalse(samples.containsKey("ouzel_jvm_heap_used_bytes"));
            assertFalse(samples.containsKey("ouzel_ring_used_slots"));
            assertEquals(30, parse(client.get("/metrics").body()).get("ouzel_keys{database=\"0\"}"));
        }
    }

    /** A scrape is a client, and leaves nothing behind. */
    @Test
    void shouldLeaveNoClientBehind() {
        try (ServerUnderTest server = setup.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final WebClient client = WebClient.of(connection);
            for (int i = 0; i < 20; i++) {
                assertEquals(200, client.get("/metrics").statusCode());
            }
            String info = connection.call("INFO", "clients");
            while (field(info, "connected_clients") > 1) {
                info = connection.call("INFO", "clients");
            }
            assertEquals(21, field(connection.call("INFO", "stats"), "total_connections_received"));
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "maxclients", "1"));
            final HttpResponse<String> refused = client.get("/metrics");
            assertEquals(503, refused.statusCode());
            assertEquals("ERR max number of clients reached\n", refused.body());
        }
    }
}
