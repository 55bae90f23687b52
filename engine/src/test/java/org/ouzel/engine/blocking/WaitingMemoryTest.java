package org.ouzel.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.protocol.NativeMemory;

/** However a wait ends, the memory that it took is given back. */
class WaitingMemoryTest {
    private static final String LONG = "x".repeat(2000);

    @ParameterizedTest
    @EnumSource
    void shouldGiveMemoryBack(final EngineSetup setup) {
        final long before = NativeMemory.allocatedBytes();
        try (EngineHarness engine = EngineHarness.start(setup)) {
            engine.run("PING");
            final EngineHarness.Client[] clients = new EngineHarness.Client[12];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = engine.newClient();
                clients[i].run(i % 2 == 0 ? "BLPOP a k1 " + LONG + i + " 0." + (i + 10)
                    : "XREAD BLOCK " + (i + 1) + "00 STREAMS a " + LONG + i + " $ $");
            }
            engine.run("XADD a 1-1 f v");
            clients[0].disconnect();
            clients[2].disconnect();
            engine.run("CLIENT UNBLOCK " + clients[4].session().id());
            engine.run("RPUSH " + LONG + "6 v");
            engine.advance(1000);
            engine.run("CLIENT LIST");
            assertEquals("*-1", clients[8].take());
            for (int i = 0; i < clients.length; i += 3) {
                engine.newClient().run("BLPOP k2 k1 a " + LONG + " 0");
            }
            engine.run("DEL a");
        }
        assertEquals(before, NativeMemory.allocatedBytes());
    }
}
