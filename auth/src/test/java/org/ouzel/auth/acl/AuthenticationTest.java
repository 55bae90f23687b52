package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;

class AuthenticationTest extends AclTest {
    private static final String WRONG = "-WRONGPASS invalid username-password pair or user is disabled.";
    private static final String NO_AUTH = "-NOAUTH Authentication required.";

    @Test
    void shouldTellUsersByTheirPasswords() {
        engine.run("ACL SETUSER al on >pw >other +@all");
        engine.run("ACL SETUSER open on nopass +@all");
        engine.run("ACL SETUSER closed off >pw +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals("+OK", client.run("AUTH al pw"));
        assertEquals("$2 al", client.run("ACL WHOAMI"));
        assertEquals(WRONG, client.run("AUTH al wrong"));
        assertEquals("$2 al", client.run("ACL WHOAMI"));
        assertEquals("+OK", client.run("AUTH al other"));
        assertEquals("+OK", client.run("AUTH open anything"));
        assertEquals(WRONG, client.run("AUTH closed pw"));
        assertEquals(WRONG, client.run("AUTH nobody pw"));
        assertEquals("$4 open", client.run("ACL WHOAMI"));
        assertEquals("-ERR syntax error", client.run("AUTH a b c"));
        assertTrue(client.run("CLIENT INFO").contains(" user=open "));
        expect("$7 default", "ACL WHOAMI");
    }

    @Test
    void shouldAuthenticateWithHello() {
        engine.run("ACL SETUSER al on >pw +@all");
        final EngineHarness.Client client = engine.newClient();
        assertEquals(WRONG, client.run("HELLO 3 AUTH al wrong SETNAME me"));
        assertEquals("$-1", client.run("CLIENT GETNAME"));
        assertTrue(client.run("HELLO 3 AUTH al pw SETNAME me").startsWith("%8 "));
        assertEquals("$2 al", client.run("ACL WHOAMI"));
        assertEquals("$2 me", client.run("CLIENT GETNAME"));
    }

    @Test
    void shouldAskForARequiredPassword() {
        final EngineHarness.Client before = engine.newClient();
        expect("-ERR AUTH <password> called without any password configured for the default user. Are you sure your"
            + " configuration is correct?", "AUTH secret");
        expect("+OK", "CONFIG SET requirepass secret");
        final EngineHarness.Client client = engine.newClient();
        assertEquals(NO_AUTH, client.run("GET a"));
        assertEquals(NO_AUTH, client.run("PING"));
        assertEquals("-ERR unknown command 'junk', with args beginning with: ", client.run("junk"));
        assertEquals("-ERR wrong number of arguments for 'get' command", client.run("GET"));
        assertTrue(client.run("HELLO 3").startsWith("-NOAUTH HELLO must be called with the client already"));
        assertEquals(WRONG, client.run("AUTH wrong"));
        assertEquals(WRONG, client.run("AUTH default wrong"));
        assertEquals("+OK", client.run("AUTH secret"));
        assertEquals("$-1", client.run("GET a"));
        assertEquals("+RESET", client.run("RESET"));
        assertEquals(NO_AUTH, client.run("GET a"));
        assertEquals("+OK", client.run("AUTH default secret"));
        assertEquals("$-1", before.run("GET a"));
        expect("+OK", "CONFIG SET requirepass \"\"");
        assertEquals("$-1", engine.newClient().run("GET a"));
    }

    @Test
    void shouldRunNothingThatIsPipelinedBehindAWrongPassword() {
        engine.run("CONFIG SET requirepass secret");
        final EngineHarness.Client client = engine.newClient();
        assertEquals(WRONG + " " + NO_AUTH + " +OK +OK", client.pipeline("AUTH wrong", "SET a 1", "AUTH secret",
            "SET a 2"));
        assertEquals("$1 2", client.run("GET a"));
    }

    @Test
    void shouldHaveThePasswordOfTheSettingsAtTheStart() {
        try (EngineHarness protectedEngine = start("requirepass", "secret")) {
            protectedEngine.expect(NO_AUTH, "PING");
            protectedEngine.expect("+OK", "AUTH secret");
            protectedEngine.expect("+PONG", "PING");
        }
    }

    @Test
    void shouldKeepALogOfRefusals() {
        engine.run("ACL SETUSER al on >pw ~a +get +set");
        final EngineHarness.Client client = login("al");
        client.run("GET secret");
        client.run("GET secret");
        client.run("DEL a");
        client.run("AUTH al wrong");
        engine.advance(1500);
        final String log = engine.run("ACL LOG");
        assertTrue(log.startsWith("*3 *20 $5 count :1 $6 reason $4 auth $7 context $8 toplevel $6 object $4 AUTH $8"
            + " username $2 al $11 age-seconds $3 1.5 $11 client-info $"), log);
        assertTrue(log.contains("$5 count :1 $6 reason $7 command $7 context $8 toplevel $6 object $3 del"), log);
        assertTrue(log.contains("$5 count :2 $6 reason $3 key $7 context $8 toplevel $6 object $6 secret"), log);
        assertTrue(engine.run("ACL LOG 1").startsWith("*1 "));
        assertEquals("*0", engine.run("ACL LOG -1"));
        expect("-ERR value is not an integer or out of range", "ACL LOG x");
        engine.run("CONFIG SET acllog-max-len 1");
        client.run("DEL a");
        assertTrue(engine.run("ACL LOG").startsWith("*1 *20 $5 count :2 $6 reason $7 command"));
        expect("+OK", "ACL LOG RESET");
        expect("*0", "ACL LOG");
    }

    @Test
    void shouldTellSecretsToNobody() {
        engine.run("CONFIG SET slowlog-log-slower-than 0");
        final EngineHarness.Client monitor = engine.newClient();
        monitor.run("MONITOR");
        engine.run("ACL SETUSER al on >hush <nothush");
        engine.run("ACL SETUSER al on >hush");
        engine.run("CONFIG SET requirepass hush");
        engine.run("AUTH hush");
        engine.run("AUTH al hush");
        engine.run("HELLO 2 AUTH al hush");
        engine.run("AUTH default wronghush");
        engine.run("AUTH hush");
        for (final String place : new String[] {"SLOWLOG GET -1", "ACL LOG 100", "INFO everything", "ACL LIST",
            "CLIENT LIST", "ACL SETUSER al <nothush"}) {
            assertFalse(engine.run(place).contains("hush"), place);
        }
        assertFalse(monitor.take().contains("hush"));
    }

    @Test
    void shouldKillByUser() {
        engine.run("ACL SETUSER al on >pw +@all");
        final EngineHarness.Client client = login("al");
        expect("-ERR No such user 'nobody'", "CLIENT KILL USER nobody");
        expect(":1", "CLIENT KILL USER al");
        assertTrue(client.isClosed());
    }
}
