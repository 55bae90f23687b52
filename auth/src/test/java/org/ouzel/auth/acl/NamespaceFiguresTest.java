package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.harness.EngineHarness;

/** What a tenant is told about the server: its own figures, which others don't change; administrators see them all. */
class NamespaceFiguresTest extends AclTest {
    private static final long SEED = 815;
    private static final int ROUND_COUNT = 2;
    /** These are for whoever runs the server, or stop it, or hold up everybody: given to administrators only. */
    private static final Set<String> SERVER_COMMANDS = Set.of("shutdown", "debug", "client|pause", "config|set",
        "config|rewrite");
    private static final String[] WORDS = {"str", "list", "hash", "set", "zset", "stream", "0", "1", "5", "*", "GET",
        "STORE", "EX", "100", "COUNT", "LEFT", "MATCH", "x"};
    private static final String[] QUESTIONS = {"INFO everything", "MEMORY STATS", "MEMORY DOCTOR",
        "MEMORY MALLOC-STATS", "LATENCY LATEST", "LATENCY HISTOGRAM", "LATENCY DOCTOR", "LATENCY HISTORY command",
        "CLIENT LIST", "DBSIZE", "SLOWLOG GET -1", "SLOWLOG LEN", "PUBSUB CHANNELS", "PUBSUB NUMPAT", "SCRIPT EXISTS a",
        "FUNCTION LIST", "FUNCTION STATS", "LASTSAVE", "KEYS *", "RANDOMKEY", "SCAN 0", "MEMORY USAGE mine",
        "CONFIG GET *", "COMMAND COUNT", "ROLE", "CLIENT TRACKINGINFO", "CLIENT ID", "OBJECT ENCODING mine",
        "GET nothing", "HGET mine x"};

    @Override
    protected String[] settings() {
        return new String[] {"slowlog-log-slower-than", "0", "latency-sample-interval", "4"};
    }

    private static EngineHarness.Client tenant(final EngineHarness engine, final String name) {
        engine.run("ACL SETUSER " + name + " on >pw ~* &* +@all -acl -tenant");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK", client.run("AUTH " + name + " pw"));
        return client;
    }

    /** Asks everything twice, others doing what they do in between; returns the second answers, without times. */
    private static List<String> answers(final EngineHarness engine, final Runnable meanwhile) {
        final EngineHarness.Client asking = tenant(engine, "asking");
        asking.run("SET mine 1");
        for (final String question : QUESTIONS) {
            asking.run(question.split(" "));
        }
        meanwhile.run();
        final List<String> answers = new ArrayList<>();
        for (final String question : QUESTIONS) {
            answers.add(question + " -> " + withoutTimes(asking.run(question.split(" "))));
        }
        return answers;
    }

    private static String withoutTimes(final String answer) {
        return answer.replaceAll("(usec|usec_per_call|p[0-9.]+)=[0-9.]+", "$1=…")
            .replaceAll("(run_id|master_replid|server_time_usec|uptime_in_seconds):\\w+", "$1:…")
            .replaceAll("\\$\\d+ # Server", "# Server")
            .replaceAll("\\$\\d+ master \\w+", "…")
            .replaceAll("histogram_usec [*%]\\d+( :\\d+)*", "histogram_usec …")
            .replaceAll("(\\*6 :\\d+ :\\d+) :\\d+", "$1 :…");
    }

    private void makeNoise() {
        final Random random = new Random(SEED);
        for (final String name : new String[] {"other", "another"}) {
            final EngineHarness.Client listening = tenant(engine, name);
            listening.run("PSUBSCRIBE *");
            final EngineHarness.Client monitoring = tenant(engine, name);
            monitoring.run("MONITOR");
            final EngineHarness.Client caching = tenant(engine, name);
            caching.run("CLIENT TRACKING ON BCAST PREFIX a");
            final EngineHarness.Client waiting = tenant(engine, name);
            waiting.send("BLPOP nothing 100");
            for (final CommandSpec spec : engine.server().commandTable().all()) {
                if (spec.handler() == null || SERVER_COMMANDS.contains(spec.name())) {
                    continue;
                }
                for (int round = 0; round < ROUND_COUNT; round++) {
                    final EngineHarness.Client client = login(name);
                    client.run("SET str " + "x".repeat(100));
                    client.run(request(spec, random));
                    client.disconnect();
                }
            }
        }
    }

