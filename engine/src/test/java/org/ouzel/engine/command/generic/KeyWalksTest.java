package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class KeyWalksTest extends CommandTest {
    private static final double EXACT_DOUBLES = 1L << 53;

    @Test
    void shouldListKeysThatMatch() {
        engine.run("MSET one 1 two 2 three 3 four 4 {x}five 5");
        assertEquals(Set.of("one", "two", "three", "four", "{x}five"), keys("*"));
        assertEquals(Set.of("two", "three"), keys("t*"));
        assertEquals(Set.of("one", "two"), keys("??[eo]"));
        assertEquals(Set.of("four"), keys("four"));
        assertEquals(Set.of(), keys("FOUR"));
        expect("*0", "KEYS", "");
        expect("-ERR wrong number of arguments for 'keys' command", "KEYS");
    }

    @Test
    void shouldListNoKeyWhoseTimeHasCome() {
        engine.run("MSET a 1 b 2");
        engine.run("SET c 3 PX 100");
        engine.run("SET d 3 PX 101");
        engine.advance(100);
        assertEquals(Set.of("a", "b", "d"), keys("*"));
        assertEquals(Set.of("a", "b", "d"), new TreeSet<>(scan("")));
        expect(":4", "DBSIZE");
    }

    @Test
    void shouldListTheSelectedDatabaseOnly() {
        engine.run("SET a 1");
        engine.run("SELECT 1");
        expect("*0", "KEYS *");
        expect("*2 $1 0 *0", "SCAN " + lastShard());
        engine.run("SET b 1");
        assertEquals(Set.of("b"), keys("*"));
    }

    @Test
    void shouldScanEveryKeyOnceWhereNothingChanges() {
        final Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            engine.run("SET key:" + i + " v");
            expected.add("key:" + i);
        }
        for (final String options : List.of("", " COUNT 1", " COUNT 100", " COUNT 1000000",
            " COUNT 9223372036854775807", " MATCH * TYPE string")) {
            final List<String> found = scan(options);
            assertEquals(3000, found.size(), options);
            assertEquals(expected, new TreeSet<>(found), options);
        }
        assertEquals(300, scan(" MATCH *7").size());
        assertEquals(0, scan(" TYPE list").size());
        assertEquals(3000, scan(" type STRING").size());
        assertEquals(0, scan(" TYPE junk").size());
    }

    @Test
    void shouldAnswerAboutAsManyAsAskedFor() {
        for (int i = 0; i < 3000; i++) {
            engine.run("SET key:" + i + " v");
        }
        for (final int count : new int[] {1, 10, 500}) {
            int callCount = 0;
            String cursor = "0";
            do {
                final List<String> reply = call("SCAN " + cursor + " COUNT " + count);
                cursor = reply.get(0);
                assertTrue(Double.parseDouble(cursor) < EXACT_DOUBLES, cursor);
                assertTrue(reply.size() - 1 <= 20 + 2 * count, "count=" + count + " found=" + (reply.size() - 1));
                callCount++;
            } while (!"0".equals(cursor));
            assertTrue(callCount >= 3000 / (20 + 2 * count) && callCount <= 6000 / count + 3, "calls=" + callCount);
        }
    }

    @Test
    void shouldReturnWhatStaysWhileTheRestComesAndGoes() {
        for (int i = 0; i < 500; i++) {
            engine.run("SET stays:" + i + " v");
        }
        final Set<String> found = new TreeSet<>();
        String cursor = "0";
        int round = 0;
        do {
            final List<String> reply = call("SCAN " + cursor + " COUNT 20");
            cursor = reply.get(0);
            found.addAll(reply.subList(1, reply.size()));
            for (int i = 0; i < 50; i++) {
                engine.run("SET comes:" + round + ":" + i + " v");
                engine.run("DEL comes:" + (round - 3) + ":" + i);
            }
            engine.tick();
            round++;
        } while (!"0".equals(cursor));
        found.removeIf(name -> !name.startsWith("stays:"));
        assertEquals(500, found.size());
    }

    @Test
    void shouldTakeWhatCTakesForACursor() {
        engine.run("SET a 1");
        for (final String cursor : List.of("abc", "1x", "-", "+", " 0", "0 ", "18446744073709551616", "1.0", "--1")) {
            expect("-ERR invalid cursor", "SCAN", cursor, "COUNT", "10");
        }
        for (final String cursor : List.of("", "+0", "-0", "00", "18446744073709551615", "-1", "63", "12345678901")) {
            assertTrue(engine.run("SCAN", cursor, "COUNT", "10").startsWith("*2 $"), cursor);
        }
        expect("-ERR invalid cursor", "SCAN abc COUNT x");
    }

    @Test
    void shouldRefuseOptionsThatScanDoesNotHave() {
        for (final String start : List.of("0", "1", "40")) {
            expect("-ERR syntax error", "SCAN " + start + " COUNT");
            expect("-ERR syntax error", "SCAN " + start + " COUNT 0");
            expect("-ERR syntax error", "SCAN " + start + " COUNT -5");
            expect("-ERR value is not an integer or out of range", "SCAN " + start + " COUNT x");
            expect("-ERR value is not an integer or out of range", "SCAN " + start + " COUNT 9223372036854775808");
            expect("-ERR syntax error", "SCAN " + start + " junk 1");
            expect("-ERR syntax error", "SCAN " + start + " NOVALUES");
            expect("-ERR syntax error", "SCAN " + start + " MATCH a TYPE");
        }
        expect("-ERR wrong number of arguments for 'scan' command", "SCAN");
    }

    @Test
    void shouldDrawKeysOfAllShards() {
        expect("$-1", "RANDOMKEY");
        final Map<String, Integer> draws = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            engine.run("SET key:" + i + " v");
        }
        for (int i = 0; i < 1000; i++) {
            draws.merge(engine.run("RANDOMKEY"), 1, Integer::sum);
        }
        assertEquals(10, draws.size());
        draws.values().forEach(count -> assertTrue(count > 30, draws.toString()));
    }

    @Test
    void shouldDrawNoKeyWhoseTimeHasCome() {
        for (int i = 0; i < 50; i++) {
            engine.run("SET gone:" + i + " v PX 10");
        }
        engine.run("SET stays v");
        engine.advance(10);
        for (int i = 0; i < 10; i++) {
            expect("$5 stays", "RANDOMKEY");
        }
        engine.run("DEL stays");
        expect("$-1", "RANDOMKEY");
        expect(":0", "DBSIZE");
    }

    private Set<String> keys(final String pattern) {
        final List<String> words = words(engine.run("KEYS " + pattern));
        assertEquals("*" + (words.size() - 1), words.get(0));
        return new TreeSet<>(words.subList(1, words.size()));
    }

    private List<String> scan(final String options) {
        final List<String> found = new ArrayList<>();
        String cursor = "0";
        do {
            final List<String> reply = call("SCAN " + cursor + options);
            cursor = reply.get(0);
            found.addAll(reply.subList(1, reply.size()));
        } while (!"0".equals(cursor));
        return found;
    }

    /** Returns the next cursor and the names behind it. */
    private List<String> call(final String request) {
        final List<String> words = new ArrayList<>(words(engine.run(request)));
        assertEquals("*2", words.remove(0));
        assertEquals("*" + (words.size() - 2), words.remove(1));
        return words;
    }

    /** Returns the cursor at which the last shard begins. */
    private String lastShard() {
        String last = "0";
        String cursor = "0";
        do {
            last = cursor;
            cursor = call("SCAN " + cursor + " COUNT 1000").get(0);
        } while (!"0".equals(cursor));
        return last;
    }

    /** Returns a reply's words without lengths. */
    private static List<String> words(final String reply) {
        return Arrays.stream(reply.split(" ")).filter(word -> word.charAt(0) != '$').toList();
    }
}
