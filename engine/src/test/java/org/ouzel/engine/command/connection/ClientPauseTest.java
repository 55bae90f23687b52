package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class ClientPauseTest extends CommandTest {
    @Test
    void shouldPauseForSomeTime() {
        expect("+OK", "CLIENT PAUSE 100");
        assertTrue(engine.server().isPausedForAll());
        assertEquals(EngineHarness.START_MS + 100, engine.server().pauseEndMs());
        engine.advance(101);
        expect("+PONG", "PING");
    }

    @Test
    void shouldPauseWritesOnlyUntilUnpaused() {
        expect("+OK", "SET key value");
        expect("+OK", "CLIENT PAUSE 100000 write");
        expect("$5 value", "GET key");
        assertFalse(engine.server().isPausedForAll());
        expect("+OK", "CLIENT UNPAUSE");
        expect("+OK", "SET key other");
    }

    @Test
    void shouldNotWeakenAPauseThatLasts() {
        expect("+OK", "CLIENT PAUSE 100 WRITE");
        expect("+OK", "CLIENT PAUSE 50 WRITE");
        assertEquals(EngineHarness.START_MS + 100, engine.server().pauseEndMs());
        expect("+OK", "CLIENT PAUSE 200 ALL");
        engine.advance(201);
        expect("+OK", "CLIENT PAUSE 100 WRITE");
        assertFalse(engine.server().isPausedForAll());
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        expect("-ERR timeout is not an integer or out of range", "CLIENT PAUSE abc");
        expect("-ERR timeout is negative", "CLIENT PAUSE -1");
        expect("-ERR timeout is out of range", "CLIENT PAUSE 9223372036854775807");
        expect("-ERR CLIENT PAUSE mode must be WRITE or ALL", "CLIENT PAUSE 1 junk");
        expect("-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR", "CLIENT UNBLOCK 1 junk");
        expect("-ERR value is not an integer or out of range", "CLIENT UNBLOCK abc");
        expect(":0", "CLIENT UNBLOCK 77 TIMEOUT");
    }
}
