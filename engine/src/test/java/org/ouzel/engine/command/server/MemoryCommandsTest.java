package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class MemoryCommandsTest extends CommandTest {
    @Test
    void shouldTellWhatAKeyTakes() {
        engine.run("SET key value");
        // 5 header bytes, 2 lengths, 3 + 5 bytes of key and value, rounded to 16, and the slot.
        expect(":24", "MEMORY USAGE key");
        expect(":24", "MEMORY USAGE key SAMPLES 5");
        expect("$-1", "MEMORY USAGE missing");
        expect("-ERR syntax error", "MEMORY USAGE key SAMPLES");
        expect("-ERR syntax error", "MEMORY USAGE key SAMPLES -1");
        expect("-ERR syntax error", "MEMORY USAGE key junk 1");
        expect("-ERR value is not an integer or out of range", "MEMORY USAGE key SAMPLES x");
        engine.run("PEXPIRE key 10");
        engine.advance(10);
        expect("$-1", "MEMORY USAGE key");
    }

    @Test
    void shouldGiveFiguresAsAMap() {
        engine.run("MSET a 1 b 2");
        final String flat = engine.run("MEMORY STATS");
        assertTrue(flat.startsWith("*56 $14 peak.allocated :"), flat);
        assertTrue(flat.contains("$4 db.0 *6 $23 overhead.hashtable.main :"), flat);
        assertTrue(flat.contains("$10 keys.count :2"), flat);
        engine.run("HELLO 3");
        final String map = engine.run("MEMORY STATS");
        assertTrue(map.startsWith("%28 $14 peak.allocated :"), map);
        assertTrue(map.contains("$15 peak.percentage ,"), map);
    }

    @Test
    void shouldSayInWordsWhatIsOdd() {
        assertTrue(engine.run("MEMORY DOCTOR").contains("too little data"));
        for (int i = 0; i < 10; i++) {
            engine.run("SET", "key" + i, "x".repeat(1_000_000));
        }
        assertTrue(engine.run("MEMORY DOCTOR").contains("Nothing about the use of memory looks odd."),
            engine.run("MEMORY DOCTOR"));
        engine.run("FLUSHALL");
        engine.run("MEMORY PURGE");
        assertTrue(engine.run("MEMORY MALLOC-STATS").contains("shard=0 used_bytes=0 "));
    }
}
