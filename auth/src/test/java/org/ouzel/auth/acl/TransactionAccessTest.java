package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.engine.harness.EngineHarness;

/** Users change inside of MULTI, each change counting for the commands behind it; with and without a database. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionAccessTest extends AclTest {
    private static final String WRONG = "-WRONGPASS invalid username-password pair or user is disabled.";
    private static final String NO_KEY = "-NOPERM No permissions to access a key";
    private static final String NOT_ALLOWED = "-ERR Command not allowed inside a transaction";

    @TempDir
    private Path directory;

    /** Starts an engine whose users are in a database; the default user may do everything. */
    private EngineHarness withDatabase() {
        return start("acl-new-user-namespace", "default", "dir", directory.toString(), "user-database", "users.db",
            "admin-user", "root", "admin-password", "pw");
    }

    private static EngineHarness.Client login(final EngineHarness engine, final String name) {
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK", slowly(client, "AUTH " + name + " pw"));
        return client;
    }

    /** Returns the replies to requests of which the last may be answered late: what is behind it waits for that. */
    private static String slowly(final EngineHarness.Client client, final String... requests) {
        final String[] more = Arrays.copyOf(requests, requests.length + 1);
        more[requests.length] = "PING";
        final String replies = client.pipeline(more);
        assertTrue(replies.endsWith(" +PONG"), replies);
        return replies.substring(0, replies.length() - " +PONG".length());
    }

    @Test
    void shouldChangeOverToAnotherUser() {
        engine.run("ACL SETUSER al on >pw ~a* +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED *5 +OK +OK $2 al +OK " + NO_KEY,
            client.pipeline("MULTI", "SET b 1", "AUTH al pw", "ACL WHOAMI", "SET a 1", "SET b 2", "EXEC"));
        assertEquals("$2 al", client.run("ACL WHOAMI"));
        assertEquals(NO_KEY, client.run("SET b 3"));
        expect("$1 1", "GET b");
    }

    @Test
    void shouldStayWhoItWasAfterAWrongPassword() {
        engine.run("ACL SETUSER al on >pw +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 " + WRONG + " " + WRONG + " $7 default",
            client.pipeline("MULTI", "AUTH al no", "HELLO 3 AUTH al no", "ACL WHOAMI", "EXEC"));
        assertEquals("$7 default", client.run("ACL WHOAMI"));
        assertTrue(engine.run("ACL LOG").contains("$7 context $5 multi"), engine.run("ACL LOG"));
    }

    @Test
    void shouldAuthenticateWithHello() {
        engine.run("ACL SETUSER al on >pw ~* +@all");
        final EngineHarness.Client client = engine.newClient();
        final String replies = client.pipeline("MULTI", "HELLO 3 SETNAME me AUTH al pw", "HSET h f 1", "HGETALL h",
            "EXEC");
        assertTrue(replies.startsWith("+OK +QUEUED +QUEUED +QUEUED *3 %8 "), replies);
        assertTrue(replies.endsWith(":1 %1 $1 f $1 1"), replies);
        assertEquals("$2 al", client.run("ACL WHOAMI"));
        assertEquals("$2 me", client.run("CLIENT GETNAME"));
    }

    @Test
    void shouldMakeChangeAndRemoveUsers() {
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED *6 +OK +OK $2 al -NOPERM User al has no"
            + " permissions to run the 'acl|setuser' command +OK $2 bo", client.pipeline("MULTI",
            "ACL SETUSER al on >pw +acl|whoami +auth", "AUTH al pw", "ACL WHOAMI", "ACL SETUSER al +@all",
            "AUTH default any", "ECHO bo", "EXEC"));
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 -ERR Error in ACL SETUSER modifier 'junk': Syntax error :1 $-1",
            client.pipeline("MULTI", "ACL SETUSER al junk", "ACL DELUSER al nobody", "ACL GETUSER al", "EXEC"));
    }

    @Test
    void shouldEndTheConnectionsOfAUserThatIsRemoved() {
        engine.run("ACL SETUSER al on >pw ~* +@all");
        final EngineHarness.Client al = login("al");
        final EngineHarness.Client other = login("al");
        assertEquals("+OK +QUEUED +QUEUED *2 :1 -NOPERM User al has no permissions to run the 'ping' command",
            al.pipeline("MULTI", "ACL DELUSER al", "PING", "EXEC"));
        assertTrue(al.isClosed());
        assertTrue(other.isClosed());
        assertFalse(engine.newClient().isClosed());
    }

    @Test
    void shouldNotChangeOverToAnotherNamespace() {
        engine.run("ACL SETUSER al on >pw ~* +@all namespace=al");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED *2 -ERR a user of another namespace can't take over inside of a transaction"
            + " +OK", client.pipeline("MULTI", "AUTH al pw", "SET a 1", "EXEC"));
        expect("$1 1", "GET a");
    }

    @Test
    void shouldTryFewWrongPasswordsInOneTransaction() {
        engine.run("ACL SETUSER al on >pw +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED *5 " + (WRONG + " ").repeat(4)
            + "-BUSY Too many passwords are being checked, try again later", client.pipeline("MULTI", "AUTH al 1",
            "AUTH al 2", "AUTH al 3", "AUTH al 4", "AUTH al pw", "EXEC"));
    }

    @Test
    void shouldChangeTenants() {
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED +QUEUED *5 +OK -ERR There is a namespace of that name already"
            + " +OK +OK " + NOT_ALLOWED, client.pipeline("MULTI", "TENANT CREATE a", "TENANT CREATE a",
            "TENANT RENAME a b", "TENANT SETQUOTA b keys 1", "TENANT DROP b", "EXEC"));
        assertTrue(engine.run("TENANT LIST").contains("$1 b"), engine.run("TENANT LIST"));
        assertEquals("+OK +QUEUED *1 " + NOT_ALLOWED.replace("-ERR Command not allowed inside a transaction",
            "-ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL"
            + " SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in"
            + " order to store users in the Redis configuration."), client.pipeline("MULTI", "ACL SAVE", "EXEC"));
        assertEquals("+OK +QUEUED *1 " + NOT_ALLOWED, client.pipeline("MULTI", "ACL LOAD", "EXEC"));
    }

    @Test
    void shouldRunNothingIfAWatchedKeyChangesOrARequestIsWrong() {
        engine.run("ACL SETUSER al on >pw +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK", client.run("WATCH k"));
        assertEquals("+OK +QUEUED", client.pipeline("MULTI", "AUTH al pw"));
        engine.run("SET k 1");
        assertEquals("*-1", client.run("EXEC"));
        assertEquals("$7 default", client.run("ACL WHOAMI"));
        assertEquals("+OK +QUEUED -ERR wrong number of arguments for 'get' command -EXECABORT Transaction discarded"
            + " because of previous errors.", client.pipeline("MULTI", "AUTH al pw", "GET", "EXEC"));
        assertEquals("$7 default", client.run("ACL WHOAMI"));
    }

    @Test
    void shouldServeTheRequestsBehindItAfterwards() {
        try (EngineHarness stored = withDatabase()) {
            final EngineHarness.Client client = login(stored, "root");
            assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK +OK $2 al $2 al +OK " + NO_KEY, slowly(client, "MULTI",
                "ACL SETUSER al on >pw ~a* +@all", "AUTH al pw", "ACL WHOAMI", "EXEC", "ACL WHOAMI", "SET a 1",
                "SET b 1"));
        }
    }

    @Test
    void shouldKeepWhatChangedInTheDatabase() {
        try (EngineHarness stored = withDatabase()) {
            final EngineHarness.Client client = login(stored, "root");
            assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED *4 +OK +OK :1 +OK", slowly(client, "MULTI",
                "ACL SETUSER al on >pw >old <old ~* +@all", "ACL SETUSER bo on nopass", "ACL DELUSER bo",
                "TENANT CREATE t", "EXEC"));
            final String al = client.run("ACL GETUSER al");
            assertTrue(al.contains(" passwords *1 $") && al.contains(" $argon2id$"), al);
        }
        try (EngineHarness again = withDatabase()) {
            final EngineHarness.Client client = login(again, "al");
            assertEquals(WRONG + " -NOAUTH Authentication required.",
                again.newClient().pipeline("AUTH al old", "PING"));
            assertEquals("$-1", client.run("ACL GETUSER bo"));
            assertTrue(client.run("TENANT LIST").contains("$1 t"));
        }
    }

    @Test
    void shouldCheckSlowHashesBeforeItHoldsTheShards() {
        try (EngineHarness stored = withDatabase()) {
            final EngineHarness.Client root = login(stored, "root");
            slowly(root, "ACL SETUSER al on >pw ~* +@all");
            assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED *4 +OK " + WRONG + " " + WRONG + " $2 al",
                slowly(root, "MULTI", "AUTH al pw", "AUTH root no", "AUTH nobody pw", "WHOAMI", "EXEC"));
            assertEquals("$2 al", root.run("WHOAMI"));
        }
    }

    @Test
    void shouldForgetATransactionWhoseClientGoesBeforeItRuns() {
        try (EngineHarness stored = withDatabase()) {
            final EngineHarness.Client root = login(stored, "root");
            final EngineHarness.Client gone = login(stored, "root");
            assertEquals("+OK +OK +QUEUED +QUEUED", gone.pipeline("WATCH k", "MULTI", "ACL SETUSER al on >pw ~* +@all",
                "SET k 1"));
            gone.send("EXEC");
            gone.disconnect();
            assertEquals("+OK", slowly(root, "ACL SETUSER bo on >pw ~* +@all"));
            final String al = root.run("ACL GETUSER al");
            assertEquals(al.equals("$-1") ? "$-1" : "$1 1", root.run("GET k"));
        }
    }
}
