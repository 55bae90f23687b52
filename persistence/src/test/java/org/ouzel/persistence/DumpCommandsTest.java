package org.ouzel.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class DumpCommandsTest extends CommandTest {
    private static final String BAD_CHECKSUM = "-ERR DUMP payload version or checksum are wrong";
    private static final String BAD_FORMAT = "-ERR Bad data format";

    @Override
    protected List<CommandFamily> families() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return families;
    }

    @Test
    void shouldDumpNothingOfAMissingKey() {
        expect("$-1", "DUMP k");
        expect("+OK", "SET k v PX 10");
        engine.advance(10);
        expect("$-1", "DUMP k");
        expect("-ERR wrong number of arguments for 'dump' command", "DUMP");
        expect("-ERR wrong number of arguments for 'restore' command", "RESTORE k 0");
    }

    @Test
    void shouldRestoreWhatWasDumped() {
        expect("+OK", "SET k v");
        final String payload = dump("k");
        expect("+OK", "RESTORE", "copy", "0", payload);
        expect("$1 v", "GET copy");
        expect(":-1", "TTL copy");
        expect("-BUSYKEY Target key name already exists.", "RESTORE", "copy", "0", payload);
    }

    @Test
    void shouldRefuseWhatIsInTheWayOrMalformed() {
        expect("+OK", "SET k v");
        final String payload = dump("k");
        expect("-BUSYKEY Target key name already exists.", "RESTORE", "k", "x", "junk");
        expect("-ERR value is not an integer or out of range", "RESTORE", "new", "x", payload);
        expect("-ERR Invalid TTL value, must be >= 0", "RESTORE", "new", "-1", payload);
        expect("-ERR syntax error", "RESTORE", "new", "0", payload, "junk");
        expect("-ERR syntax error", "RESTORE", "new", "0", payload, "IDLETIME");
        expect("-ERR syntax error", "RESTORE", "new", "0", payload, "IDLETIME", "1", "FREQ", "1");
        expect("-ERR Invalid IDLETIME value, must be >= 0", "RESTORE", "new", "0", payload, "IDLETIME", "-1");
        expect("-ERR Invalid FREQ value, must be >= 0 and <= 255", "RESTORE", "new", "0", payload, "FREQ", "256");
        expect(BAD_CHECKSUM, "RESTORE", "new", "0", "junk");
        expect(BAD_CHECKSUM, "RESTORE", "new", "0", payload.substring(0, payload.length() - 1));
        expect(BAD_CHECKSUM, "RESTORE", "new", "0", "x" + payload.substring(1));
        expect(":0", "EXISTS new");
    }

    @Test
    void shouldKeepWhatThereIsWhenThePayloadHoldsNoValue() {
        expect("+OK", "SET k old");
        expect(BAD_FORMAT, "RESTORE", "k", "0", Payloads.sealed("\u0008"), "REPLACE");
        expect(BAD_FORMAT, "RESTORE", "k", "0", Payloads.sealed(""), "REPLACE");
        expect(BAD_FORMAT, "RESTORE", "k", "0", Payloads.sealed("\1\0"), "REPLACE");
        expect(BAD_FORMAT, "RESTORE", "k", "0", Payloads.sealed("\2\2\1a\1a"), "REPLACE");
        expect("$3 old", "GET k");
        expect("+OK", "RESTORE", "k", "0", Payloads.sealed("\2\2\1a\1b"), "REPLACE");
        expect(":2", "SCARD k");
    }

    @Test
    void shouldSetExpiryAndUse() {
        expect("+OK", "SET k v");
        final String payload = dump("k");
        expect("+OK", "RESTORE", "relative", "5000", payload);
        expect(":5000", "PTTL relative");
        expect("+OK", "RESTORE", "absolute", Long.toString(engine.nowMs() + 7000), payload, "ABSTTL");
        expect(":7000", "PTTL absolute");
        expect("+OK", "RESTORE", "idle", "0", payload, "IDLETIME", "1000");
        expect(":1000", "OBJECT IDLETIME idle");
        expect("+OK", "SET past old");
        expect("+OK", "RESTORE", "past", "1", payload, "ABSTTL", "REPLACE");
        expect(":0", "EXISTS past");
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-lfu");
        expect("+OK", "RESTORE", "often", "0", payload, "FREQ", "200");
        expect(":200", "OBJECT FREQ often");
    }

    @Test
    void shouldRecordItselfWithTheTimeOfExpiry() {
        expect("+OK", "SET k v");
        final String payload = dump("k");
        engine.effects();
        expect("+OK", "RESTORE", "a", "0", payload);
        expect("+OK", "RESTORE", "b", "5000", payload, "REPLACE");
        expect("+OK", "RESTORE", "c", Long.toString(engine.nowMs() + 9), payload, "ABSTTL");
        expect("+OK", "RESTORE", "a", "1", payload, "REPLACE", "ABSTTL");
        expect("+OK", "RESTORE", "d", "1", payload, "ABSTTL");
        final List<String> effects = engine.effects();
        assertEquals(4, effects.size());
        assertEquals("RESTORE a 0 " + payload, effects.get(0));
        assertEquals("RESTORE b " + (engine.nowMs() + 5000) + " " + payload + " REPLACE ABSTTL", effects.get(1));
        assertEquals("RESTORE c " + (engine.nowMs() + 9) + " " + payload + " ABSTTL", effects.get(2));
        assertEquals("DEL a", effects.get(3));
    }

    @Test
    void shouldDumpAsRedisDoes() {
        expect("+OK", "SET k v");
        assertEquals(Payloads.sealed("\0\1v"), dump("k"));
        expect(":3", "HSET h a 1 b 2 c 3");
        expect("*1 :1", "HPEXPIRE h 5000 FIELDS 1 b");
        final String withExpiry = dump("h");
        assertEquals(24, withExpiry.charAt(0));
        expect("+OK", "RESTORE", "copy", "0", withExpiry);
        expect("*3 :-1 :5000 :-1", "HPTTL copy FIELDS 3 a b c");
        expect("*3 $1 1 $1 2 $1 3", "HMGET copy a b c");
        engine.advance(5000);
        expect("*3 $1 1 $-1 $1 3", "HMGET copy a b c");
    }

    @Test
    void shouldKeepExpiriesOfManyFields() {
        final StringBuilder fields = new StringBuilder("HSET h");
        for (int i = 0; i < 600; i++) {
            fields.append(" field").append(i).append(" value").append(i);
        }
        expect(":600", fields.toString());
        expect("*2 :1 :1", "HPEXPIREAT h " + (EngineHarness.START_MS + 1000) + " FIELDS 2 field7 field8");
        expect("*1 :1", "HPEXPIREAT h " + (EngineHarness.START_MS + 500) + " FIELDS 1 field9");
        expect("+OK", "RESTORE", "copy", "0", dump("h"));
        expect("*4 :1000 :1000 :500 :-1", "HPTTL copy FIELDS 4 field7 field8 field9 field10");
        engine.advance(600);
        expect("*3 $6 value7 $-1 $7 value10", "HMGET copy field7 field9 field10");
    }

    private String dump(final String key) {
        final String reply = engine.run("DUMP", key);
        assertTrue(reply.startsWith("$"), reply);
        return reply.substring(reply.indexOf(' ') + 1);
    }
}
