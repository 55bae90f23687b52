package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;

class TenantTest extends AclTest {
    private static final String FUNCTION = "#!lua name=lib\nlocal n = 0\nredis.register_function('f', function() "
        + "n = n + 1 return n end)";

    @Override
    protected String[] settings() {
        return new String[0];
    }

    private EngineHarness.Client makeUser(final String name, final String... rules) {
        engine.run("ACL SETUSER " + name + " on >pw ~* &* +@all " + String.join(" ", rules));
        return login(name);
    }

    @Test
    void shouldGiveEachUserItsOwnKeys() {
        final EngineHarness.Client al = makeUser("al");
        final EngineHarness.Client bo = makeUser("bo");
        final EngineHarness.Client friend = makeUser("friend", "namespace=al");
        al.run("SET k 1");
        assertEquals("$-1", bo.run("GET k"));
        assertEquals("$1 1", friend.run("GET k"));
        expect("$-1", "GET k");
        bo.run("FLUSHALL");
        assertEquals(":1", al.run("DBSIZE"));
        assertTrue(engine.run("ACL LIST").contains(" namespace=al ~* &* +@all"));
        assertTrue(engine.run("ACL GETUSER friend").endsWith("$9 namespace $2 al"));
        expect("*3 $2 al $2 bo $7 default", "TENANT LIST");
        expect("*8 $4 name $2 al $6 number :1 $5 users *2 $2 al $6 friend $6 quotas *10 $6 memory :0 $4 keys :0"
            + " $11 connections :0 $10 operations :0 $5 bytes :0", "TENANT INFO al");
    }

    @Test
    void shouldChangeOverWhenAnotherUserLogsIn() {
        final EngineHarness.Client client = makeUser("al");
        makeUser("bo");
        client.run("SET k al");
        assertEquals("+OK", client.run("AUTH bo pw"));
        assertEquals("$-1", client.run("GET k"));
        assertEquals("+OK +OK $2 al", client.pipeline("SET k bo", "AUTH al pw", "GET k"));
        assertEquals("+RESET", client.run("RESET"));
        assertEquals("$-1", client.run("GET k"));
    }

    @Test
    void shouldTrackNoLongerInAnotherNamespace() {
        final EngineHarness.Client al = makeUser("al");
        final EngineHarness.Client bo = makeUser("bo");
        for (final String mode : new String[] {"", " BCAST PREFIX k", " OPTOUT"}) {
            final EngineHarness.Client client = login("al");
            client.run("HELLO 3");
            assertEquals("+OK", client.run("CLIENT TRACKING on" + mode));
            client.run("GET k");
            assertEquals("+OK", client.run("AUTH bo pw"));
            client.run("GET k");
            al.run("SET k 1");
            bo.run("SET k 2");
            assertEquals("", client.take());
            assertTrue(client.run("CLIENT TRACKINGINFO").contains(" $3 off "));
            assertEquals(":-1", client.run("CLIENT GETREDIR"));
            assertEquals("+OK", client.run("AUTH al pw"));
            al.run("SET k 3");
            assertEquals("", client.take());
            assertEquals("+OK", client.run("CLIENT TRACKING on"));
            client.run("GET k");
            al.run("SET k 4");
            assertEquals(">2 $10 invalidate *1 $1 k", client.take());
            client.disconnect();
        }
        assertTrue(engine.run("INFO stats").contains("tracking_total_prefixes:0"));
    }

    @Test
    void shouldLeaveNothingBehindInTheOldNamespace() {
        final EngineHarness.Client al = makeUser("al");
        final EngineHarness.Client bo = makeUser("bo");
        final EngineHarness.Client client = login("al");
        client.run("MONITOR");
        client.run("AUTH bo pw");
        al.run("SET k 1");
        bo.run("SET k 2");
        assertEquals("", client.take());
        final EngineHarness.Client watching = login("al");
        watching.run("WATCH k");
        watching.run("AUTH bo pw");
        al.run("SET k 3");
        assertEquals("+OK +QUEUED *1 +PONG", watching.pipeline("MULTI", "PING", "EXEC"));
        final EngineHarness.Client listening = login("al");
        listening.run("HELLO 3");
        listening.run("SUBSCRIBE ch");
        assertEquals("-ERR a user of another namespace can't take over a connection that is subscribed to channels",
            listening.run("AUTH bo pw"));
        assertEquals(":0", bo.run("PUBLISH ch x"));
        assertEquals(":1", al.run("PUBLISH ch x"));
        assertTrue(listening.run("RESET").contains("+RESET"));
        assertEquals(":0", al.run("PUBLISH ch x"));
        expect(":0", "PUBLISH ch x");
        listening.run("AUTH bo pw");
        listening.run("SUBSCRIBE ch");
        assertEquals(":1", bo.run("PUBLISH ch x"));
        listening.disconnect();
        assertEquals(":0", bo.run("PUBLISH ch x"));
    }

