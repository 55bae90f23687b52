package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ObjectFrequencyTest extends CommandTest {
    @Override
    protected String[] settings() {
        return new String[] {"maxmemory-policy", "allkeys-lfu"};
    }

    @Test
    void shouldCountUsesAndForgetThem() {
        engine.run("SET k 5");
        expect(":5", "OBJECT FREQ k");
        for (int i = 0; i < 200; i++) {
            engine.run("GET k");
        }
        final int used = Integer.parseInt(engine.run("OBJECT FREQ k").substring(1));
        assertTrue(used > 6 && used < 20, "used=" + used);
        engine.advance(3 * 60_000);
        expect(":" + (used - 3), "OBJECT FREQ k");
        expect("-ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when "
            + "switching between policies at runtime LRU and LFU data will take some time to adjust.",
            "OBJECT IDLETIME k");
    }

    @Test
    void shouldKeepTheCountWhenTheValueIsReplaced() {
        engine.run("SET k 5");
        for (int i = 0; i < 200; i++) {
            engine.run("GET k");
        }
        final String used = engine.run("OBJECT FREQ k");
        assertNotEquals(":5", used);
        engine.run("SET k other");
        expect(used, "OBJECT FREQ k");
        engine.run("SET k 7");
        expect(used, "OBJECT FREQ k");
    }
}
