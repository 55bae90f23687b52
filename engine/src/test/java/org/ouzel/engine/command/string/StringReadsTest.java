package org.ouzel.engine.command.string;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class StringReadsTest extends CommandTest {
    @Test
    void shouldReadWhatWasSet() {
        expect("+OK", "SET key value");
        expect("$5 value", "GET key");
        expect(":5", "STRLEN key");
        expect("+OK", "SET key 12345");
        expect("$5 12345", "GET key");
        expect(":5", "STRLEN key");
        expect("+OK", "SET", "key", "");
        expect("$0 ", "GET key");
        expect(":0", "STRLEN key");
    }

    @Test
    void shouldAnswerNullForMissingKeys() {
        expect("$-1", "GET key");
        expect(":0", "STRLEN key");
        expect("-ERR wrong number of arguments for 'get' command", "GET");
        expect("-ERR wrong number of arguments for 'get' command", "GET a b");
        engine.run("HELLO 3");
        expect("_", "GET key");
    }

    @Test
    void shouldNotFindExpiredKeys() {
        engine.run("SET key value PX 100");
        engine.advance(99);
        expect("$5 value", "GET key");
        engine.advance(1);
        expect("$-1", "GET key");
        expect(":0", "STRLEN key");
    }
}
