package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

class ExpiryTest extends CommandTest {
    private static final long NOW = EngineHarness.START_MS;

    @Test
    void shouldTellNothingOfMissingKeysAndOfThoseThatStay() {
        engine.run("SET k v");
        for (final String command : List.of("TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME")) {
            expect(":-2", command + " x");
            expect(":-1", command + " k");
        }
    }

    @Test
    void shouldSetTheSameMomentWithEachOfTheFour() {
        final List<String> requests = List.of("EXPIRE k 100", "PEXPIRE k 100000",
            "EXPIREAT k " + (NOW / 1000 + 100), "PEXPIREAT k " + (NOW + 100_000));
        for (final String request : requests) {
            engine.run("SET k v");
            engine.effects();
            expect(":1", request);
            expect(":100", "TTL k");
            expect(":100000", "PTTL k");
            expect(":" + (NOW / 1000 + 100), "EXPIRETIME k");
            expect(":" + (NOW + 100_000), "PEXPIRETIME k");
            assertEquals(List.of("PEXPIREAT k " + (NOW + 100_000)), engine.effects());
            expect(":0", request.replace(" k ", " x "));
            assertEquals(List.of(), engine.effects());
        }
    }

    @Test
    void shouldRoundToTheNextSecond() {
        engine.run("SET k v");
        engine.run("PEXPIREAT k " + (NOW + 1499));
        expect(":1", "TTL k");
        expect(":" + (NOW / 1000 + 1), "EXPIRETIME k");
        engine.run("PEXPIREAT k " + (NOW + 1500));
        expect(":2", "TTL k");
        expect(":" + (NOW / 1000 + 2), "EXPIRETIME k");
        engine.run("PEXPIRE k 1");
        expect(":0", "TTL k");
        expect(":1", "PTTL k");
    }

    @Test
    void shouldRemoveAKeyWhoseMomentHasPassed() {
        for (final String request : List.of("EXPIRE k 0", "EXPIRE k -1", "PEXPIRE k 0", "EXPIREAT k 1", "PEXPIREAT k 0",
            "PEXPIREAT k " + NOW, "EXPIRE k -9223372036854775", "PEXPIRE k -9223372036854775808")) {
            engine.run("SET k v");
            engine.effects();
            expect(":1", request);
            expect("$-1", "GET k");
            expect(":0", "DBSIZE");
            assertEquals(List.of("DEL k"), engine.effects(), request);
        }
    }

    @Test
    void shouldLetKeysGoWhenTheirMomentComes() {
        engine.run("SET k v");
        engine.run("PEXPIRE k 50");
        engine.effects();
        engine.advance(49);
        expect(":1", "PTTL k");
        expect(":1", "EXISTS k");
        engine.advance(1);
        expect(":-2", "PTTL k");
        assertEquals(List.of("DEL k"), engine.effects());
        expect(":0", "EXPIRE k 10");
        expect("+none", "TYPE k");
    }

    @Test
    void shouldRefuseMomentsThatNoNumberHolds() {
        engine.run("SET k v");
        for (final String command : List.of("EXPIRE", "EXPIREAT")) {
            expect("-ERR invalid expire time in '" + command.toLowerCase(Locale.ROOT) + "' command",
                command + " k 9223372036854776");
            expect("-ERR invalid expire time in '" + command.toLowerCase(Locale.ROOT) + "' command",
                command + " k -9223372036854776");
        }
        expect("-ERR invalid expire time in 'expire' command", "EXPIRE k 9223372036854775");
        expect("-ERR invalid expire time in 'pexpire' command", "PEXPIRE k 9223372036854775807");
        expect("-ERR invalid expire time in 'expire' command", "EXPIRE x 9223372036854775807");
        for (final String time : List.of("abc", "1.5", "\"\"", "1e3", "9223372036854775808", "+1", "01")) {
            expect("-ERR value is not an integer or out of range", "EXPIRE k " + time);
        }
        expect(":-1", "TTL k");
        expect(":1", "PEXPIREAT k 9223372036854775807");
        expect(":9223372036854775807", "PEXPIRETIME k");
        expect(":9223372036854776", "EXPIRETIME k");
    }

