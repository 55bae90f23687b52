package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class InfoCommandTest extends CommandTest {
    private static final Pattern TITLE = Pattern.compile("# (\\w+)");

    @Test
    void shouldSendTheSectionsThatAreAskedFor() {
        final List<String> usual = List.of("Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU",
            "Modules", "Errorstats", "Cluster", "Keyspace", "Ouzel");
        final List<String> all = List.of("Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU",
            "Modules", "Commandstats", "Errorstats", "Latencystats", "Cluster", "Keyspace", "Ouzel");
        assertEquals(usual, titles("INFO"));
        assertEquals(usual, titles("INFO default"));
        assertEquals(all, titles("INFO all"));
        assertEquals(all, titles("INFO everything"));
        assertEquals(List.of("Server", "Keyspace"), titles("INFO keyspace SERVER junk"));
        assertEquals(List.of("Cluster", "Commandstats").stream().sorted().toList(),
            titles("INFO commandstats cluster").stream().sorted().toList());
        expect("$0 ", "INFO junk");
        engine.run("HELLO 3");
        assertTrue(engine.run("INFO cluster").startsWith("=34 txt:# Cluster cluster_enabled:0"),
            engine.run("INFO cluster"));
    }

    @Test
    void shouldCountKeysExpiriesHitsAndMisses() {
        engine.run("MSET a 1 b 2 c 3");
        engine.run("SET d 4 PX 1000");
        engine.run("SET e 5 PX 3000");
        engine.run("GET a");
        engine.run("GET missing");
        assertEquals("keys=5,expires=2,avg_ttl=2000", field("keyspace", "db0"));
        assertEquals("1", field("stats", "keyspace_hits"));
        assertEquals("1", field("stats", "keyspace_misses"));
        engine.advance(1500);
        engine.run("GET d");
        assertEquals("1", field("stats", "expired_keys"));
        assertEquals("keys=4,expires=1,avg_ttl=1500", field("keyspace", "db0"));
    }

    @Test
    void shouldCountCallsRefusalsAndFailuresByCommand() {
        engine.run("SET key value");
        engine.run("GET key");
        engine.run("GET key");
        engine.run("GET");
        engine.run("INCR key");
        engine.run("CLIENT SETNAME a b");
        engine.run("SELECT 99");
        engine.run("MGET a b c d e f");
        assertEquals("calls=2,rejected_calls=1,failed_calls=0", calls("get"));
        assertEquals("calls=1,rejected_calls=0,failed_calls=1", calls("incr"));
        assertEquals("calls=0,rejected_calls=1,failed_calls=0", calls("client|setname"));
        assertEquals("calls=1,rejected_calls=0,failed_calls=1", calls("select"));
        assertEquals("calls=1,rejected_calls=0,failed_calls=0", calls("mget"));
        assertTrue(field("latencystats", "latency_percentiles_usec_get").matches("p50=[\\d.]+,p99=[\\d.]+,p99\\.9=.*"));
    }

    @Test
    void shouldCountErrorsByCode() {
        engine.run("junk");
        engine.run("INCRBY key x");
        engine.run("HELLO 9");
        assertEquals("count=2", field("errorstats", "errorstat_ERR"));
        assertEquals("count=1", field("errorstats", "errorstat_NOPROTO"));
        assertEquals("3", field("stats", "total_error_replies"));
    }

    @Test
    void shouldAccountForMemoryExactly() {
        // Every shard makes its database at the first use.
        engine.run("DBSIZE");
        final long before = Long.parseLong(field("memory", "used_memory"));
        final long dataset = Long.parseLong(field("memory", "used_memory_dataset"));
        engine.run("SET", "key", "x".repeat(1000));
        final long usage = Long.parseLong(engine.run("MEMORY USAGE key").substring(1));
        assertEquals(usage - Long.BYTES, Long.parseLong(field("memory", "used_memory_dataset")) - dataset);
        engine.run("DEL key");
        engine.run("MEMORY PURGE");
        assertEquals(before, Long.parseLong(field("memory", "used_memory")));
        assertTrue(Long.parseLong(field("memory", "used_memory_peak")) > before);
    }

    @Test
    void shouldTellHowTheEngineIsBuilt() {
        assertEquals(setup.name().startsWith("FUSED") ? "fused" : "dedicated", field("ouzel", "threading"));
        assertEquals(String.valueOf(setup.shardCount()), field("ouzel", "shards"));
        assertEquals("64", field("ouzel", "ring_size"));
        assertTrue(field("ouzel", "stage_wait_usec_shard0").startsWith("p50="));
        assertEquals("7.2.4", field("server", "redis_version"));
        assertEquals("1", field("clients", "connected_clients"));
        assertFalse(field("cpu", "used_cpu_user").isEmpty());
    }

    @Test
    void shouldCountNoSubcommandsThatThereAreNot() {
        engine.run("CONFIG junk");
        engine.run("LATENCY junk x");
        engine.run("MEMORY");
        final String info = engine.run("INFO commandstats");
        assertFalse(info.contains("cmdstat_config:"), info);
        assertFalse(info.contains("cmdstat_latency:"), info);
        assertEquals("calls=0,rejected_calls=1,failed_calls=0", calls("memory"));
        assertEquals("3", field("errorstats", "errorstat_ERR").replace("count=", ""));
    }

    @Test
    void shouldTellOfRefusalsOnce() {
        final String info = engine.run("INFO stats");
        assertTrue(info.contains(" reply_buffer_expands:0 acl_access_denied_auth:0 acl_access_denied_cmd:0"
            + " acl_access_denied_key:0 acl_access_denied_channel:0"), info);
        assertEquals(2, info.split("acl_access_denied_cmd:", -1).length);
    }

    @Test
    void shouldCountWhatCachedScriptsTake() {
        assertEquals("0", field("memory", "used_memory_scripts_eval"));
        engine.run("EVAL", "return 1", "0");
        final String one = field("memory", "used_memory_scripts_eval");
        assertTrue(Long.parseLong(one) > "return 1".length(), one);
        engine.run("EVAL", "return 1", "0");
        engine.run("SCRIPT", "LOAD", "return 1");
        assertEquals(one, field("memory", "used_memory_scripts_eval"));
        for (int i = 0; i < 600; i++) {
            engine.run("EVAL", "return 1--" + (100 + i), "0");
        }
        // 500 that only EVAL has brought, each with a comment of five bytes, and the one that stays.
        assertEquals("501", field("memory", "number_of_cached_scripts"));
        assertEquals(501 * Long.parseLong(one) + 500 * 5, Long.parseLong(field("memory", "used_memory_scripts_eval")));
        engine.run("SCRIPT FLUSH");
        assertEquals("0", field("memory", "used_memory_scripts_eval"));
    }

    @Test
    void shouldCountChannelsThatSomebodyListensTo() {
        engine.run("HELLO 3");
        engine.run("SUBSCRIBE a b");
        engine.run("SSUBSCRIBE c");
        assertEquals("2", field("stats", "pubsub_channels"));
        assertEquals("1", field("stats", "pubsubshard_channels"));
        engine.run("UNSUBSCRIBE");
        engine.run("SUNSUBSCRIBE");
        assertEquals("0", field("stats", "pubsub_channels"));
        assertEquals("0", field("stats", "pubsubshard_channels"));
    }

    private String calls(final String command) {
        return field("commandstats", "cmdstat_" + command).replaceAll(",usec.*?,rejected", ",rejected");
    }

    private List<String> titles(final String request) {
        final List<String> titles = new ArrayList<>();
        final Matcher matcher = TITLE.matcher(engine.run(request));
        while (matcher.find()) {
            titles.add(matcher.group(1));
        }
        return titles;
    }

    private String field(final String section, final String name) {
        for (final String line : engine.run("INFO " + section).split(" ")) {
            if (line.startsWith(name + ":")) {
                return line.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no field " + name);
    }
}