    @Test
    void shouldDisconnectUsersThatAreMoved() {
        final EngineHarness.Client al = makeUser("al");
        al.run("SET k 1");
        expect("+OK", "ACL SETUSER al namespace=other");
        assertTrue(al.isClosed());
        final EngineHarness.Client again = login("al");
        assertEquals("$-1", again.run("GET k"));
        expect("-ERR Error in ACL SETUSER modifier 'namespace=': Syntax error", "ACL SETUSER al namespace=");
    }

    @Test
    void shouldEndSubscriptionsThatAreNoLongerAllowed() {
        final EngineHarness.Client al = makeUser("al");
        al.run("SUBSCRIBE ch");
        engine.run("ACL SETUSER al resetchannels &ch &other");
        assertFalse(al.isClosed());
        engine.run("ACL SETUSER al resetchannels &other");
        assertTrue(al.isClosed());
    }

    @Test
    void shouldRenameAndDrop() {
        final EngineHarness.Client al = makeUser("al");
        al.run("MSET k 1 l 2 m 3");
        al.run("FUNCTION", "LOAD", FUNCTION);
        expect("+OK", "TENANT RENAME al owls");
        assertEquals("$1 1", al.run("GET k"));
        expect("-ERR No such namespace", "TENANT INFO al");
        assertTrue(engine.run("ACL LIST").contains(" namespace=owls "));
        expect("-ERR Users belong to the namespace", "TENANT DROP owls");
        expect("-ERR The namespace 'default' can be neither renamed nor dropped", "TENANT DROP default");
        expect("-ERR No such namespace", "TENANT DROP nosuch");
        expect(":1", "ACL DELUSER al");
        engine.effects();
        expect("+OK", "TENANT DROP owls");
        assertEquals(List.of("FLUSHALL; FUNCTION FLUSH"), engine.effects());
        expect("*1 $7 default", "TENANT LIST");
        assertEquals(":0", makeUser("al").run("DBSIZE"));
        assertTrue(engine.run("TENANT INFO al").contains("$6 number :2"));
    }

    @Test
    void shouldGiveEachNamespaceItsOwnScriptsAndFunctions() {
        final EngineHarness.Client al = makeUser("al");
        final EngineHarness.Client bo = makeUser("bo");
        assertEquals("$3 lib", al.run("FUNCTION", "LOAD", FUNCTION));
        assertEquals(":1", al.run("FCALL f 0"));
        assertEquals(":2", al.run("FCALL f 0"));
        assertEquals("-ERR Function not found", bo.run("FCALL f 0"));
        assertEquals("$3 lib", bo.run("FUNCTION", "LOAD", FUNCTION));
        assertEquals(":1", bo.run("FCALL f 0"));
        assertEquals("+OK", bo.run("FUNCTION FLUSH"));
        assertEquals(":3", al.run("FCALL f 0"));
        expect("*0", "FUNCTION LIST");
        final String sha = al.run("SCRIPT", "LOAD", "return 1").substring(4);
        assertEquals("*1 :1", al.run("SCRIPT EXISTS " + sha));
        assertEquals("*1 :0", bo.run("SCRIPT EXISTS " + sha));
    }

    @Test
    void shouldRefuseNamesThatThereAre() {
        expect("+OK", "TENANT CREATE a");
        expect("-ERR There is a namespace of that name already", "TENANT CREATE a");
        expect("-ERR There is a namespace of that name already", "TENANT RENAME a default");
        expect("-ERR Names of namespaces can't be empty or contain spaces", "TENANT", "CREATE", "a b");
        expect("-ERR Names of namespaces can't be empty or contain spaces", "TENANT", "RENAME", "a", "");
    }

