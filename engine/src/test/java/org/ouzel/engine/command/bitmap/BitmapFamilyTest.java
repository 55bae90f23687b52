package org.ouzel.engine.command.bitmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class BitmapFamilyTest extends CommandTest {
    private static final String BAD_OFFSET = "-ERR bit offset is not an integer or out of range";
    private static final String BAD_BIT = "-ERR bit is not an integer or out of range";
    private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
    private static final String SYNTAX = "-ERR syntax error";
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Override
    protected String[] settings() {
        return new String[] {"proto-max-bulk-len", "1mb"};
    }

    @Test
    void shouldSetAndGetBits() {
        expect(":0", "GETBIT key 7");
        expect(":0", "SETBIT key 7 1");
        expect(":1", "GETBIT key 7");
        expect("$1 \1", "GET key");
        expect(":1", "SETBIT key 7 0");
        expect(":0", "SETBIT key 17 0");
        expect(":3", "STRLEN key");
        expect("$3 raw", "OBJECT ENCODING key");
        expect(":0", "GETBIT key 8388607");
        engine.run("SET number 1 PX 100");
        expect(":1", "GETBIT number 2");
        expect(":0", "SETBIT number 6 1");
        expect("$1 3", "GET number");
        expect(":100", "PTTL number");
    }

    @Test
    void shouldJournalBitsThatChange() {
        engine.run("SETBIT key 7 0");
        engine.run("SETBIT key 7 0");
        engine.run("SETBIT key 7 1");
        engine.run("SETBIT key 6 0");
        engine.run("BITFIELD key SET u8 0 1");
        engine.run("BITFIELD key SET u8 0 2");
        engine.run("BITFIELD key GET u8 0");
        assertEquals(List.of("SETBIT key 7 0", "SETBIT key 7 1", "BITFIELD key SET u8 0 2"), engine.effects());
    }

    @Test
    void shouldRefuseBadBits() {
        expect(BAD_OFFSET, "SETBIT key -1 1");
        expect(BAD_OFFSET, "SETBIT key 8388608 1");
        expect(BAD_OFFSET, "GETBIT key x");
        expect(BAD_OFFSET, "GETBIT key #1");
        expect(BAD_BIT, "SETBIT key 0 2");
        expect(BAD_BIT, "SETBIT key 0 x");
        expect(":0", "EXISTS key");
        engine.putOtherType("set");
        expect(WRONG_TYPE, "SETBIT set 0 1");
        expect(WRONG_TYPE, "GETBIT set 0");
        expect(WRONG_TYPE, "BITCOUNT set");
        expect(WRONG_TYPE, "BITPOS set 1");
        expect(WRONG_TYPE, "BITFIELD set GET u8 0");
        expect(WRONG_TYPE, "BITOP AND key set");
        expect("-ERR wrong number of arguments for 'setbit' command", "SETBIT key 0");
    }

    @Test
    void shouldCountBits() {
        expect(":0", "BITCOUNT key");
        engine.run("SET key foobar");
        expect(":26", "BITCOUNT key");
        expect(":4", "BITCOUNT key 0 0");
        expect(":6", "BITCOUNT key 1 1 BYTE");
        expect(":17", "BITCOUNT key 5 30 BIT");
        expect(":26", "BITCOUNT key 0 -1 bit");
        expect(":10", "BITCOUNT key -3 -1");
        expect(":0", "BITCOUNT key -1 -3");
        expect(":0", "BITCOUNT key 10 20");
        expect(":26", "BITCOUNT key -9223372036854775808 9223372036854775807 BIT");
        expect(SYNTAX, "BITCOUNT key 0");
        expect(SYNTAX, "BITCOUNT key 0 1 junk");
        expect(NOT_AN_INTEGER, "BITCOUNT missing 0 x");
        engine.run("SET key 7");
        expect(":5", "BITCOUNT key");
    }

    @Test
    void shouldFindBits() {
        expect(":0", "BITPOS key 0");
        expect(":-1", "BITPOS key 1");
        engine.run("SET", "key", "\u00ff\u00f0\0");
        expect(":12", "BITPOS key 0");
        expect(":0", "BITPOS key 1");
        expect(":-1", "BITPOS key 1 2");
        expect(":8", "BITPOS key 1 1 -1");
        expect(":12", "BITPOS key 0 1");
        expect(":9", "BITPOS key 1 9 11 BIT");
        expect(":-1", "BITPOS key 0 0 11 BIT");
        engine.run("SET", "key", "\u00ff\u00ff\u00ff");
        expect(":24", "BITPOS key 0");
        expect(":24", "BITPOS key 0 1");
        expect(":-1", "BITPOS key 0 0 -1");
        expect(":-1", "BITPOS key 0 5");
        expect("-ERR The bit argument must be 1 or 0.", "BITPOS key 2");
        expect(NOT_AN_INTEGER, "BITPOS key x");
        expect(NOT_AN_INTEGER, "BITPOS key 1 x");
        expect(SYNTAX, "BITPOS key 1 0 x junk");
        expect(SYNTAX, "BITPOS key 1 0 1 BIT 2");
    }

    @Test
    void shouldCombineStrings() {
        engine.run("MSET a abcdefghijk b abcXef c 12");
        expect(":11", "BITOP AND to a b");
        expect("$11 abc@ef" + "\0".repeat(5), "GET to");
        expect(":11", "BITOP or to a c");
        expect("$11 qrcdefghijk", "GET to");
        expect(":11", "BITOP XOR a a a");
        expect("$11 " + "\0".repeat(11), "GET a");
        expect(":2", "BITOP NOT c c");
        expect("$2 \u00ce\u00cd", "GET c");
        expect("$3 raw", "OBJECT ENCODING c");
        engine.run("PEXPIRE c 100");
        expect(":6", "BITOP OR c b missing");
        expect(":-1", "PTTL c");
        expect(":0", "BITOP AND c missing missing");
        expect(":0", "EXISTS c");
        expect(SYNTAX, "BITOP NAND to a b");
        expect("-ERR BITOP NOT must be called with a single source key.", "BITOP NOT to a b");
    }

    @Test
    void shouldCombineStringsByTheLaterOperations() {
        engine.run("MSET x \u00ff\u000f y \u000f z \u003c\u00ff\u0080");
        expect(":3", "BITOP DIFF to x y z");
        expect("$3 \u00c0\0\0", "GET to");
        expect(":3", "BITOP DIFF1 to x y z");
        expect("$3 \0\u00f0\u0080", "GET to");
        expect(":3", "BITOP ANDOR to x y z");
        expect("$3 \u003f\u000f\0", "GET to");
        expect(":3", "BITOP ONE to x y z");
        expect("$3 \u00c0\u00f0\u0080", "GET to");
        expect("-ERR BITOP DIFF must be called with at least two source keys.", "BITOP DIFF to x");
    }

    @Test
    void shouldReadAndWriteFields() {
        expect("*2 :0 :1", "BITFIELD key SET i8 0 -1 INCRBY u4 8 1");
        expect("*4 :-1 :255 :1 :7952", "BITFIELD key GET i8 0 GET u8 #0 GET u4 8 GET u13 3");
        expect("*1 :0", "BITFIELD missing GET u63 1000");
        expect(":0", "EXISTS missing");
        expect("*0", "BITFIELD key");
        expect("*1 :-1", "BITFIELD_RO key GET i8 0");
        expect("*1 :0", "BITFIELD key SET i64 #1 -9223372036854775808");
        expect("*1 :-9223372036854775808", "BITFIELD key GET i64 #1");
        expect(":16", "STRLEN key");
    }

    @Test
    void shouldObeyOverflow() {
        expect("*3 :0 :255 :0", "BITFIELD key SET u8 0 255 INCRBY u8 0 0 INCRBY u8 0 1");
        expect("*1 :255", "BITFIELD key OVERFLOW SAT INCRBY u8 0 1000");
        expect("*1 $-1", "BITFIELD key OVERFLOW fail INCRBY u8 0 1");
        expect("*3 $-1 :255 :44", "BITFIELD key OVERFLOW FAIL SET u8 0 300 OVERFLOW WRAP SET u8 0 300 GET u8 0");
        expect("*2 :44 :127", "BITFIELD key OVERFLOW SAT SET i8 0 300 GET i8 0");
        expect("*1 :-128", "BITFIELD key INCRBY i8 0 1");
        expect("*1 :-128", "BITFIELD key OVERFLOW SAT INCRBY i8 0 -1");
        expect("*2 :1 :255", "BITFIELD other OVERFLOW SAT INCRBY u8 8 1 INCRBY u8 0 99999");
        expect("*2 :255 :255", "BITFIELD other OVERFLOW SAT SET u8 0 -1 GET u8 0");
        expect("*2 :0 :0", "BITFIELD other OVERFLOW SAT INCRBY i1 100 1 GET i1 100");
        expect("*1 :9223372036854775807", "BITFIELD other OVERFLOW SAT INCRBY u63 200 9223372036854775807");
        expect("*1 :9223372036854775807", "BITFIELD other OVERFLOW SAT INCRBY u63 200 9223372036854775807");
        expect("*1 :9223372036854775806", "BITFIELD other OVERFLOW WRAP INCRBY u63 200 9223372036854775807");
        engine.run("HELLO 3");
        expect("*1 _", "BITFIELD other OVERFLOW FAIL INCRBY u8 0 1");
    }

    @Test
    void shouldRefuseBadFields() {
        final String badType = "-ERR Invalid bitfield type. Use something like i16 u8. "
            + "Note that u64 is not supported but i64 is.";
        expect(badType, "BITFIELD key GET u64 0");
        expect(badType, "BITFIELD key GET i65 0");
        expect(badType, "BITFIELD key GET i0 0");
        expect(badType, "BITFIELD key GET 8 0");
        expect(BAD_OFFSET, "BITFIELD key GET u8 -1");
        expect(BAD_OFFSET, "BITFIELD key GET u8 #1048576");
        expect(BAD_OFFSET, "BITFIELD key GET u8 #9223372036854775807");
        expect(NOT_AN_INTEGER, "BITFIELD key SET u8 0 x");
        expect("-ERR Invalid OVERFLOW type specified", "BITFIELD key OVERFLOW junk");
        expect(SYNTAX, "BITFIELD key SET u8 0");
        expect(SYNTAX, "BITFIELD key junk");
        expect(SYNTAX, "BITFIELD key OVERFLOW");
        expect("-ERR BITFIELD_RO only supports the GET subcommand", "BITFIELD_RO key SET u8 0 1");
        expect(":0", "EXISTS key");
    }
}
