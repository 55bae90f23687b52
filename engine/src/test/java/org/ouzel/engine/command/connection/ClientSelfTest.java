package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ClientSelfTest extends CommandTest {
    @Test
    void shouldNameTheConnection() {
        expect("$-1", "CLIENT GETNAME");
        expect("+OK", "CLIENT SETNAME worker-1");
        expect("$8 worker-1", "CLIENT GETNAME");
        expect("-ERR Client names cannot contain spaces, newlines or special characters.", "CLIENT", "SETNAME", "a b");
        expect("$8 worker-1", "CLIENT GETNAME");
        expect("+OK", "CLIENT", "SETNAME", "");
        expect("$-1", "CLIENT GETNAME");
    }

    @Test
    void shouldNoteTheLibrary() {
        expect("+OK", "CLIENT SETINFO lib-name jedis");
        expect("+OK", "CLIENT SETINFO LIB-VER 5.1");
        expect("-ERR Unrecognized option 'lib-age'", "CLIENT SETINFO lib-age 5");
        expect("-ERR lib-ver cannot contain spaces, newlines or special characters.", "CLIENT", "SETINFO", "lib-ver",
            "a b");
        assertTrue(engine.run("CLIENT INFO").contains(" lib-name=jedis lib-ver=5.1\n"));
    }

    @Test
    void shouldSwitchFlagsOfTheConnection() {
        expect("+OK", "CLIENT NO-EVICT on");
        expect("+OK", "CLIENT NO-TOUCH ON");
        assertTrue(engine.run("CLIENT INFO").contains(" flags=eT "));
        expect("+OK", "CLIENT NO-EVICT off");
        expect("+OK", "CLIENT NO-TOUCH off");
        assertTrue(engine.run("CLIENT INFO").contains(" flags=N "));
        expect("-ERR syntax error", "CLIENT NO-EVICT maybe");
    }

    @Test
    void shouldAnswerNothingWhileRepliesAreOff() {
        final var client = engine.newClient();
        assertEquals("+OK", client.pipeline("CLIENT REPLY OFF", "SET key value", "GET key", "PING", "CLIENT REPLY SKIP",
            "junk", "CLIENT REPLY ON"));
        assertEquals("$5 value", client.run("GET key"));
    }

    @Test
    void shouldSkipOneReply() {
        final var client = engine.newClient();
        assertEquals("$5 value", client.pipeline("CLIENT REPLY SKIP", "SET key value", "GET key"));
        assertEquals("+PONG", client.pipeline("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "GET key", "PING"));
        assertEquals("+OK", client.pipeline("CLIENT REPLY SKIP", "CLIENT REPLY ON"));
        assertEquals("-ERR syntax error", client.run("CLIENT REPLY junk"));
    }

    @Test
    void shouldNotTrackKeys() {
        expect("*6 $5 flags *1 $3 off $8 redirect :-1 $8 prefixes *0", "CLIENT TRACKINGINFO");
        engine.run("HELLO 3");
        expect("%3 $5 flags ~1 $3 off $8 redirect :-1 $8 prefixes *0", "CLIENT TRACKINGINFO");
        expect("+OK", "CLIENT CAPA redirect");
    }

    @Test
    void shouldListItsSubcommands() {
        final String help = engine.run("CLIENT HELP");
        assertTrue(help.contains("+CLIENT <subcommand>"), help);
        assertTrue(help.contains("SETNAME connection-name"), help);
    }
}
