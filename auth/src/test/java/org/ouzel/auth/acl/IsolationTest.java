package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.harness.EngineHarness;

/**
 * Walks every command in the table: as a tenant that must see and change nothing of another one's, and as a user that
 * may use none of the keys it names.
 */
class IsolationTest extends AclTest {
    private static final long SEED = 4711;
    private static final int ROUND_COUNT = 5;
    /** What stands in all values of the first tenant, and in the names that the second one doesn't know. */
    private static final String SECRET = "s3cr3t";
    /** Keys of the first tenant whose names the second one has guessed; one of each type. */
    private static final String[] KEYS = {"str", "list", "hash", "set", "zset", "stream", "hll", "geo", "num"};
    /** These are for whoever runs the server, or stop it, or hold up everybody: given to administrators only. */
    private static final Set<String> SERVER_COMMANDS = Set.of("shutdown", "debug", "client|pause", "config|set",
        "config|rewrite");
    private static final Set<String> TELLING_NAMES = Set.of("client|list", "randomkey", "scan");
    private static final String[] WORDS = {"0", "1", "2", "-1", "5", "*", "+", "-", "s", "f", "m", "$", "COUNT",
        "STREAMS", "STORE", "GET", "BY", "LEFT", "RIGHT", "WITHSCORES", "MATCH", "GROUP", "KEYS", "100", "AND",
        "g", "LIMIT", "EX", "FROMMEMBER", "BYRADIUS", "km", "ID", "TYPE", "USER", "normal", "DB", "REPLACE", "(0"};

    @Override
    protected String[] settings() {
        return new String[] {"slowlog-log-slower-than", "0", "notify-keyspace-events", "KEAm"};
    }

    private final Random random = new Random(SEED);
    private EngineHarness.Client owner;

    @BeforeEach
    void fill() {
        engine.run("ACL SETUSER owner on >pw ~* &* +@all");
        engine.run("ACL SETUSER tenant on >pw ~* &* +@all -acl -tenant");
        engine.run("ACL SETUSER keyless on >pw namespace=owner ~mine &mine +@all -acl -tenant -@dangerous");
        owner = login("owner");
        owner.run("CLIENT SETNAME " + SECRET);
        for (final String request : new String[] {"SET str %", "SET num 17", "RPUSH list % %2 %3",
            "HSET hash f % g %2", "SADD set m % %2", "ZADD zset 1 m 2 %", "XADD stream 1-1 f %",
            "XGROUP CREATE stream g 0", "XREADGROUP GROUP g c STREAMS stream >", "PFADD hll a %",
            "GEOADD geo 13.36 38.11 m 15.08 37.50 %", "SET hidden-% %", "SETEX hiddentoo-% 100 %",
            "OBJECT ENCODING str"}) {
            final String reply = owner.run(request.replace("%", SECRET).split(" "));
            assertFalse(reply.startsWith("-"), request + " " + reply);
        }
    }

    private List<CommandSpec> commands() {
        final List<CommandSpec> commands = new ArrayList<>();
        for (final CommandSpec spec : engine.server().commandTable().all()) {
            final String container = spec.name().split("\\|")[0];
            if (spec.handler() != null && !container.equals("acl") && !container.equals("tenant")
                && !SERVER_COMMANDS.contains(spec.name())) {
                commands.add(spec);
            }
        }
        assertTrue(commands.size() > 200, () -> "commands=" + commands.size());
        return commands;
    }

    private String[] request(final CommandSpec spec, final int round) {
        final List<String> request = new ArrayList<>(Arrays.asList(spec.name().split("\\|")));
        final int least = Math.abs(spec.arity());
        final int length = spec.arity() > 0 ? least : least + round % 5;
        while (request.size() < length) {
            final boolean isKey = request.size() < 3 ? random.nextInt(4) > 0 : random.nextInt(3) == 0;
            request.add(isKey ? KEYS[random.nextInt(KEYS.length)] : WORDS[random.nextInt(WORDS.length)]);
        }
        return request.toArray(String[]::new);
    }

    private String digest() {
        final String digest = owner.run("DEBUG DIGEST");
        assertTrue(digest.startsWith("+"), digest);
        return digest;
    }

    private void assertUnchanged(final String digest, final String[] request) {
        assertFalse(owner.isClosed(), () -> String.join(" ", request));
        assertEquals(digest, digest(), () -> String.join(" ", request));
    }

    @Test
    void shouldHideEverythingFromAnotherTenant() {
        final EngineHarness.Client monitor = login("tenant");
        monitor.run("MONITOR");
        final EngineHarness.Client listener = login("tenant");
        listener.run("PSUBSCRIBE *");
        final EngineHarness.Client ownListener = login("owner");
        ownListener.run("PSUBSCRIBE *");
        final EngineHarness.Client caching = login("tenant");
        caching.run("HELLO 3");
        caching.run("CLIENT TRACKING ON BCAST");
        final EngineHarness.Client blocked = login("tenant");
        blocked.send("BLPOP list 0");
        owner.run("PUBLISH " + SECRET + " " + SECRET);
        owner.run("RPUSH list " + SECRET);
        final String digest = digest();
        for (final CommandSpec spec : commands()) {
            for (int round = 0; round < ROUND_COUNT; round++) {
                final String[] request = request(spec, round);
                final EngineHarness.Client tenant = login("tenant");
                final String reply = tenant.run(request);
                assertFalse(reply.contains(SECRET), () -> String.join(" ", request) + " -> " + reply);
                tenant.disconnect();
                if (round > 1) {
                    continue;
                }
                final EngineHarness.Client scripting = login("tenant");
                final String result = scripting.run(scripted(request));
                assertFalse(result.contains(SECRET), () -> "EVAL " + String.join(" ", request) + " -> " + result);
                scripting.disconnect();
            }
            assertUnchanged(digest, request(spec, 0));
        }
        owner.run("SET hidden-" + SECRET + " changed");
        for (final EngineHarness.Client each : List.of(monitor, listener, blocked, caching)) {
            final String seen = each.take();
            assertFalse(seen.contains(SECRET), seen);
        }
        final String seen = ownListener.take();
        assertTrue(seen.contains("__keyspace@0__:hidden-" + SECRET) && seen.contains(" $6 " + SECRET), seen);
    }

