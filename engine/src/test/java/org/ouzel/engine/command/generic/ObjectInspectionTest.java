package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ObjectInspectionTest extends CommandTest {
    @Test
    void shouldNameTheType() {
        engine.run("SET k v");
        expect("+string", "TYPE k");
        expect("+none", "TYPE x");
    }

    @Test
    void shouldNameTheEncoding() {
        engine.run("SET k 12");
        expect("$3 int", "OBJECT ENCODING k");
        engine.run("SET k -9223372036854775808");
        expect("$3 int", "OBJECT ENCODING k");
        engine.run("SET k 012");
        expect("$6 embstr", "OBJECT ENCODING k");
        engine.run("SET", "k", "x".repeat(44));
        expect("$6 embstr", "object encoding k");
        engine.run("SET", "k", "x".repeat(45));
        expect("$3 raw", "OBJECT ENCODING k");
        engine.run("SET k short");
        engine.run("APPEND k er");
        expect("$3 raw", "OBJECT ENCODING k");
        expect("$-1", "OBJECT ENCODING x");
    }

    @Test
    void shouldCountReferencesAsWhereSmallNumbersAreShared() {
        engine.run("MSET a 0 b 9999 c 10000 d -1 e x");
        expect(":2147483647", "OBJECT REFCOUNT a");
        expect(":2147483647", "OBJECT REFCOUNT b");
        expect(":1", "OBJECT REFCOUNT c");
        expect(":1", "OBJECT REFCOUNT d");
        expect(":1", "OBJECT REFCOUNT e");
        expect("$-1", "OBJECT REFCOUNT x");
    }

    @Test
    void shouldTellTheSecondsSinceTheLastUse() {
        engine.run("SET k v");
        engine.advance(12_345);
        expect(":12", "OBJECT IDLETIME k");
        engine.run("GET k");
        expect(":0", "OBJECT IDLETIME k");
        expect("$-1", "OBJECT IDLETIME x");
        expect("$-1", "OBJECT FREQ x");
        expect("-ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when "
            + "switching between policies at runtime LRU and LFU data will take some time to adjust.",
            "OBJECT FREQ k");
    }

    @Test
    void shouldAnswerNullInBothProtocols() {
        engine.run("HELLO 3");
        expect("_", "OBJECT ENCODING x");
        expect("_", "RANDOMKEY");
    }

    @Test
    void shouldExplainItsSubcommands() {
        final String help = engine.run("OBJECT HELP");
        assertTrue(help.contains("+OBJECT <subcommand>") && help.contains("+ENCODING key"), help);
        expect("-ERR unknown subcommand 'junk'. Try OBJECT HELP.", "OBJECT junk");
        expect("-ERR wrong number of arguments for 'object|encoding' command", "OBJECT ENCODING");
        expect("-ERR wrong number of arguments for 'object' command", "OBJECT");
    }
}