    @Test
    void shouldHoldToConditions() {
        engine.run("SET k v");
        expect(":0", "EXPIRE k 100 XX");
        expect(":0", "EXPIRE k 100 GT");
        expect(":1", "EXPIRE k 100 NX");
        expect(":0", "EXPIRE k 200 NX");
        expect(":0", "EXPIRE k 99 GT");
        expect(":0", "EXPIRE k 100 GT");
        expect(":1", "EXPIRE k 101 gt");
        expect(":0", "EXPIRE k 101 LT");
        expect(":1", "EXPIRE k 100 lt");
        expect(":1", "EXPIRE k 300 XX");
        expect(":1", "EXPIRE k 400 XX GT");
        expect(":0", "EXPIRE k 400 XX LT");
        expect(":400", "TTL k");
        engine.run("PERSIST k");
        expect(":0", "EXPIRE k 100 XX LT");
        expect(":1", "EXPIRE k 100 LT");
        engine.effects();
        expect(":0", "EXPIRE k -1 GT");
        expect(":1", "EXPIRE k -1 LT");
        assertEquals(List.of("DEL k"), engine.effects());
        expect(":0", "EXPIRE k 1 NX");
    }

    @Test
    void shouldRefuseConditionsThatExcludeEachOther() {
        engine.run("SET k v");
        for (final String conditions : List.of("NX XX", "NX GT", "LT NX", "NX GT LT")) {
            expect("-ERR NX and XX, GT or LT options at the same time are not compatible",
                "EXPIRE k 10 " + conditions);
        }
        expect("-ERR GT and LT options at the same time are not compatible", "EXPIRE k 10 GT LT");
        expect("-ERR GT and LT options at the same time are not compatible", "EXPIRE k 10 XX LT GT");
        expect("-ERR Unsupported option junk", "EXPIRE k 10 NX junk");
        expect("-ERR Unsupported option junk", "EXPIRE k abc junk");
        expect("-ERR Unsupported option a b", "EXPIRE", "k", "10", "a\nb\0c");
        expect("-ERR Unsupported option a", "EXPIRE", "k", "10", "a\n");
        expect(":1", "EXPIRE k 10 NX NX");
    }

    @Test
    void shouldTakeAnExpiryAway() {
        engine.run("SET k v EX 10");
        engine.effects();
        expect(":1", "PERSIST k");
        expect(":-1", "TTL k");
        expect(":0", "PERSIST k");
        expect(":0", "PERSIST x");
        assertEquals(List.of("PERSIST k"), engine.effects());
        engine.advance(20_000);
        expect("$1 v", "GET k");
    }

    @Test
    void shouldReclaimKeysThatNobodyAsksFor() {
        for (int i = 0; i < 300; i++) {
            engine.run("SET key:" + i + " v" + (i % 3 == 0 ? "" : " PX " + (100 + i)));
        }
        engine.effects();
        engine.advance(1000);
        expect(":300", "DBSIZE");
        engine.tick();
        expect(":100", "DBSIZE");
        final String effects = String.join("; ", engine.effects());
        assertEquals(200, effects.split("DEL ").length - 1);
        assertTrue(effects.contains("DEL key:1") && !effects.contains("DEL key:0"));
    }

    @Test
    void shouldJournalWhatExpiresInAnotherDatabaseThere() {
        engine.run("SELECT 3");
        engine.run("SET k v PX 100");
        engine.run("SELECT 0");
        engine.effects();
        engine.advance(1000);
        engine.tick();
        assertEquals(List.of("SELECT 3; DEL k; SELECT 0"), engine.effects());
    }
}
