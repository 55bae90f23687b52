package org.ouzel.engine.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class SetCommandsTest extends CommandTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    @Override
    protected String[] settings() {
        return new String[] {"set-max-intset-entries", "6", "set-max-listpack-entries", "4",
            "set-max-listpack-value", "20"};
    }

    @Test
    void shouldAddAndRemoveMembers() {
        expect(":3", "SADD key c a b");
        expect(":1", "SADD key a d a");
        expect("*4 $1 c $1 a $1 b $1 d", "SMEMBERS key");
        expect(":4", "SCARD key");
        expect(":1", "SISMEMBER key a");
        expect(":0", "SISMEMBER key z");
        expect("*3 :1 :0 :1", "SMISMEMBER key a z d");
        expect(":2", "SREM key a z d");
        expect(":2", "SREM key b c c");
        expect(":0", "EXISTS key");
        assertEquals(List.of("SADD key c a b", "SADD key a d a", "SREM key a z d", "SREM key b c c"),
            engine.effects());
        expect("+none", "TYPE key");
    }

    @Test
    void shouldAnswerForMissingKeysAndWrongTypes() {
        expect("*0", "SMEMBERS key");
        expect(":0", "SCARD key");
        expect(":0", "SREM key a");
        expect("*2 :0 :0", "SMISMEMBER key a b");
        expect("$-1", "SPOP key");
        expect("*0", "SPOP key 3");
        expect("$-1", "SRANDMEMBER key");
        expect("*0", "SRANDMEMBER key 3");
        expect("*2 $1 0 *0", "SSCAN key 0");
        engine.run("SET string value");
        engine.run("SADD set a");
        for (final String request : List.of("SADD string a", "SREM string a", "SMEMBERS string", "SCARD string",
            "SISMEMBER string a", "SMISMEMBER string a", "SPOP string", "SPOP string 1", "SRANDMEMBER string",
            "SSCAN string 0", "SMOVE string set a", "SMOVE set string a", "SINTER set string", "SUNION set string",
            "SDIFFSTORE x missing string", "SINTERCARD 2 set string")) {
            expect(WRONG_TYPE, request);
        }
        expect(":0", "SMOVE missing string a");
        engine.run("HELLO 3");
        expect("~0", "SMEMBERS key");
        expect("~0", "SINTER key set");
        expect("~1 $1 a", "SUNION key set");
        expect("*1 $1 a", "SRANDMEMBER set 3");
        expect("~1 $1 a", "SPOP set 3");
        expect("_", "SPOP set");
    }

    @Test
    void shouldChooseAFormByContent() {
        engine.run("SADD key 5 -70000 3 5000000000 1");
        expect("*5 $6 -70000 $1 1 $1 3 $1 5 $10 5000000000", "SMEMBERS key");
        expect("$6 intset", "OBJECT ENCODING key");
        engine.run("SADD key 6 7");
        expect("$9 hashtable", "OBJECT ENCODING key");
        engine.run("SADD mixed 1 2 3");
        expect("$6 intset", "OBJECT ENCODING mixed");
        engine.run("SADD mixed a");
        expect("$8 listpack", "OBJECT ENCODING mixed");
        expect("*4 $1 1 $1 2 $1 3 $1 a", "SMEMBERS mixed");
        engine.run("SADD mixed b");
        expect("$9 hashtable", "OBJECT ENCODING mixed");
        engine.run("SADD long 123456789012345678901");
        expect("$9 hashtable", "OBJECT ENCODING long");
        engine.run("SADD many 1 2 3 4 5 6 7");
        expect("$9 hashtable", "OBJECT ENCODING many");
        engine.run("SADD texts a b c d e");
        expect("$9 hashtable", "OBJECT ENCODING texts");
        engine.run("SADD integers 1 2 3 4");
        engine.run("SADD integers x");
        expect("$9 hashtable", "OBJECT ENCODING integers");
        expect(":1", "SREM integers 4");
        expect(":1", "SISMEMBER integers x");
    }

    @Test
    void shouldKeepExpiryWhenTheFormChanges() {
        engine.run("SADD key 1");
        engine.run("PEXPIRE key 1000");
        engine.run("SADD key a");
        expect(":1000", "PTTL key");
        engine.run("SADD key b c d e f g");
        expect(":1000", "PTTL key");
        expect(":8", "SCARD key");
    }

    @Test
    void shouldMoveMembersBetweenKeys() {
        engine.run("SADD a 1 2");
        expect(":1", "SMOVE a b 1");
        expect(":0", "SMOVE a b 1");
        expect(":1", "SMOVE a b 2");
        expect(":0", "EXISTS a");
        expect("*2 $1 1 $1 2", "SMEMBERS b");
        expect(":1", "SMOVE b b 1");
        expect(":0", "SMOVE b b 3");
        assertEquals(List.of("SADD a 1 2", "SMOVE a b 1", "SMOVE a b 2"), engine.effects());
    }

    @Test
    void shouldCombineSets() {
        engine.run("SADD a 1 2 3 4");
        engine.run("SADD b 3 4 5 x y z");
        engine.run("SADD c 4 3 x");
        assertEquals(Set.of("3", "4"), members("SINTER a b c"));
        assertEquals(Set.of("1", "2", "3", "4", "5", "x", "y", "z"), members("SUNION a b c"));
        assertEquals(Set.of("1", "2"), members("SDIFF a b missing"));
        assertEquals(Set.of("1", "2", "3", "4"), members("SDIFF a"));
        assertEquals(Set.of(), members("SINTER a missing"));
        expect(":2", "SINTERCARD 3 a b c");
        expect(":1", "SINTERCARD 3 a b c LIMIT 1");
        expect(":2", "SINTERCARD 2 a b LIMIT 0");
        expect(":2", "SINTERSTORE result a b c");
        expect("$6 intset", "OBJECT ENCODING result");
        expect(":8", "SUNIONSTORE result a b c result");
        expect("$9 hashtable", "OBJECT ENCODING result");
    }

    @Test
    void shouldStoreResults() {
        engine.run("SADD a 1 2 3");
        engine.run("SADD b 3 x");
        engine.run("SET result string");
        engine.effects();
        expect(":4", "SUNIONSTORE result a b");
        expect("$8 listpack", "OBJECT ENCODING result");
        engine.run("EXPIRE result 100");
        expect(":1", "SINTERSTORE result a b result");
        expect(":-1", "TTL result");
        expect(":0", "SINTERSTORE result a missing");
        expect(":0", "EXISTS result");
        expect(":0", "SDIFFSTORE result missing");
        expect(":1", "SDIFFSTORE b b a");
        expect("*1 $1 x", "SMEMBERS b");
        final List<String> effects = new ArrayList<>(engine.effects());
        effects.removeIf(each -> each.startsWith("PEXPIREAT"));
        assertEquals(List.of("SUNIONSTORE result a b", "SINTERSTORE result a b result", "SINTERSTORE result a missing",
            "SDIFFSTORE b b a"), effects);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        engine.run("SADD a 1");
        expect("-ERR numkeys should be greater than 0", "SINTERCARD 0 a");
        expect("-ERR numkeys should be greater than 0", "SINTERCARD x a");
        expect("-ERR Number of keys can't be greater than number of args", "SINTERCARD 2 a");
        expect("-ERR LIMIT can't be negative", "SINTERCARD 1 a LIMIT -1");
        expect("-ERR syntax error", "SINTERCARD 1 a LIMITS 1");
        expect("-ERR syntax error", "SINTERCARD 1 a b");
        expect("-ERR value is out of range, must be positive", "SPOP a -1");
        expect("-ERR value is out of range, must be positive", "SPOP a x");
        expect("-ERR syntax error", "SPOP a 1 2");
        expect("-ERR syntax error", "SRANDMEMBER a 1 2");
        expect("-ERR value is not an integer or out of range", "SRANDMEMBER a x");
        expect("-ERR syntax error", "SSCAN a 0 NOVALUES");
    }

    /** Nearly all members go: those that stay move out, and the rest is freed in slices. */
    @Test
    void shouldPopMostOfALargeSet() {
        final Set<String> left = fill("key", "m", 1_300);
        expect(":1", "PEXPIRE key 5000");
        engine.effects();
        final Set<String> taken = members("SPOP key 1200");
        assertEquals(1_200, taken.size());
        assertTrue(left.removeAll(taken));
        assertEquals(left, members("SMEMBERS key"));
        expect(":5000", "PTTL key");
        expect("$9 hashtable", "OBJECT ENCODING key");
        final Set<String> recorded = new TreeSet<>();
        for (final String effect : engine.effects().get(0).split("; ")) {
            assertTrue(effect.startsWith("SREM key "), effect);
            recorded.addAll(List.of(effect.substring("SREM key ".length()).split(" ")));
        }
        assertEquals(taken, recorded);
        assertEquals(1, pendingFrees());
        engine.tick();
        assertEquals(0, pendingFrees());
        expect(":1", "SADD key new");
        expect(":101", "SCARD key");
        assertEquals(100, members("SPOP key 100").size());
        expect(":1", "SCARD key");
        expect(":5000", "PTTL key");
    }

    @Test
    void shouldPopAndRecordWhatWasTaken() {
        for (final String prefix : List.of("", "m")) {
            for (final int size : new int[] {4, 300}) {
                final Set<String> left = fill("key", prefix, size);
                final String popped = engine.run("SPOP key").split(" ")[1];
                assertTrue(left.remove(popped));
                assertEquals(List.of("SREM key " + popped), engine.effects());
                final Set<String> taken = members("SPOP key " + (size / 2));
                assertEquals(size / 2, taken.size());
                assertTrue(left.removeAll(taken) && left.size() == size - size / 2 - 1);
                final String effect = String.join(" ", engine.effects());
                assertEquals(taken, new TreeSet<>(List.of(effect.substring("SREM key ".length()).split(" "))));
                assertEquals(left, members("SMEMBERS key"));
                assertEquals(left, members("SPOP key 1000"));
                assertEquals(List.of("DEL key"), engine.effects());
                expect(":0", "EXISTS key");
            }
        }
    }

    @Test
    void shouldDrawMembers() {
        for (final String prefix : List.of("", "m")) {
            for (final int size : new int[] {4, 300}) {
                final Set<String> all = fill("key", prefix, size);
                for (final int count : new int[] {1, size / 4, size / 2, size - 1, size, size + 1}) {
                    final Set<String> drawn = members("SRANDMEMBER key " + count);
                    assertEquals(Math.min(count, size), drawn.size());
                    assertTrue(all.containsAll(drawn));
                }
                final String[] draws = engine.run("SRANDMEMBER key -" + 8 * size).split(" ");
                assertEquals("*" + 8 * size, draws[0]);
                assertTrue(all.contains(engine.run("SRANDMEMBER key").split(" ")[1]));
                assertEquals(List.of(), engine.effects());
                engine.run("DEL key");
                engine.effects();
            }
        }
    }

    @Test
    void shouldAgreeWithASetOnAllFormsAndScanAll() {
        final Random random = new Random(11);
        for (final int range : new int[] {5, 9, 3_000}) {
            for (final String prefix : List.of("", "m")) {
                final String key = prefix + "key" + range;
                final Set<String> model = new TreeSet<>();
                for (int i = 0; i < 3 * range; i++) {
                    final String member = prefix + random.nextInt(range);
                    if (random.nextInt(4) > 0) {
                        expect(model.add(member) ? ":1" : ":0", "SADD " + key + " " + member);
                    } else {
                        expect(model.remove(member) ? ":1" : ":0", "SREM " + key + " " + member);
                    }
                }
                assertEquals(model, members("SMEMBERS " + key));
                assertEquals(model, scan(key));
            }
        }
    }

    private Set<String> fill(final String key, final String prefix, final int size) {
        final Set<String> all = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            all.add(prefix + i);
            engine.run("SADD " + key + " " + prefix + i);
        }
        engine.effects();
        return all;
    }

    private int pendingFrees() {
        int count = 0;
        for (int shard = 0; shard < engine.server().shardCount(); shard++) {
            count += engine.server().shard(shard).keyspace().pendingFreeCount();
        }
        return count;
    }

    private Set<String> members(final String request) {
        final String[] words = engine.run(request).split(" ");
        final Set<String> members = new TreeSet<>();
        for (int i = 2; i < words.length; i += 2) {
            assertTrue(members.add(words[i]), request);
        }
        assertEquals("*" + members.size(), words[0]);
        return members;
    }

    private Set<String> scan(final String key) {
        final Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            final String[] words = engine.run("SSCAN " + key + " " + cursor + " COUNT 20").split(" ");
            cursor = words[2];
            for (int i = 5; i < words.length; i += 2) {
                found.add(words[i]);
            }
        } while (!"0".equals(cursor));
        return found;
    }
}
