package org.ouzel.engine.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** What goes by each policy when the memory is short. The harness seeds the events' chance, so that nothing varies. */
class EvictionTest extends CommandTest {
    private static final int KEY_COUNT = 3000;
    private static final String VALUE = "x".repeat(100);
    private static final int BATCH = 50;
    private static final long MINUTE_MS = 60_000;

    private EngineHarness.Client client;

    @BeforeEach
    void connect() {
        client = engine.newClient();
    }

    @Test
    void shouldStayBelowTheLimitWhileKeysCome() {
        limit("allkeys-lru", 400_000);
        runForAll(i -> {
            if (i % BATCH == 0) {
                engine.tick();
                // Each shard may be one command above its share, and index segments grow in steps.
                assertTrue(liveBytes() <= 400_000 + 3 * 20_000, "bytes=" + liveBytes());
            }
            return "SET key:" + i + " " + VALUE;
        });
        assertTrue(keyCount() > 1000, "keys=" + keyCount());
        assertEquals(KEY_COUNT, keyCount() + figure("evicted_keys"));
    }

    @Test
    void shouldEvictTheLeastRecentlyUsedFirst() {
        fill("");
        engine.advance(100_000);
        use();
        limitTo("allkeys-lru", 60);
        assertUsedOnesStay(0.93);
    }

    @Test
    void shouldEvictTheLeastFrequentlyUsedFirst() {
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-lfu");
        runForAll(i -> i % 2 == 0 ? "SET key:" + i + " " + VALUE : "EXISTS key:" + i);
        for (int i = 0; i < 10; i++) {
            use();
        }
        // The others are the more recent ones.
        engine.advance(MINUTE_MS / 10);
        runForAll(i -> i % 2 == 0 ? "EXISTS key:" + i : "SET key:" + i + " " + VALUE);
        limitTo("allkeys-lfu", 60);
        assertUsedOnesStay(0.93);
    }

    @Test
    void shouldWeighRecencyAndFrequency() {
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-ahe");
        fill("");
        engine.advance(30 * MINUTE_MS);
        use();
        limitTo("allkeys-ahe", 60);
        assertUsedOnesStay(0.93);
    }

