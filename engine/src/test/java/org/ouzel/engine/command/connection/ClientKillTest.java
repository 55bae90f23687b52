package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ClientKillTest extends CommandTest {
    @Test
    void shouldKillByAddress() {
        final var victim = engine.newClient();
        expect("+OK", "CLIENT KILL 127.0.0.1:2");
        assertTrue(victim.isClosed());
        expect("-ERR No such client", "CLIENT KILL 127.0.0.1:77");
        expect("-ERR No such client", "CLIENT KILL ID");
    }

    @Test
    void shouldKillWhatPassesAllFilters() {
        final var second = engine.newClient();
        final var third = engine.newClient();
        expect(":0", "CLIENT KILL ID 2 ADDR 127.0.0.1:3");
        expect(":1", "CLIENT KILL ID 2 ADDR 127.0.0.1:2 LADDR 127.0.0.1:6379 TYPE normal USER default");
        assertTrue(second.isClosed());
        assertFalse(third.isClosed());
        expect(":0", "CLIENT KILL TYPE pubsub");
    }

    @Test
    void shouldKillByAge() {
        final var old = engine.newClient();
        engine.advance(10_000);
        final var young = engine.newClient();
        expect(":1", "CLIENT KILL MAXAGE 10");
        assertTrue(old.isClosed());
        assertFalse(young.isClosed());
        expect("-ERR maxage should be greater than 0", "CLIENT KILL MAXAGE 0");
        expect("-ERR maxage is not an integer or out of range", "CLIENT KILL MAXAGE x");
    }

    @Test
    void shouldAnswerBeforeKillingItself() {
        final var suicidal = engine.newClient();
        assertEquals(":0", suicidal.run("CLIENT KILL ID 2"));
        assertFalse(suicidal.isClosed());
        assertEquals(":1", suicidal.run("CLIENT KILL ID 2 SKIPME no"));
        assertTrue(suicidal.isClosed());
        final var other = engine.newClient();
        assertEquals("+OK", other.run("CLIENT KILL 127.0.0.1:3"));
        assertTrue(other.isClosed());
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        expect("-ERR client-id should be greater than 0", "CLIENT KILL ID abc");
        expect("-ERR client-id should be greater than 0", "CLIENT KILL ID 0");
        expect("-ERR Unknown client type 'junk'", "CLIENT KILL TYPE junk");
        expect("-ERR No such user 'nobody'", "CLIENT KILL USER nobody");
        expect("-ERR syntax error", "CLIENT KILL SKIPME maybe");
        expect("-ERR syntax error", "CLIENT KILL ID 5 ADDR");
        expect("-ERR syntax error", "CLIENT KILL junk x");
        expect("-ERR wrong number of arguments for 'client|kill' command", "CLIENT KILL");
    }
}
