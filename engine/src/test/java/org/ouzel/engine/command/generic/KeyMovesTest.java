package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class KeyMovesTest extends CommandTest {
    /** Names that three shards share among themselves. */
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    @Test
    void shouldRenameFromEveryShardToEvery() {
        for (final String from : NAMES) {
            for (final String to : NAMES) {
                engine.run("SET " + from + " value EX 100");
                engine.effects();
                final String request = "RENAME " + from + " " + to;
                expect("+OK", request);
                expect("$5 value", "GET " + to);
                expect(":100", "TTL " + to);
                expect(":1", "DBSIZE");
                assertEquals(from.equals(to) ? List.of() : List.of(request), engine.effects());
                engine.run("DEL " + to);
            }
        }
    }

    @Test
    void shouldReplaceWhatHadTheNewName() {
        engine.run("SET a 1");
        engine.run("SET", "b", "x".repeat(1000));
        engine.run("EXPIRE b 100");
        expect("+OK", "RENAME a b");
        expect("$1 1", "GET b");
        expect("$3 int", "OBJECT ENCODING b");
        expect(":-1", "TTL b");
        expect("-ERR no such key", "RENAME a b");
        expect("-ERR no such key", "RENAME a a");
        expect("-ERR no such key", "RENAMENX a b");
        expect("-ERR wrong number of arguments for 'rename' command", "RENAME a");
    }

    @Test
    void shouldRenameToAFreeNameOnly() {
        for (final String to : NAMES.subList(1, NAMES.size())) {
            engine.run("SET a 1");
            engine.run("SET " + to + " 2 PX 50");
            engine.effects();
            expect(":0", "RENAMENX a " + to);
            expect(":0", "RENAMENX a a");
            assertEquals(List.of(), engine.effects());
            engine.advance(50);
            expect(":1", "RENAMENX a " + to);
            assertEquals(List.of("DEL " + to + "; RENAMENX a " + to), engine.effects());
            expect("*2 $-1 $1 1", "MGET a " + to);
            engine.run("DEL " + to);
        }
    }

    @Test
    void shouldKeepTheTimeOfTheLastUseWhenRenaming() {
        engine.run("SET a 1");
        engine.advance(20_000);
        engine.run("RENAME a b");
        expect(":0", "OBJECT IDLETIME b");
        engine.run("CLIENT NO-TOUCH ON");
        engine.advance(20_000);
        engine.run("RENAME b c");
        expect(":20", "OBJECT IDLETIME c");
    }

    @Test
    void shouldMoveLongValuesWhole() {
        final String value = "0123456789".repeat(10_000);
        engine.run("SET", "a", value);
        for (final String to : NAMES) {
            if (!"a".equals(to)) {
                expect(":1", "COPY a " + to);
            }
            expect("$100000 " + value, "GET " + to);
        }
        engine.run("APPEND a tail");
        expect("+OK", "RENAME a z");
        expect("$100004 " + value + "tail", "GET z");
    }

    @Test
    void shouldCopyFromEveryShardToEvery() {
        for (final String from : NAMES) {
            for (final String to : NAMES) {
                engine.run("SET " + from + " value EX 100");
                engine.effects();
                if (from.equals(to)) {
                    expect("-ERR source and destination objects are the same", "COPY " + from + " " + to);
                    assertEquals(List.of(), engine.effects());
                } else {
                    expect(":1", "COPY " + from + " " + to);
                    expect(":0", "COPY " + from + " " + to);
                    assertEquals(List.of("COPY " + from + " " + to), engine.effects());
                    expect("*2 $5 value $5 value", "MGET " + from + " " + to);
                    expect(":100", "TTL " + to);
                    engine.run("APPEND " + to + " x");
                    expect("$5 value", "GET " + from);
                }
                engine.run("FLUSHDB");
            }
        }
    }

    @Test
    void shouldCopyOverAnExistingKeyIfAskedTo() {
        engine.run("MSET a 1 b 2");
        expect(":0", "COPY a b");
        expect(":1", "COPY a b REPLACE");
        expect("$1 1", "GET b");
        expect(":0", "COPY x b replace");
        expect("$1 1", "GET b");
    }

    @Test
    void shouldCopyToAnotherDatabase() {
        engine.run("SET a 1");
        for (final String to : NAMES) {
            expect(":1", "COPY a " + to + " DB 2");
            expect(":0", "COPY a " + to + " db 2");
            expect(":1", "COPY a " + to + " REPLACE DB 2");
        }
        expect(":1", "DBSIZE");
        engine.run("SELECT 2");
        expect(":6", "DBSIZE");
        expect("*3 $1 1 $1 1 $1 1", "MGET a b c");
    }

    @Test
    void shouldRefuseOptionsThatCopyDoesNotHave() {
        engine.run("SET a 1");
        expect("-ERR DB index is out of range", "COPY a b DB 16");
        expect("-ERR DB index is out of range", "COPY a b DB -1");
        expect("-ERR value is not an integer or out of range", "COPY a b DB x");
        expect("-ERR value is out of range, value must between -2147483648 and 2147483647",
            "COPY a b DB 3000000000");
        expect("-ERR syntax error", "COPY a b DB");
        expect("-ERR syntax error", "COPY a b REPLACE junk");
        expect("-ERR source and destination objects are the same", "COPY a a REPLACE DB 0");
        expect("-ERR source and destination objects are the same", "COPY x x");
        expect(":0", "COPY x b");
    }

    @Test
    void shouldMoveToAnotherDatabase() {
        for (final String key : NAMES) {
            engine.run("SET " + key + " 1 EX 100");
        }
        engine.effects();
        for (final String key : NAMES) {
            expect(":1", "MOVE " + key + " 1");
            expect(":0", "MOVE " + key + " 1");
        }
        assertEquals(NAMES.size(), engine.effects().size());
        expect(":0", "DBSIZE");
        engine.run("SET a 2");
        expect(":0", "MOVE a 1");
        expect("$1 2", "GET a");
        engine.run("SELECT 1");
        expect(":6", "DBSIZE");
        expect("$1 1", "GET a");
        expect(":100", "TTL a");
        engine.advance(100_000);
        engine.run("SELECT 0");
        expect(":1", "MOVE a 1");
    }

    @Test
    void shouldRefuseDatabasesThatAreNone() {
        engine.run("SET a 1");
        expect("-ERR source and destination objects are the same", "MOVE a 0");
        expect("-ERR source and destination objects are the same", "MOVE x 0");
        expect("-ERR DB index is out of range", "MOVE a 16");
        expect("-ERR DB index is out of range", "MOVE a -1");
        expect("-ERR value is not an integer or out of range", "MOVE a b");
        expect("-ERR value is out of range, value must between -2147483648 and 2147483647", "MOVE a -3000000000");
    }
}
