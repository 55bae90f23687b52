package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class DebugCommandTest extends CommandTest {
    private static final String ZEROS = "+" + "0".repeat(40);
    private static final int COUNT = 1000;

    @Test
    void shouldGiveTheSameDigestForTheSameContent() {
        expect(ZEROS, "DEBUG DIGEST");
        engine.run("MSET a 1 b two");
        engine.run("PEXPIREAT a 1700000100000");
        final String digest = engine.run("DEBUG DIGEST");
        engine.run("FLUSHALL");
        engine.run("SET b two");
        engine.run("SET", "a", "");
        engine.run("APPEND a 1");
        engine.run("PEXPIREAT a 1700000100000");
        expect(digest, "DEBUG DIGEST");
        engine.run("PERSIST a");
        assertNotEquals(digest, engine.run("DEBUG DIGEST"));
        engine.run("PEXPIREAT a 1700000100000");
        engine.run("SELECT 1");
        expect(digest, "DEBUG DIGEST");
        engine.run("SET a 1");
        assertNotEquals(digest, engine.run("DEBUG DIGEST"));
    }

    @Test
    void shouldDigestLargeCollectionsWhateverTheirHistory() {
        for (int i = 0; i < COUNT; i++) {
            fill(i, i);
        }
        final String digest = engine.run("DEBUG DIGEST");
        engine.run("FLUSHALL");
        for (int i = 0; i < COUNT; i++) {
            fill((i * 7 + 3) % COUNT, i);
        }
        expect(digest, "DEBUG DIGEST");
        for (final String change : List.of("HSET h f5 x", "HPEXPIREAT h 9999999999999 FIELDS 1 f5", "SREM s m5",
            "ZINCRBY z 1 m5", "LSET l 5 x")) {
            final String before = engine.run("DEBUG DIGEST");
            engine.run(change);
            assertNotEquals(before, engine.run("DEBUG DIGEST"), change);
        }
    }

    @Test
    void shouldDigestContentWhateverItsForm() {
        final String many = "x".repeat(70);
        for (final String key : List.of("a", "b")) {
            final boolean isLarge = key.equals("b");
            engine.run("HSET h" + key + (isLarge ? " 2 w 1 v" : " 1 v 2 w"));
            engine.run("HSET e" + key + (isLarge ? " 2 w 1 v" : " 1 v 2 w"));
            engine.run("HPEXPIREAT e" + key + " 9999999999999 FIELDS 1 2");
            engine.run("SADD s" + key + (isLarge ? " y -5 x" : " x y -5"));
            engine.run("SADD i" + key + " 5 70000 -3");
            engine.run("ZADD z" + key + (isLarge ? " 2.5 b 1 a -inf c" : " 1 a 2.5 b -inf c"));
            engine.run("CONFIG SET list-max-listpack-size " + (isLarge ? 2 : -2));
            engine.run("RPUSH l" + key + " a b 1");
            if (isLarge) {
                engine.run("HSET hb " + many + " 1");
                engine.run("HSET eb " + many + " 1");
                engine.run("SADD sb " + many);
                engine.run("SADD ib " + many);
                engine.run("ZADD zb 3 " + many);
                engine.run("HDEL hb " + many);
                engine.run("HDEL eb " + many);
                engine.run("SREM sb " + many);
                engine.run("SREM ib " + many);
                engine.run("ZREM zb " + many);
            }
        }
        for (final String type : List.of("h", "e", "s", "i", "z", "l")) {
            final String[] digests = engine.run("DEBUG DIGEST-VALUE " + type + "a " + type + "b").split(" ");
            assertEquals(digests[1], digests[2], type);
            assertNotEquals(engine.run("OBJECT ENCODING " + type + "a"), engine.run("OBJECT ENCODING " + type + "b"));
        }
    }

    private void fill(final int member, final int turn) {
        engine.run("HSET h f" + member + " v" + member);
        engine.run("SADD s m" + member);
        engine.run("ZADD z " + member + " m" + member);
        engine.run("RPUSH l element-number-" + turn + "-which-is-rather-long");
    }

    @Test
    void shouldDigestSingleValues() {
        engine.run("MSET a same b same c other");
        final String[] digests = engine.run("DEBUG DIGEST-VALUE a b c missing").split(" ");
        assertEquals("*4", digests[0]);
        assertEquals(digests[1], digests[2]);
        assertNotEquals(digests[1], digests[3]);
        assertEquals(ZEROS, digests[4]);
    }

    @Test
    void shouldDescribeValues() {
        engine.run("SET key 123");
        assertTrue(engine.run("DEBUG OBJECT key").matches("\\+Value at:0x[0-9a-f]+ refcount:1 encoding:int"
            + " serializedlength:8 lru:\\d+ lru_seconds_idle:0 type:string block_bytes:\\d+"));
        expect("-ERR no such key", "DEBUG OBJECT missing");
    }

    @Test
    void shouldSwitchTheSearchForExpiredKeys() {
        engine.run("SET key value PX 10");
        expect("+OK", "DEBUG SET-ACTIVE-EXPIRE 0");
        engine.advance(1000);
        engine.tick();
        expect(":1", "DBSIZE");
        expect("+OK", "DEBUG SET-ACTIVE-EXPIRE 1");
        engine.advance(1000);
        engine.tick();
        expect(":0", "DBSIZE");
    }

    @Test
    void shouldMatchPatternsAgainstLongTexts() {
        expect(":1", "DEBUG STRINGMATCH-LEN 10000 a*a*a*a*a");
        expect(":0", "DEBUG STRINGMATCH-LEN 10000 a*a*a*a*b");
        expect("-ERR value is out of range", "DEBUG STRINGMATCH-LEN -1 a");
    }

    @Test
    void shouldShowEveryReplyType() {
        expect("$11 Hello World", "DEBUG PROTOCOL string");
        expect(":12345", "DEBUG PROTOCOL integer");
        expect("$5 3.141", "DEBUG PROTOCOL double");
        expect("*3 :0 :1 :2", "DEBUG PROTOCOL set");
        expect("*6 :0 :0 :1 :1 :2 :0", "DEBUG PROTOCOL map");
        expect("$-1", "DEBUG PROTOCOL null");
        expect("$39 Some real reply following the attribute", "DEBUG PROTOCOL attrib");
        expect("-ERR RESP2 is not supported by this command", "DEBUG PROTOCOL push");
        engine.run("HELLO 3");
        expect(",3.141", "DEBUG PROTOCOL double");
        expect("~3 :0 :1 :2", "DEBUG PROTOCOL set");
        expect("%3 :0 #f :1 #t :2 #f", "DEBUG PROTOCOL map");
        expect("_", "DEBUG PROTOCOL null");
        expect("(1234567999999999999999999999999999999", "DEBUG PROTOCOL bignum");
        expect("|1 $14 key-popularity *2 $7 key:123 :90 $39 Some real reply following the attribute",
            "DEBUG PROTOCOL attrib");
        expect(">2 $16 server-cpu-usage :42", "DEBUG PROTOCOL push");
        assertTrue(engine.run("DEBUG PROTOCOL junk").startsWith("-ERR Wrong protocol type name."));
    }

    @Test
    void shouldAnswerWhatIsAskedFor() {
        expect("-MYERR text", "DEBUG", "ERROR", "MYERR text");
        expect("+OK", "DEBUG LOG hello");
        expect("+OK", "DEBUG SLEEP 0.001");
        expect("+OK", "DEBUG QUICKLIST-PACKED-THRESHOLD 100b");
        expect("-ERR Error trying to load the RDB dump, check server logs.", "DEBUG RELOAD");
        expect("-ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.", "DEBUG RELOAD NOSAVE junk");
        assertTrue(engine.run("DEBUG HELP").contains("+DIGEST-VALUE <key> [<key> ...]"));
        assertTrue(engine.run("DEBUG JMAP").contains("java.lang.String"));
        expect("-ERR unknown subcommand or wrong number of arguments for 'junk'. Try DEBUG HELP.", "DEBUG junk");
        expect("-ERR unknown subcommand or wrong number of arguments for 'sleep'. Try DEBUG HELP.", "DEBUG sleep");
    }

    @Test
    void shouldBeRefusedWhereItIsSwitchedOff() {
        try (EngineHarness other = EngineHarness.start(setup, "enable-debug-command", "no")) {
            other.expect("-ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you"
                + " can run it from a local connection, otherwise you need to set this option in the configuration"
                + " file, and then restart the server.", "DEBUG DIGEST");
        }
    }
}