    @Test
    void shouldEvictWhatExpiresFirst() {
        runForAll(i -> "SET key:" + i + " " + VALUE + " EX " + (i % 2 == 0 ? 100_000 + i : 1000 + i));
        limitTo("volatile-ttl", 60);
        assertUsedOnesStay(0.93);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "volatile-ahe"})
    void shouldEvictNothingThatDoesNotExpire(final String policy) {
        runForAll(i -> "SET key:" + i + " " + VALUE + (i % 10 == 1 ? " EX 10000" : ""));
        limitTo(policy, 95);
        final int evicted = (int) figure("evicted_keys");
        assertTrue(evicted > 50 && evicted < KEY_COUNT / 10, "evicted=" + evicted);
        final boolean[] present = present();
        for (int i = 0; i < KEY_COUNT; i++) {
            assertTrue(i % 10 == 1 || present[i], "key=" + i);
        }
    }

    @Test
    void shouldEvictAnyByChance() {
        fill("");
        limitTo("allkeys-random", 60);
        final double share = (double) count(0, KEY_COUNT / 2) / keyCount();
        assertTrue(share > 0.45 && share < 0.55, "share=" + share);
    }

    @Test
    void shouldEvictFromAllDatabasesAlike() {
        fill("");
        client.run("SELECT 5");
        fill("");
        limitTo("allkeys-random", 60);
        final double here = Long.parseLong(client.run("DBSIZE").substring(1));
        final double there = Long.parseLong(engine.run("DBSIZE").substring(1));
        assertTrue(here / there > 0.85 && here / there < 1.15, here + " beside " + there);
    }

    @Test
    void shouldFindTheFewThatExpireAmongMany() {
        fill("");
        engine.run("SET rare " + VALUE + " EX 1000");
        limit("volatile-random", 1);
        for (int i = 0; i < 100 && engine.run("EXISTS rare").equals(":1"); i++) {
            engine.tick();
        }
        expect(":0", "EXISTS rare");
        expect(":1", "EXISTS key:1");
        assertEquals(KEY_COUNT, keyCount());
    }

    @Test
    void shouldPassOverCandidatesThatWereUsedSinceTheyWereSeen() {
        fill("");
        engine.advance(100_000);
        limitTo("allkeys-lru", 99);
        // The pool is full of the oldest keys; all but the last ones are used now.
        runForAll(i -> "GET key:" + Math.min(i, KEY_COUNT - 201));
        engine.advance(10_000);
        final long before = count(0, KEY_COUNT - 200);
        expect("+OK", "CONFIG SET maxmemory-samples 64");
        limitTo("allkeys-lru", 98);
        assertEquals(before, count(0, KEY_COUNT - 200), 10);
    }

    @Test
    void shouldFreeLargeValuesBeforeItEvictsMore() {
        for (int i = 0; i < 300; i++) {
            engine.run("RPUSH {t}large" + " element".repeat(100));
        }
        engine.advance(100_000);
        engine.run("SET {t}small " + VALUE);
        limit("allkeys-lru", 20_000);
        for (int i = 0; i < 50; i++) {
            engine.tick();
        }
        expect(":0", "EXISTS {t}large");
        expect(":1", "EXISTS {t}small");
        assertEquals(1, figure("evicted_keys"));
    }

    @Test
    void shouldRecordWhatGoesBeforeTheCommand() {
        engine.run("SET {t}old " + VALUE);
        engine.advance(10_000);
        limitToWhatIsUsed();
        engine.run("SET {t}new " + VALUE);
        engine.effects();
        engine.run("SET {t}third " + VALUE);
        final List<String> effects = engine.effects();
        assertEquals(List.of("DEL {t}old", "SET {t}third " + VALUE), effects);
        expect("+OK", "CONFIG SET lazyfree-lazy-eviction yes");
        engine.run("SET {t}fourth " + VALUE);
        engine.effects();
        engine.run("SET {t}fifth " + VALUE);
        assertTrue(engine.effects().get(0).startsWith("UNLINK {t}"));
    }

    @Test
    void shouldRecordWhatGoesBeforeATransaction() {
        engine.run("SET {t}old " + VALUE);
        engine.advance(10_000);
        limitToWhatIsUsed();
        engine.run("SET {t}new " + VALUE);
        engine.advance(10_000);
        engine.effects();
        engine.run("MULTI");
        engine.run("SET {t}a 1");
        engine.run("SET {t}b 2");
        expect("*2 +OK +OK", "EXEC");
        assertEquals(List.of("DEL {t}old", "MULTI; SET {t}a 1; SET {t}b 2; EXEC"), engine.effects());
    }

    @Test
    void shouldRecordTheDatabaseOfWhatGoes() {
        expect("+OK", "SELECT 3");
        engine.run("SET {t}old " + VALUE);
        expect("+OK", "SELECT 0");
        engine.run("SET {t}here 1");
        engine.advance(10_000);
        engine.run("GET {t}here");
        limitToWhatIsUsed();
        engine.run("SET {t}new " + VALUE);
        engine.effects();
        engine.tick();
        assertEquals(List.of("SELECT 3; DEL {t}old; SELECT 0"), engine.effects());
    }

    @Test
    void shouldEvictInTicksAloneWhenTheLimitIsLowered() {
        fill("");
        limit("allkeys-lru", liveBytes() / 4);
        for (int i = 0; i < 50; i++) {
            engine.tick();
        }
        assertTrue(liveBytes() <= limit(), liveBytes() + " above " + limit());
        assertTrue(keyCount() > KEY_COUNT / 20, "keys=" + keyCount());
    }

    @Test
    void shouldEvictASliceAtATime() {
        fill("");
        expect("+OK", "CONFIG SET maxmemory-policy allkeys-random maxmemory 1000 maxmemory-eviction-tenacity 0");
        engine.run("EXISTS key:1");
        final long evicted = KEY_COUNT - shardKeyCount();
        // CONFIG SET evicts nothing itself, EXISTS on its shard.
        assertEquals(EvictionSettings.keyBudget(0), evicted);
    }

    @Test
    void shouldAskForTicksUntilEnoughIsEvicted() {
        fill("");
        assertFalse(engine.loop().isEvicting());
        limit("allkeys-lru", liveBytes() / 4);
        assertTrue(engine.loop().isEvicting());
        for (int i = 0; i < 50 && engine.loop().isEvicting(); i++) {
            engine.tick();
        }
        assertFalse(engine.loop().isEvicting());
        assertTrue(liveBytes() <= limit(), liveBytes() + " above " + limit());
        // What a command can do by itself needs no ticks.
        engine.run("SET {t}more " + VALUE);
        engine.run("SET {t}more " + VALUE.repeat(10));
        assertFalse(engine.loop().isEvicting());
    }

    @Test
    void shouldNotAskForTicksThatHaveNothingToEvict() {
        fill("");
        limit("volatile-lru", liveBytes() / 4);
        engine.tick();
        assertFalse(engine.loop().isEvicting());
        engine.tick();
        assertFalse(engine.loop().isEvicting());
        limit("noeviction", 1);
        assertFalse(engine.loop().isEvicting());
    }

    @Test
    void shouldNotifyAndInvalidate() {
        expect("+OK", "CONFIG SET notify-keyspace-events Ke");
        final EngineHarness.Client listener = engine.newClient();
        listener.run("PSUBSCRIBE __keyspace*");
        final EngineHarness.Client cache = engine.newClient();
        cache.run("HELLO 3");
        cache.run("CLIENT TRACKING ON NOLOOP");
        cache.run("SET {t}old " + VALUE);
        cache.run("GET {t}old");
        engine.advance(10_000);
        limitToWhatIsUsed();
        cache.run("SET {t}new " + VALUE);
        listener.take();
        assertTrue(cache.run("SET {t}third " + VALUE).contains(">2 $10 invalidate *1 $6 {t}old"));
        assertEquals("*4 $8 pmessage $11 __keyspace* $21 __keyspace@0__:{t}old $7 evicted", listener.take());
    }

    @Test
    void shouldTouchWhatTransactionsWatch() {
        engine.run("SET {t}old " + VALUE);
        engine.advance(10_000);
        engine.run("SET {t}new " + VALUE);
        final EngineHarness.Client watching = engine.newClient();
        watching.run("WATCH {t}old");
        limit("allkeys-lru", liveBytes() - 100);
        watching.run("MULTI");
        watching.run("SET {t}a 1");
        assertEquals("*-1", watching.run("EXEC"));
    }

    private void limit(final String policy, final long bytes) {
        expect("+OK", "CONFIG SET maxmemory-policy " + policy + " maxmemory " + bytes);
    }

    /** Makes all shards have their database first, which takes memory, too. */
    private void limitToWhatIsUsed() {
        engine.run("DBSIZE");
        limit("allkeys-lru", liveBytes());
    }

    /** Lowers the limit to a share of what is used, and lets ticks do the rest. */
    private void limitTo(final String policy, final int percent) {
        limit(policy, liveBytes() * percent / 100);
        for (int i = 0; i < 50 && liveBytes() > limit(); i++) {
            engine.tick();
        }
        assertTrue(liveBytes() <= limit() + 3000, liveBytes() + " above " + limit());
    }

    private void fill(final String options) {
        runForAll(i -> "SET key:" + i + " " + VALUE + options);
    }

    /** Uses each other key. */
    private void use() {
        runForAll(i -> "GET key:" + (i & -2));
    }

    private void assertUsedOnesStay(final double share) {
        int used = 0;
        int unused = 0;
        expect("+OK", "CONFIG SET maxmemory 0");
        final boolean[] present = present();
        for (int i = 0; i < KEY_COUNT; i += 2) {
            used += present[i] ? 1 : 0;
            unused += present[i + 1] ? 1 : 0;
        }
        final double stayed = 2.0 * used / KEY_COUNT;
        assertTrue(stayed >= share, "stayed=" + stayed + " unused=" + unused);
        assertTrue(unused < KEY_COUNT / 2 * 0.7, "unused=" + unused);
    }

    private void runForAll(final IntFunction<String> request) {
        final String[] requests = new String[BATCH];
        for (int first = 0; first < KEY_COUNT; first += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                requests[i] = request.apply(first + i);
            }
            client.pipeline(requests);
        }
    }

    private boolean[] present() {
        final boolean[] present = new boolean[KEY_COUNT];
        final String[] requests = new String[BATCH];
        for (int first = 0; first < KEY_COUNT; first += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                requests[i] = "EXISTS key:" + (first + i);
            }
            final String[] replies = client.pipeline(requests).split(" ");
            for (int i = 0; i < BATCH; i++) {
                present[first + i] = replies[i].equals(":1");
            }
        }
        return present;
    }

    private long count(final int first, final int end) {
        final boolean[] present = present();
        return IntStream.range(first, end).filter(i -> present[i]).count();
    }

    private long limit() {
        return engine.server().maxMemoryBytes();
    }

    /** The shards rest. */
    private long liveBytes() {
        long bytes = 0;
        for (int i = 0; i < setup.shardCount(); i++) {
            bytes += engine.server().shard(i).keyspace().liveBytes();
        }
        return bytes;
    }

    private long keyCount() {
        return Long.parseLong(engine.run("DBSIZE").substring(1));
    }

    private long shardKeyCount() {
        long count = 0;
        for (int i = 0; i < setup.shardCount(); i++) {
            count += engine.server().shard(i).keyspace().database(0, 0).keyCount();
        }
        return count;
    }

    private long figure(final String name) {
        final List<String> found = new ArrayList<>();
        for (final String line : engine.run("INFO stats").split(" ")) {
            if (line.startsWith(name + ":")) {
                found.add(line.substring(name.length() + 1));
            }
        }
        return Long.parseLong(found.get(0));
    }
}
