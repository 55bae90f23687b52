package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class StringRangesTest extends CommandTest {
    private static final String TOO_LONG = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Override
    protected String[] settings() {
        return new String[] {"proto-max-bulk-len", "1mb"};
    }

    @Test
    void shouldAppend() {
        expect(":1", "APPEND key 1");
        expect("$3 int", "OBJECT ENCODING key");
        expect(":3", "APPEND key 23");
        expect("$3 raw", "OBJECT ENCODING key");
        expect("$3 123", "GET key");
        expect(":3", "APPEND", "key", "");
        expect("-ERR wrong number of arguments for 'append' command", "APPEND key");
        engine.putOtherType("set");
        expect(WRONG_TYPE, "APPEND set a");
    }

    @Test
    void shouldAppendManyTimesAndKeepTheExpiry() {
        final StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            final String part = Integer.toString(i);
            expected.append(part);
            expect(":" + expected.length(), "APPEND key " + part);
            if (i == 5) {
                expect(":1", "PEXPIRE key 100");
            }
        }
        expect("$" + expected.length() + " " + expected, "GET key");
        expect(":100", "PTTL key");
        engine.advance(100);
        expect(":1", "APPEND key x");
    }

    @Test
    void shouldExtendLongStringsWhereTheyAre() {
        final StringBuilder expected = new StringBuilder("x".repeat(60_000));
        engine.run("SET", "key", expected.toString());
        engine.run("PEXPIRE key 100");
        for (int i = 0; i < 30; i++) {
            final String part = Integer.toString(i % 10).repeat(15_000);
            expected.append(part);
            expect(":" + expected.length(), "APPEND key " + part);
            engine.run("SET", "other" + i, part);
        }
        expect("$" + expected.length() + " " + expected, "GET key");
        expect(":100", "PTTL key");
        expect("$4 9999", "GETRANGE key -4 -1");
        engine.advance(100);
        expect("$-1", "GET key");
    }

    @Test
    void shouldReadRanges() {
        expect("$0 ", "GETRANGE key 0 -1");
        engine.run("SET", "key", "This is a string");
        expect("$4 This", "GETRANGE key 0 3");
        expect("$3 ing", "GETRANGE key -3 -1");
        expect("$16 This is a string", "SUBSTR key 0 -1");
        expect("$6 string", "GETRANGE key 10 100");
        expect("$0 ", "GETRANGE key 5 3");
        expect("$0 ", "GETRANGE key -1 -5");
        expect("$1 T", "GETRANGE key -100 -50");
        expect("$0 ", "GETRANGE key 16 20");
        expect("$16 This is a string", "GETRANGE key -9223372036854775808 9223372036854775807");
        expect("-ERR value is not an integer or out of range", "GETRANGE key a 1");
        expect("-ERR value is not an integer or out of range", "SUBSTR key 1 9223372036854775808");
        engine.run("SET key 12345");
        expect("$2 34", "GETRANGE key 2 3");
        engine.putOtherType("set");
        expect(WRONG_TYPE, "GETRANGE set 0 1");
    }

    @Test
    void shouldWriteRanges() {
        expect(":5", "SETRANGE key 2 abc");
        expect("$5 \0\0abc", "GET key");
        expect("$3 raw", "OBJECT ENCODING key");
        expect(":5", "SETRANGE key 0 xy");
        expect("$5 xyabc", "GET key");
        expect(":8", "SETRANGE key 7 z");
        expect("$8 xyabc\0\0z", "GET key");
        engine.run("SET key 1234 EX 10");
        expect(":4", "SETRANGE key 1 99");
        expect("$4 1994", "GET key");
        expect(":10000", "PTTL key");
        expect(":400", "SETRANGE key 399 x");
        expect("$400 1994" + "\0".repeat(395) + "x", "GET key");
    }

    @Test
    void shouldLeaveStringsAloneWhenNothingIsWritten() {
        expect(":0", "SETRANGE", "key", "10", "");
        expect(":0", "EXISTS key");
        engine.run("SET key 1234");
        engine.effects();
        expect(":4", "SETRANGE", "key", "10", "");
        expect("$3 int", "OBJECT ENCODING key");
        assertEquals(List.of(), engine.effects());
    }

    @Test
    void shouldLimitTheLength() {
        expect(":1048576", "SETRANGE key 1048575 x");
        expect(TOO_LONG, "SETRANGE key 1048576 x");
        expect(TOO_LONG, "SETRANGE other 1048575 xy");
        expect(TOO_LONG, "SETRANGE other 9223372036854775807 x");
        expect(":0", "EXISTS other");
        expect(TOO_LONG, "APPEND key x");
        expect(":1048576", "STRLEN key");
        expect("-ERR offset is out of range", "SETRANGE key -1 x");
        expect("-ERR value is not an integer or out of range", "SETRANGE key x x");
        engine.putOtherType("set");
        expect(WRONG_TYPE, "SETRANGE set 0 x");
        expect(WRONG_TYPE, "SETRANGE", "set", "0", "");
    }
}
