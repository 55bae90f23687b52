package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class HelpFamilyTest extends CommandTest {
    @Test
    void shouldDescribeACommand() {
        final String reply = engine.run("HELP get");
        assertEquals("*5 $7 GET key", reply.substring(0, 13));
        assertTrue(reply.contains("since: 1.0.0") && reply.contains("group: string"), reply);
        assertTrue(engine.run("HELP CLIENT").contains("CLIENT GETNAME"));
        assertTrue(engine.run("HELP client setname").contains("CLIENT SETNAME connection-name"));
        expect("-ERR unknown command 'junk'. Try HELP.", "HELP junk");
        expect("-ERR unknown command 'client'. Try HELP.", "HELP client junk");
    }

    @Test
    void shouldListAllCommands() {
        final String reply = engine.run("HELP");
        assertTrue(reply.startsWith("*" + engine.server().commandTable().topLevel().size() + " "), reply);
        assertTrue(reply.contains("SET key value"));
    }

    @Test
    void shouldTellTheUser() {
        expect("$7 default", "WHOAMI");
    }
}
