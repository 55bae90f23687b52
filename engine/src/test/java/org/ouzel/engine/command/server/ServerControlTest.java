package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ServerControlTest extends CommandTest {
    @Test
    void shouldTellTheTimeOfTheEvent() {
        assertTrue(engine.run("TIME").matches("\\*2 \\$10 1700000000 \\$\\d \\d{1,3}"), engine.run("TIME"));
        engine.advance(1234);
        assertTrue(engine.run("TIME").matches("\\*2 \\$10 1700000001 \\$6 234\\d{3}"), engine.run("TIME"));
    }

    @Test
    void shouldEndTheConnectionWithoutAReplyOnShutdown() {
        final var client = engine.newClient();
        assertEquals("", client.run("SHUTDOWN NOSAVE"));
        assertTrue(client.isClosed());
    }

    @Test
    void shouldRefuseShutdownsThatContradictThemselves() {
        final var client = engine.newClient();
        assertEquals("-ERR syntax error", client.run("SHUTDOWN SAVE NOSAVE"));
        assertEquals("-ERR syntax error", client.run("SHUTDOWN ABORT NOW"));
        assertEquals("-ERR syntax error", client.run("SHUTDOWN junk"));
        assertEquals("-ERR No shutdown in progress.", client.run("SHUTDOWN ABORT"));
        assertFalse(client.isClosed());
    }

    @Test
    void shouldDrawAPictureThatNamesTheServer() {
        final String picture = engine.run("LOLWUT");
        assertTrue(picture.endsWith("Redis ver. 7.2.4, Ouzel ver. 0.1.0: the ring ouzel is a bird, the ring is the"
            + " point.\n"), picture);
        assertTrue(picture.contains("(o>"));
        assertTrue(engine.run("LOLWUT VERSION 5 1 2 3").contains("(o>"));
        expect("-ERR value is not an integer or out of range", "LOLWUT VERSION x");
    }
}
