package org.ouzel.engine.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class HashCommandsTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Override
    protected String[] settings() {
        return new String[] {"hash-max-listpack-entries", "8", "hash-max-listpack-value", "20"};
    }

    @Test
    void shouldSetAndReadFields() {
        expect(":2", "HSET key a 1 b two");
        expect(":1", "HSET key b three c 4");
        expect(":0", "HSET key a 5 a 6");
        expect(":1", "HSET other x 1 x 2 x three");
        expect("*2 $1 x $5 three", "HGETALL other");
        expect("*6 $1 a $1 6 $1 b $5 three $1 c $1 4", "HGETALL key");
        expect("*3 $1 a $1 b $1 c", "HKEYS key");
        expect("*3 $1 6 $5 three $1 4", "HVALS key");
        expect("$1 6", "HGET key a");
        expect("$-1", "HGET key z");
        expect("*3 $5 three $-1 $1 6", "HMGET key b z a");
        expect(":5", "HSTRLEN key b");
        expect(":1", "HSTRLEN key a");
        expect(":0", "HSTRLEN key z");
        expect(":1", "HEXISTS key a");
        expect(":0", "HEXISTS key z");
        expect(":3", "HLEN key");
        expect("+OK", "HMSET key a 7");
        expect(":0", "HSETNX key a 8");
        expect(":1", "HSETNX key d 8");
        expect("$1 7", "HGET key a");
        expect("+hash", "TYPE key");
    }

    @Test
    void shouldAnswerForMissingKeys() {
        expect("$-1", "HGET key a");
        expect("*2 $-1 $-1", "HMGET key a b");
        expect("*0", "HGETALL key");
        expect("*0", "HKEYS key");
        expect(":0", "HLEN key");
        expect(":0", "HDEL key a");
        expect("$-1", "HRANDFIELD key");
        expect("*0", "HRANDFIELD key 3 WITHVALUES");
        expect("*2 $1 0 *0", "HSCAN key 0 COUNT nonsense");
        engine.run("HELLO 3");
        expect("_", "HGET key a");
        expect("%0", "HGETALL key");
        expect("*0", "HVALS key");
        expect("_", "HRANDFIELD key");
    }

    @Test
    void shouldAnswerMapsInResp3() {
        engine.run("HSET key a 1 b 2");
        engine.run("HELLO 3");
        expect("%2 $1 a $1 1 $1 b $1 2", "HGETALL key");
        expect("*2 *2 $1 a $1 1 *2 $1 b $1 2", "HRANDFIELD key 5 WITHVALUES");
        expect("*2 $1 a $1 b", "HRANDFIELD key 2");
    }

    @Test
    void shouldRefuseWrongTypesAndArguments() {
        engine.run("SET string value");
        for (final String request : List.of("HSET string a 1", "HGET string a", "HDEL string a", "HLEN string",
            "HGETALL string", "HINCRBY string a 1", "HINCRBYFLOAT string a 1", "HRANDFIELD string 1",
            "HSCAN string 0", "HSETNX string a 1", "HEXPIRE string 1 FIELDS 1 a", "HTTL string FIELDS 1 a",
            "HGETDEL string FIELDS 1 a", "HGETEX string FIELDS 1 a", "HSETEX string FIELDS 1 a 1")) {
            expect(WRONG_TYPE, request);
        }
        expect("-ERR wrong number of arguments for 'hset' command", "HSET key a 1 b");
        expect("-ERR wrong number of arguments for 'hmset' command", "HMSET key a 1 b");
        expect("-ERR wrong number of arguments for 'hset' command", "HSET key a");
        assertEquals(List.of("SET string value"), engine.effects());
    }

    @Test
    void shouldRemoveTheKeyWithItsLastField() {
        engine.run("HSET key a 1 b 2");
        expect(":1", "HDEL key a z a");
        expect(":1", "EXISTS key");
        expect(":1", "HDEL key b");
        expect(":0", "EXISTS key");
        assertEquals(List.of("HSET key a 1 b 2", "HDEL key a z a", "HDEL key b"), engine.effects());
    }

    @Test
    void shouldCount() {
        expect(":5", "HINCRBY key a 5");
        expect(":2", "HINCRBY key a -3");
        engine.run("HSET key b text c 9223372036854775807 d 1.5 e 010");
        expect("-ERR hash value is not an integer", "HINCRBY key b 1");
        expect("-ERR hash value is not an integer", "HINCRBY key e 1");
        expect("-ERR increment or decrement would overflow", "HINCRBY key c 1");
        expect("-ERR value is not an integer or out of range", "HINCRBY key a x");
        expect("$4 2.25", "HINCRBYFLOAT key d 0.75");
        expect("$3 2.5", "HINCRBYFLOAT key a 0.5");
        expect("-ERR hash value is not a float", "HINCRBYFLOAT key b 1");
        expect("-ERR value is not a valid float", "HINCRBYFLOAT key a x");
        expect("-ERR value is NaN or Infinity", "HINCRBYFLOAT key a inf");
        assertEquals(List.of("HINCRBY key a 5", "HINCRBY key a -3",
            "HSET key b text c 9223372036854775807 d 1.5 e 010", "HSET key d 2.25", "HSET key a 2.5"),
            engine.effects());
    }

    @Test
    void shouldChangeItsFormAtTheThresholds() {
        engine.run("HSET key a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8");
        expect("$8 listpack", "OBJECT ENCODING key");
        expect(":1", "HSET key i 9");
        expect("$9 hashtable", "OBJECT ENCODING key");
        expect(":9", "HLEN key");
        expect("$1 5", "HGET key e");
        engine.run("HSET long a 12345678901234567890");
        expect("$8 listpack", "OBJECT ENCODING long");
        engine.run("HSET long a 123456789012345678901");
        expect("$9 hashtable", "OBJECT ENCODING long");
        engine.run("HSET name 123456789012345678901 a");
        expect("$9 hashtable", "OBJECT ENCODING name");
        expect("$1 a", "HGET name 123456789012345678901");
        engine.run("HSET nx 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8");
        engine.run("HSETNX nx 9 9");
        expect("$9 hashtable", "OBJECT ENCODING nx");
    }

    @Test
    void shouldKeepExpiryAndContentWhenTheFormChanges() {
        engine.run("HSET key a 1");
        engine.run("PEXPIRE key 5000");
        for (int i = 0; i < 50; i++) {
            engine.run("HSET key f" + i + " " + i);
        }
        expect(":5000", "PTTL key");
        expect(":51", "HLEN key");
        expect(":1", "COPY key other");
        expect("+OK", "RENAME key third");
        expect(":51", "HLEN other");
        expect("$2 49", "HGET third f49");
        engine.advance(5000);
        expect(":0", "EXISTS other third");
    }

    @Test
    void shouldAgreeWithAMapOnBothFormsAndScanAll() {
        final Random random = new Random(7);
        for (final int range : new int[] {7, 3_000}) {
            final String key = "key" + range;
            final Map<String, String> model = new HashMap<>();
            for (int i = 0; i < 3 * range; i++) {
                final String field = "f" + random.nextInt(range);
                if (random.nextInt(4) > 0) {
                    final String value = Long.toString(random.nextLong() >> random.nextInt(64));
                    expect(model.put(field, value) == null ? ":1" : ":0", "HSET " + key + " " + field + " " + value);
                } else {
                    expect(model.remove(field) != null ? ":1" : ":0", "HDEL " + key + " " + field);
                }
            }
            expect(":" + model.size(), "HLEN " + key);
            assertEquals(model, scan(key, ""));
            final Map<String, String> some = new HashMap<>(model);
            some.keySet().removeIf(field -> !field.endsWith("1"));
            assertEquals(some, scan(key, " MATCH *1 COUNT 100"));
        }
    }

    @Test
    void shouldScanWithoutValues() {
        engine.run("HSET key a 1 b 2");
        expect("*2 $1 0 *2 $1 a $1 b", "HSCAN key 0 NOVALUES");
        expect("*2 $1 0 *1 $1 b", "HSCAN key 0 MATCH b NOVALUES COUNT 5");
        expect("-ERR syntax error", "HSCAN key 0 NOVALUE");
        expect("-ERR syntax error", "HSCAN key 0 COUNT 0");
        expect("-ERR value is not an integer or out of range", "HSCAN key 0 COUNT x");
        expect("-ERR invalid cursor", "HSCAN key x");
    }

    @Test
    void shouldDrawFields() {
        for (final int size : new int[] {6, 200}) {
            final String key = "key" + size;
            for (int i = 0; i < size; i++) {
                engine.run("HSET " + key + " f" + i + " " + i);
            }
            for (final int count : new int[] {1, 3, size / 2, size - 1, size, size + 1}) {
                final String[] words = engine.run("HRANDFIELD " + key + " " + count).split(" ");
                final int expected = Math.min(count, size);
                assertEquals("*" + expected, words[0]);
                assertEquals(expected, distinct(words, 2).size());
            }
            final String[] draws = engine.run("HRANDFIELD " + key + " -" + 5 * size + " WITHVALUES").split(" ");
            assertEquals("*" + 10 * size, draws[0]);
            for (int i = 1; i < draws.length; i += 4) {
                assertEquals("f" + draws[i + 3], draws[i + 1]);
            }
            assertTrue(distinct(draws, 4).size() > size / 2);
        }
        expect("*0", "HRANDFIELD key6 0");
        expect("-ERR syntax error", "HRANDFIELD key6 1 WITHVALUE");
        expect("-ERR value is not an integer or out of range", "HRANDFIELD key6 x");
        expect("-ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
            "HRANDFIELD key6 -9223372036854775808");
    }

    private static Set<String> distinct(final String[] words, final int step) {
        final Set<String> distinct = new HashSet<>();
        for (int i = 2; i < words.length; i += step) {
            distinct.add(words[i]);
        }
        return distinct;
    }

    private Map<String, String> scan(final String key, final String options) {
        final Map<String, String> found = new HashMap<>();
        String cursor = "0";
        do {
            final String[] words = engine.run("HSCAN " + key + " " + cursor + options).split(" ");
            cursor = words[2];
            for (int i = 4; i + 3 < words.length; i += 4) {
                found.put(words[i + 1], words[i + 3]);
            }
        } while (!"0".equals(cursor));
        return found;
    }
}