    private static String[] scripted(final String[] request) {
        final List<String> script = new ArrayList<>(List.of("EVAL", "return redis.pcall(unpack(ARGV))", "0"));
        script.addAll(List.of(request));
        return script.toArray(String[]::new);
    }

    @Test
    void shouldShowNothingByTheUsualQuestions() {
        final EngineHarness.Client tenant = login("tenant");
        assertEquals("*0", tenant.run("KEYS *"));
        assertTrue(tenant.run("SCAN 0 COUNT 1000").endsWith(" *0"));
        assertEquals("$-1", tenant.run("RANDOMKEY"));
        assertEquals(":0", tenant.run("DBSIZE"));
        assertEquals(":0", tenant.run("EXISTS str num"));
        assertEquals("$-1", tenant.run("MEMORY USAGE str"));
        assertEquals("$-1", tenant.run("OBJECT ENCODING str"));
        login("owner").run("SUBSCRIBE " + SECRET);
        assertEquals("*0", tenant.run("PUBSUB CHANNELS"));
        assertEquals("*2 $6 " + SECRET + " :0", tenant.run("PUBSUB NUMSUB " + SECRET));
        assertEquals(":0", tenant.run("PUBLISH " + SECRET + " x"));
        assertEquals("+none", tenant.run("TYPE str"));
        assertEquals(":-2", tenant.run("TTL str"));
        assertEquals("$-1", tenant.run("OBJECT FREQ str"));
        assertTrue(tenant.run("MEMORY STATS").contains("keys.count :0"), tenant.run("MEMORY STATS"));
        assertFalse(tenant.run("INFO keyspace").contains("db0:"));
        assertFalse(tenant.run("CLIENT LIST").contains("user=owner"));
        assertEquals(":0", tenant.run("CLIENT KILL USER owner"));
        assertEquals(":0", tenant.run("CLIENT KILL ID " + owner.session().id()));
        assertEquals(":0", tenant.run("CLIENT UNBLOCK " + owner.session().id()));
        assertFalse(tenant.run("SLOWLOG GET -1").contains("hidden"));
        tenant.run("SLOWLOG RESET");
        assertTrue(owner.run("SLOWLOG GET -1").contains("hidden-" + SECRET));
        tenant.run("SWAPDB 0 1");
        assertEquals("+OK +OK", tenant.pipeline("FLUSHDB", "FLUSHALL"));
        assertEquals("$6 " + SECRET, owner.run("GET str"));
    }

    @Test
    void shouldKeepScriptsApart() {
        final EngineHarness.Client tenant = login("tenant");
        final String sha = owner.run("SCRIPT", "LOAD", "return '" + SECRET + "'").substring("$40 ".length());
        assertEquals("*1 :0", tenant.run("SCRIPT EXISTS " + sha));
        assertTrue(tenant.run("EVALSHA " + sha + " 0").startsWith("-NOSCRIPT"));
        assertEquals("*0", tenant.run("EVAL", "return redis.call('KEYS', '*')", "0"));
        owner.run("EVAL", "rawset(_G, 'leak', '" + SECRET + "') string.leak = '" + SECRET + "' return 1", "0");
        assertFalse(tenant.run("EVAL", "return {tostring(rawget(_G, 'leak')), tostring(string.leak)}", "0")
            .contains(SECRET));
        assertEquals("+OK", tenant.run("SCRIPT FLUSH"));
        assertEquals("$6 " + SECRET, owner.run("EVALSHA " + sha + " 0"));
    }

    /** A cursor is a place among hashes, and tells nothing of who has keys there. */
    @Test
    void shouldShowNothingByCursors() {
        final EngineHarness.Client tenant = login("tenant");
        for (int i = 0; i < 500; i++) {
            owner.run("SET k" + i + " x");
        }
        tenant.run("SET mine 1");
        final String cursor = owner.run("SCAN 0 COUNT 10").split(" ")[2];
        assertFalse(cursor.equals("0"));
        for (final String each : new String[] {"0", cursor, "1", "18446744073709551615"}) {
            final String reply = tenant.run("SCAN " + each + " COUNT 1000");
            assertTrue(reply.startsWith("*2 $"), reply);
            assertFalse(reply.contains(" k"), reply);
        }
        assertEquals(":1", tenant.run("DBSIZE"));
        assertEquals("$4 mine", tenant.run("RANDOMKEY"));
    }

    @Test
    void shouldLetNobodyAtKeysThatWereNotGiven() {
        final String digest = digest();
        for (final CommandSpec spec : commands()) {
            for (int round = 0; round < ROUND_COUNT; round++) {
                final String[] request = request(spec, round);
                final EngineHarness.Client keyless = login("keyless");
                final String reply = keyless.run(request);
                // As in Redis, rules about keys don't hide the names of the namespace's keys, nor who is connected.
                if (!TELLING_NAMES.contains(spec.name())) {
                    assertFalse(reply.contains(SECRET), () -> String.join(" ", request) + " -> " + reply);
                }
                keyless.disconnect();
            }
            assertUnchanged(digest, request(spec, 0));
        }
    }
}