    @Test
    void shouldHoldKeysAndMemoryWithinTheirQuotas() {
        final EngineHarness.Client al = makeUser("al");
        expect("-ERR syntax error", "TENANT SETQUOTA al keys 1 memory");
        expect("-ERR syntax error", "TENANT SETQUOTA al junk 1");
        expect("-ERR syntax error", "TENANT SETQUOTA al keys -1");
        expect("-ERR No such namespace", "TENANT SETQUOTA nosuch keys 1");
        expect("+OK", "TENANT SETQUOTA al keys 2 memory 1mb");
        assertEquals("+OK +OK", al.pipeline("SET a 1", "SET b 1"));
        final String keys = "-OOM command not allowed when the namespace has more keys than its quota.";
        assertEquals(keys, al.run("SET c 1"));
        assertEquals(keys, al.run("RPUSH c 1"));
        assertEquals(":1", al.run("DEL b"));
        assertEquals("+OK", al.run("SET c 1"));
        assertEquals("+OK +QUEUED *1 :0", al.pipeline("MULTI", "EXISTS z", "EXEC"));
        assertEquals("+OK " + keys + " -EXECABORT Transaction discarded because of previous errors.",
            al.pipeline("MULTI", "SET d 1", "EXEC"));
        expect("+OK", "TENANT SETQUOTA al keys 0");
        for (int i = 0; i < 20; i++) {
            al.run("SET", "big" + i, "x".repeat(100_000));
        }
        assertEquals("-OOM command not allowed when the namespace uses more memory than its quota.",
            al.run("SET d 1"));
        expect("+OK", "SET d 1");
        final String stats = engine.run("TENANT STATS al");
        assertTrue(stats.contains("$12 refused-keys :3"), stats);
        assertFalse(stats.contains("$14 refused-memory :0"), stats);
    }

