package org.ouzel.network.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.protocol.client.Reply;

/** redis-cli and redis-benchmark against the server as an operator starts it: {@code scripts/ouzel-server}. */
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class ToolsE2EIT {
    private static final String CLI = "redis-cli";
    private static final String BENCHMARK = "redis-benchmark";

    private static ServerProcess server;

    @Parameter
    private OuzelSetup setup;

    @BeforeParameterizedClassInvocation
    static void start(final OuzelSetup setup) {
        server = setup.startProcess();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void shouldAnswerRedisCli() throws Exception {
        assertEquals("PONG\n", Tool.run(server, CLI, "PING"));
        assertEquals("OK\n", Tool.run(server, CLI, "SET", "greeting", "hello"));
        assertEquals("\"hello\"\n", Tool.run(server, CLI, "--no-raw", "GET", "greeting"));
        assertEquals("(nil)\n", Tool.run(server, CLI, "--no-raw", "GET", "missing"));
        assertEquals("ERR unknown command 'junk', with args beginning with: 'x' \n\n",
            Tool.run(server, CLI, "junk", "x"));
        assertEquals("\"hello\"\n", Tool.run(server, CLI, "-3", "--no-raw", "GET", "greeting"));
        assertTrue(Tool.run(server, CLI, "-3", "--no-raw", "HELLO").contains("# \"proto\" => (integer) 3"));
        assertTrue(Tool.run(server, CLI, "INFO", "server").contains("redis_version:7."));
    }

    @Test
    void shouldRunCommandsFromStandardInput() throws Exception {
        final byte[] input = "SELECT 3\nSET a 1\nINCR a\nGET a\nSELECT 0\n".getBytes(StandardCharsets.UTF_8);
        assertEquals("OK\nOK\n2\n2\nOK\n", Tool.run(server, input, CLI));
    }

    /** The interactive hints of redis-cli are read from this reply; a cli that can't parse it prints no help. */
    @Test
    void shouldDescribeCommandsForTheHints() throws Exception {
        final String text = Tool.run(server, CLI, "--no-raw", "COMMAND", "DOCS", "set");
        for (final String word : new String[] {"\"set\"", "\"summary\"", "\"since\"", "\"group\"", "\"arguments\""}) {
            assertTrue(text.contains(word), text);
        }
        try (RawConnection connection = server.connect(3)) {
            final Reply docs = Reply.parse(connection.call("COMMAND", "DOCS", "set", "no-such-command"));
            assertEquals('%', docs.type());
            assertEquals(2, docs.elements().size());
            assertTrue(docs.elements().get(1).texts().contains("arguments"));
        }
        Tool.runUntil(server, "key value .*summary:.*1\\.0\\.0.*string", CLI, "HELP SET\n");
    }

    @Test
    void shouldListenToChannels() throws Exception {
        Tool.runUntil(server, "\"subscribe\".*\"news\".*\\(integer\\) 1", CLI, "SUBSCRIBE news\n");
        Tool.runUntil(server, "\"psubscribe\".*\"n\\*\".*\\(integer\\) 1", CLI + " -3", "PSUBSCRIBE n*\n");
        final String text = Tool.run(server, "MULTI\nSET a 1\nINCR a\nEXEC\n".getBytes(StandardCharsets.ISO_8859_1),
            CLI);
        assertTrue(text.contains("OK\nQUEUED\nQUEUED\nOK\n2\n"), text);
    }

    @Test
    void shouldMeasureLatencies() throws Exception {
        Tool.runUntil(server, "avg: [0-9.]+ \\([0-9]{2} samples\\)", CLI + " --latency", "");
        Tool.runUntil(server, "avg: [0-9.]+ \\([0-9]{2} samples\\) -- 1", CLI + " --latency-history -i 1", "");
        Tool.runUntil(server, "(---|\\.01|\\x1b\\[48).*\\n", CLI + " --latency-dist -i 1", "");
    }

    @Test
    void shouldShowStatistics() throws Exception {
        Tool.runUntil(server, "keys +mem +clients .*\n[0-9]+ +[0-9.]+[BKMG] +[0-9]+ +[0-9]+ +[0-9]+ \\([^\n]*\n",
            CLI + " --stat -i 0.1", "");
    }

    @Test
    void shouldFindBigKeys() throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        for (int i = 1; i <= 30; i++) {
            Tool.run(server, CLI, "SET", "sized:" + i, "x".repeat(i * 10));
        }
        final String big = Tool.run(server, CLI, "--bigkeys");
        assertTrue(big.contains("Biggest string found '\"sized:30\"' has 300 bytes"), big);
        assertTrue(big.contains("30 strings with 4650 bytes"), big);
        final String memory = Tool.run(server, CLI, "--memkeys");
        assertTrue(memory.contains("30 strings with ") && memory.contains("Biggest string found "), memory);
    }

    @Test
    void shouldFindHotKeysWhereUseIsCounted() throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        Tool.run(server, CLI, "SET", "hot", "x");
        assertTrue(Tool.runInVain(server, CLI, "--hotkeys").contains("An LFU maxmemory policy is not selected"));
        Tool.run(server, CLI, "CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
        Tool.run(server, CLI, "-r", "200", "GET", "hot");
        final String hot = Tool.run(server, CLI, "--hotkeys");
        assertTrue(hot.matches("(?s).*hot key found with counter: [0-9]+\tkeyname: \"hot\".*"), hot);
        Tool.run(server, CLI, "CONFIG", "SET", "maxmemory-policy", "noeviction");
    }

    @Test
    void shouldPrintInOtherFormats() throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        assertEquals("OK\n", Tool.run(server, "from\ninput".getBytes(StandardCharsets.UTF_8), CLI, "-x", "SET", "a"));
        assertEquals("OK\n", Tool.run(server, "value".getBytes(StandardCharsets.UTF_8), CLI, "-X", "here", "SET", "b",
            "here"));
        assertEquals("\"from\\ninput\",\"value\",NULL\n", Tool.run(server, CLI, "--csv", "MGET", "a", "b", "c"));
        assertEquals("[\"from\\ninput\",\"value\",null]\n", Tool.run(server, CLI, "--json", "MGET", "a", "b", "c"));
        assertEquals("{\"maxmemory\":\"0\"}\n", Tool.run(server, CLI, "--json", "CONFIG", "GET", "maxmemory"));
        final Path script = Files.createTempFile("ouzel-tool-", ".lua");
        Files.writeString(script, "redis.call('SET', KEYS[1], ARGV[1]) return {KEYS[1], redis.call('GET', KEYS[1])}");
        assertEquals("k\nv\n", Tool.run(server, CLI, "--eval", script.toString(), "k", ",", "v"));
        assertEquals("ERR unknown command 'junk', with args beginning with: \n", Tool.runInVain(server, CLI, "-e",
            "junk"));
    }

    /** There are no replicas here, and this is how redis-cli fetches a dataset. */
    @Test
    void shouldRefuseToBeReplicated() throws Exception {
        final String target = Files.createTempFile("ouzel-tool-", ".rdb").toString();
        final String text = Tool.runInVain(server, CLI, "--rdb", target);
        assertTrue(text.contains("SYNC with master failed: -ERR unknown command 'SYNC'"), text);
        final String functions = Tool.runInVain(server, CLI, "--functions-rdb", target);
        assertTrue(functions.contains("ERR unknown command 'REPLCONF'"), functions);
        final String replica = Tool.runInVain(server, CLI, "--replica");
        assertTrue(replica.contains("SYNC with master failed: -ERR unknown command 'SYNC'"), replica);
    }

    @Test
    void shouldScan() throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        final Set<String> expected = new TreeSet<>();
        final ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            input.writeBytes(RawConnection.bytes("SET page:" + i + " x\nSET other:" + i + " x\n"));
            expected.add("page:" + i);
        }
        Tool.run(server, input.toByteArray(), CLI);
        final String text = Tool.run(server, CLI, "--scan", "--pattern", "page:*");
        assertEquals(expected, new TreeSet<>(Arrays.asList(text.split("\n"))));
    }

    @Test
    void shouldTakeMassInsertion() throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        final ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            final String key = "mass:" + i;
            input.writeBytes(RawConnection.bytes("*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key
                + "\r\n$1\r\nv\r\n"));
        }
        final String text = Tool.run(server, input.toByteArray(), CLI, "--pipe");
        assertTrue(text.contains("errors: 0, replies: 50000"), text);
        assertEquals("50000\n", Tool.run(server, CLI, "DBSIZE"));
    }

    @Test
    void shouldRepeatACommand() throws Exception {
        Tool.run(server, CLI, "DEL", "repeated");
        assertEquals("1\n2\n3\n", Tool.run(server, CLI, "-r", "3", "INCR", "repeated"));
    }

    /** Everything that redis-benchmark has: strings, lists, sets, hashes, sorted sets. */
    @ParameterizedTest
    @ValueSource(strings = {"-n 1000", "-n 4000 -P 16", "-n 1000 -3", "-n 4000 -3 -P 16",
        "-n 4000 -P 16 --threads 2"})
    void shouldStandAllOfRedisBenchmark(final String options) throws Exception {
        Tool.run(server, CLI, "FLUSHALL");
        final String text = Tool.run(server, BENCHMARK, ("-r 1000 -q " + options).split(" "));
        for (final String test : new String[] {"PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "LPUSH", "RPUSH",
            "LPOP", "RPOP", "SADD", "HSET", "SPOP", "ZADD", "ZPOPMIN", "LPUSH (needed to benchmark LRANGE)",
            "LRANGE_100 (first 100 elements)", "LRANGE_300 (first 300 elements)", "LRANGE_500 (first 500 elements)",
            "LRANGE_600 (first 600 elements)", "MSET (10 keys)"}) {
            assertTrue(text.contains(test + ": "), text);
        }
        assertTrue(text.contains("requests per second") && !text.contains("rror"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-P 1 -n 5000", "-P 16 -n 20000", "-P 16 -n 20000 -3", "-P 64 -n 20000 -c 200",
        "-P 16 -n 20000 -d 10000 --threads 2"})
    void shouldStandRedisBenchmark(final String options) throws Exception {
        final String text = Tool.run(server, BENCHMARK, ("-t set,get,incr,mset,ping -r 1000 -q " + options).split(" "));
        for (final String test : new String[] {"PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "MSET (10 keys)"}) {
            assertTrue(text.contains(test + ": "), text);
        }
        assertTrue(text.contains("requests per second") && !text.contains("rror"), text);
    }
}
