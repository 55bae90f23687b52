package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ConnectionBasicsTest extends CommandTest {
    @Test
    void shouldAnswerPingAndEcho() {
        expect("+PONG", "PING");
        expect("$2 hi", "ping hi");
        expect("$0 ", "PING", "");
        expect("-ERR wrong number of arguments for 'ping' command", "PING a b");
        expect("$3 a b", "ECHO", "a b");
        expect("-ERR wrong number of arguments for 'echo' command", "ECHO");
    }

    @Test
    void shouldWorkOnTheSelectedDatabase() {
        expect("+OK", "SET key zero");
        expect("+OK", "SELECT 9");
        expect("$-1", "GET key");
        expect("+OK", "SET key nine");
        expect("+OK", "SELECT 0");
        expect("$4 zero", "GET key");
        assertEquals("+OK $4 nine", engine.newClient().pipeline("SELECT 9", "GET key"));
    }

    @Test
    void shouldRefuseDatabasesThatDoNotExist() {
        expect("-ERR DB index is out of range", "SELECT 16");
        expect("-ERR DB index is out of range", "SELECT -1");
        expect("-ERR value is not an integer or out of range", "SELECT one");
        expect("-ERR value is not an integer or out of range", "SELECT 9223372036854775808");
        expect("-ERR value is out of range, value must between -2147483648 and 2147483647", "SELECT 2147483648");
    }

    @Test
    void shouldEndTheConnectionWithTheReplyToQuit() {
        final var client = engine.newClient();
        assertEquals("+PONG +OK", client.pipeline("PING", "QUIT", "PING", "SET key value"));
        assertTrue(client.isClosed());
        expect("$-1", "GET key");
    }

    @Test
    void shouldPutTheSessionBackOnReset() {
        final var client = engine.newClient();
        client.run("HELLO 3 SETNAME me");
        client.run("SELECT 3");
        client.run("CLIENT NO-TOUCH ON");
        assertEquals("+RESET", client.run("RESET"));
        assertEquals("$-1", client.run("CLIENT GETNAME"));
        assertTrue(client.run("CLIENT INFO").contains(" flags=N db=0 "));
        assertTrue(client.run("CLIENT INFO").contains(" resp=2 "));
    }
}