    @Test
    void shouldHoldQuotasInsideOfTransactionsAndScripts() {
        final EngineHarness.Client al = makeUser("al");
        expect("+OK", "TENANT SETQUOTA al keys 2");
        final String keys = "-OOM command not allowed when the namespace has more keys than its quota.";
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED *4 +OK +OK " + keys + " :2",
            al.pipeline("MULTI", "SET {a}1 1", "SET {a}2 1", "SET {a}3 1", "DBSIZE", "EXEC"));
        assertEquals("+OK", al.run("FLUSHALL"));
        final String filling = "for i = 1, 9 do redis.call('SET', KEYS[1] .. i, i) end";
        final String reply = al.run("EVAL", filling, "1", "{a}");
        assertTrue(reply.startsWith(keys), reply);
        assertEquals(":2", al.run("DBSIZE"));
        assertTrue(al.run("EVAL", "#!lua flags=allow-oom\n" + filling, "1", "{a}").startsWith(keys));
        assertEquals("$1 1", al.run("EVAL", "return redis.call('GET', KEYS[1])", "1", "{a}1"));
        expect("+OK", "TENANT SETQUOTA al keys 0 memory 100000");
        final String growing = "for i = 1, 99 do redis.call('APPEND', KEYS[1], string.rep('x', 10000)) end";
        assertTrue(al.run("EVAL", growing, "1", "{a}").startsWith("-OOM command not allowed when the namespace uses"));
        assertTrue(engine.server().usedBytes(al.session().namespace()) < 200_000);
    }

    @Test
    void shouldEvictKeysOfAllNamespacesAlikeAndTellEachOfItsOwn() {
        final EngineHarness.Client al = makeUser("al", "-tenant");
        final EngineHarness.Client bo = makeUser("bo", "-tenant");
        final String[] fill = new String[50];
        for (int i = 0; i < 1000; i += fill.length) {
            for (int j = 0; j < fill.length; j++) {
                fill[j] = "SET key:" + (i + j) + " " + "x".repeat(100);
            }
            al.pipeline(fill);
            bo.pipeline(fill);
        }
        final long usedBytes = engine.server().usedBytes(al.session().namespace())
            + engine.server().usedBytes(bo.session().namespace());
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-random maxmemory " + usedBytes * 7 / 10);
        for (int i = 0; i < 20; i++) {
            engine.tick();
        }
        final long left = Long.parseLong(al.run("DBSIZE").substring(1));
        assertTrue(left > 600 && left < 800, "left=" + left);
        assertTrue(al.run("INFO stats").contains("evicted_keys:" + (1000 - left) + " "));
        final String stats = engine.run("TENANT STATS al");
        assertTrue(stats.contains("$12 evicted-keys :" + (1000 - left) + " "), stats);
        final long othersLeft = Long.parseLong(bo.run("DBSIZE").substring(1));
        assertTrue(bo.run("INFO stats").contains("evicted_keys:" + (1000 - othersLeft) + " "));
        assertTrue(engine.run("INFO stats").contains("evicted_keys:" + (2000 - left - othersLeft) + " "));
        assertFalse(al.run("INFO stats").contains("ahe_alpha"));
    }

    @Test
    void shouldLimitConnections() {
        makeUser("al");
        engine.run("TENANT SETQUOTA al connections 2");
        final EngineHarness.Client second = login("al");
        assertEquals("$2 al", second.run("ACL WHOAMI"));
        final EngineHarness.Client third = engine.newClient();
        assertEquals("-THROTTLED the namespace has as many connections as its quota allows", third.run("AUTH al pw"));
        assertEquals("$7 default", third.run("ACL WHOAMI"));
        second.disconnect();
        assertEquals("+OK", third.run("AUTH al pw"));
        assertTrue(engine.run("TENANT STATS al").contains("$11 connections :2 $8 commands :1"),
            engine.run("TENANT STATS al"));
    }

    @Test
    void shouldThrottleRequests() {
        final EngineHarness.Client al = makeUser("al");
        engine.run("TENANT SETQUOTA al operations 10");
        engine.advance(10);
        final String[] pings = new String[25];
        Arrays.fill(pings, "PING");
        final String replies = al.pipeline(pings);
        final String refused = "-THROTTLED the namespace's quota of operations per second is used up";
        // The clock of the harness stands still for each request, but not between them.
        final int passed = replies.split("\\+PONG", -1).length - 1;
        assertTrue(passed >= 10 && passed < 20, replies);
        assertEquals(25 - passed, replies.split(refused, -1).length - 1);
        expect("+PONG", "PING");
        assertTrue(engine.run("TENANT STATS al").contains("$18 refused-operations :" + (25 - passed)));
    }

    @Test
    void shouldNotThrottleWithinATransaction() {
        final EngineHarness.Client al = makeUser("al");
        engine.run("TENANT SETQUOTA al operations 1");
        final int count = 1000;
        final String refused = "-THROTTLED the namespace's quota of operations per second is used up";
        assertEquals("+OK", al.run("MULTI"));
        final String[] sets = new String[count];
        Arrays.setAll(sets, i -> "SET k" + i + " v");
        // Else a part of what belongs together would be missing.
        assertEquals(String.join(" ", Collections.nCopies(count, "+QUEUED")), al.pipeline(sets));
        assertEquals("*" + count + " " + String.join(" ", Collections.nCopies(count, "+OK")), al.run("EXEC"));
        // It counts all the same: for a thousand seconds to come nobody gets anything by it.
        assertEquals(refused, al.run("MULTI"));
        assertEquals(refused, al.run("SET k0 w"));
        engine.run("TENANT SETQUOTA al operations 0");
        assertEquals("-ERR EXEC without MULTI", al.run("EXEC"));
        assertEquals("$1 v", al.run("GET k0"));
        assertEquals("+OK +QUEUED +OK", al.pipeline("MULTI", "SET k0 w", "DISCARD"));
        assertEquals(":" + count, al.run("DBSIZE"));
    }

    @Test
    void shouldThrottleBytes() {
        final EngineHarness.Client al = makeUser("al");
        engine.run("TENANT SETQUOTA al bytes 1kb");
        assertEquals("+OK", al.run("SET", "a", "x".repeat(5000)));
        assertEquals("-THROTTLED the namespace's quota of bytes per second is used up", al.run("GET a"));
        assertEquals("+OK", al.run("AUTH al pw"));
    }
}