    private static String[] request(final CommandSpec spec, final Random random) {
        final List<String> request = new ArrayList<>(Arrays.asList(spec.name().split("\\|")));
        while (request.size() < Math.abs(spec.arity())) {
            request.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return request.toArray(String[]::new);
    }

    @Test
    void shouldNotChangeWithWhatOtherTenantsDo() {
        final List<String> noisy = answers(engine, this::makeNoise);
        try (EngineHarness quiet = start(settings())) {
            // The default namespace isn't alone either way.
            final List<String> expected = answers(quiet, () -> { });
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), noisy.get(i));
            }
        }
    }

    private static long field(final String info, final String name) {
        final String found = info.replaceFirst("(?s).*[ :]" + name + "[:=](\\d+).*", "$1");
        assertFalse(found.equals(info), () -> name + " in " + info);
        return Long.parseLong(found);
    }

    @Test
    void shouldTellATenantOfWhatItDoes() {
        final EngineHarness.Client al = tenant(engine, "al");
        al.run("SET a 1");
        al.run("GET a");
        al.run("GET b");
        al.run("INCR nothing x");
        al.run("LPUSH a 1");
        final EngineHarness.Client second = engine.newClient();
        second.run("AUTH al pw");
        final String info = al.run("INFO everything");
        assertEquals(2, field(info, "connected_clients"));
        assertEquals(2, field(info, "total_connections_received"));
        assertEquals(1, field(info, "keyspace_hits"));
        assertEquals(1, field(info, "keyspace_misses"));
        assertEquals(2, field(info, "total_error_replies"));
        assertEquals(1, field(info, "errorstat_WRONGTYPE:count"));
        assertEquals(2, field(info, "cmdstat_get:calls"));
        assertTrue(info.contains("latency_percentiles_usec_get:p50="), info);
        assertFalse(info.contains("cmdstat_acl|setuser"), info);
        final long bytes = engine.server().usedBytes(al.session().namespace());
        assertTrue(bytes > 0);
        assertEquals(bytes, field(info, "used_memory"));
        assertEquals(bytes, field(info, "used_memory_peak"));
        assertTrue(al.run("LATENCY HISTOGRAM get").startsWith("*2 $3 get *4 $5 calls :"));
    }

    @Test
    void shouldCountKeysThatExpireForTheirTenant() {
        final EngineHarness.Client al = tenant(engine, "al");
        final EngineHarness.Client bo = tenant(engine, "bo");
        al.run("SET a 1 PX 10");
        engine.advance(20);
        assertEquals("$-1", al.run("GET a"));
        assertEquals(1, field(al.run("INFO stats"), "expired_keys"));
        assertEquals(0, field(bo.run("INFO stats"), "expired_keys"));
        assertTrue(engine.run("TENANT STATS al").contains("$12 expired-keys :1 "));
        assertTrue(engine.run("TENANT STATS bo").contains("$12 expired-keys :0 "));
        assertEquals(1, field(engine.run("INFO stats"), "expired_keys"));
    }

    @Test
    void shouldCountRefusalsForTheirTenant() {
        engine.run("ACL SETUSER al on >pw ~a +@all -acl -tenant");
        engine.run("ACL SETUSER bo on >pw ~a +@all -acl -tenant");
        final EngineHarness.Client al = login("al");
        final EngineHarness.Client bo = login("bo");
        al.run("GET b");
        al.run("ACL WHOAMI");
        assertEquals(1, field(al.run("INFO stats"), "acl_access_denied_key"));
        assertEquals(1, field(al.run("INFO stats"), "acl_access_denied_cmd"));
        assertEquals(0, field(bo.run("INFO stats"), "acl_access_denied_key"));
        assertEquals(1, field(engine.run("INFO stats"), "acl_access_denied_key"));
    }

    @Test
    void shouldForgetOnlyWhatTheTenantMayKnowOf() {
        final EngineHarness.Client al = tenant(engine, "al");
        final EngineHarness.Client bo = tenant(engine, "bo");
        al.run("GET x");
        bo.run("GET x");
        assertEquals("+OK", al.run("CONFIG RESETSTAT"));
        assertEquals(0, field(al.run("INFO stats"), "keyspace_misses"));
        assertEquals(1, field(bo.run("INFO stats"), "keyspace_misses"));
        assertEquals(2, field(engine.run("INFO stats"), "keyspace_misses"));
        engine.run("CONFIG RESETSTAT");
        assertEquals(0, field(bo.run("INFO stats"), "keyspace_misses"));
    }

    @Test
    void shouldKeepTheSlowLogsApart() {
        final EngineHarness.Client al = tenant(engine, "al");
        final EngineHarness.Client bo = tenant(engine, "bo");
        engine.run("CONFIG SET slowlog-max-len 3");
        bo.run("SET mine 1");
        for (int i = 0; i < 10; i++) {
            al.run("GET x" + i);
        }
        assertTrue(bo.run("SLOWLOG GET").contains("$4 mine"));
        assertEquals(":3", al.run("SLOWLOG LEN"));
    }

    @Test
    void shouldTellAdministratorsOfAll() {
        final EngineHarness.Client al = tenant(engine, "al");
        al.run("SET a 1");
        al.run("GET a");
        final String info = engine.run("INFO everything");
        assertEquals(1, field(info, "keyspace_hits"));
        assertEquals(1, field(info, "cmdstat_set:calls"));
        assertEquals(2, field(info, "connected_clients"));
        assertTrue(info.contains("ring_used:"), info);
        assertEquals(1, info.split("acl_access_denied_cmd:", -1).length - 1);
    }

    @Test
    void shouldTellEverybodyOfTheServerAsLongAsThereAreNoTenants() {
        engine.run("ACL SETUSER al on >pw ~* +@all -acl -tenant namespace=default");
        engine.run("SET a 1");
        final EngineHarness.Client al = login("al");
        final String info = al.run("INFO everything");
        assertEquals(1, field(info, "cmdstat_set:calls"));
        assertEquals(2, field(info, "connected_clients"));
        final EngineHarness.Client bo = tenant(engine, "bo");
        bo.run("SET a 1");
        assertEquals(2, field(al.run("INFO everything"), "connected_clients"));
        assertEquals(2, field(engine.run("INFO everything"), "cmdstat_set:calls"));
    }
}
