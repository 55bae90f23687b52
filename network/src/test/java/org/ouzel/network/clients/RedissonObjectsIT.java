package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RBlockingDeque;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RMapCache;
import org.redisson.api.RPriorityQueue;
import org.redisson.api.RReliableTopic;
import org.redisson.api.RScript;
import org.redisson.api.RTransaction;
import org.redisson.api.RedissonClient;
import org.redisson.api.TransactionOptions;
import org.redisson.api.map.event.EntryCreatedListener;
import org.redisson.api.map.event.EntryExpiredListener;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.RedisException;
import org.redisson.client.codec.LongCodec;
import org.redisson.client.codec.StringCodec;

/** Redisson's queues, topics, maps whose entries expire, scripts and transactions. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RedissonObjectsIT extends RedissonSetup {
    @Test
    void shouldHandOverWhatABlockingQueueHolds() throws Exception {
        final int count = 60;
        final List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        onThreads(6, client -> {
            final RBlockingQueue<Integer> queue = client.getBlockingQueue("queue");
            if (client == redisson) {
                for (int i = 0; i < count / 3; i++) {
                    queue.put(i);
                }
            } else {
                for (int i = 0; i < count / 3; i++) {
                    taken.add(queue.take());
                }
            }
        });
        Collections.sort(taken);
        assertEquals(IntStream.range(0, count).mapToObj(i -> i / 3).toList(), taken);
        assertNull(redisson.getBlockingQueue("queue").poll(10, TimeUnit.MILLISECONDS));
    }

    @Test
    void shouldTakeFromWhicheverQueueHasSomething() throws Exception {
        final RBlockingQueue<String> queue = redisson.getBlockingQueue("any:1");
        final Future<String> waiting = start(() -> queue.pollFromAny(WAIT_S, TimeUnit.SECONDS, "any:2", "any:3"));
        other.getBlockingQueue("any:3").add("third");
        assertEquals("third", waiting.get(WAIT_S, TimeUnit.SECONDS));
        final RBlockingDeque<String> deque = redisson.getBlockingDeque("deque");
        final Future<String> last = start(() -> other.<String>getBlockingDeque("deque").takeLast());
        deque.putFirst("only");
        assertEquals("only", last.get(WAIT_S, TimeUnit.SECONDS));
        other.getBlockingQueue("moved:from").add("moved");
        assertEquals("moved", redisson.getBlockingQueue("moved:from")
            .pollLastAndOfferFirstTo("moved:to", WAIT_S, TimeUnit.SECONDS));
        assertEquals(List.of("moved"), redisson.getDeque("moved:to").readAll());
    }

    @Test
    @SuppressWarnings("deprecation")
    void shouldHoldUpWhoeverOffersToAFullQueue() throws Exception {
        final var queue = redisson.<Integer>getBoundedBlockingQueue("bounded");
        assertTrue(queue.trySetCapacity(2));
        assertTrue(queue.offer(1));
        assertTrue(queue.offer(2));
        assertFalse(queue.offer(3));
        final Future<Boolean> waiting = start(() -> other.<Integer>getBoundedBlockingQueue("bounded")
            .offer(3, WAIT_S, TimeUnit.SECONDS));
        assertEquals(1, queue.take());
        assertTrue(waiting.get(WAIT_S, TimeUnit.SECONDS));
        assertEquals(2, queue.take());
        assertEquals(3, queue.take());
    }

    @Test
    @SuppressWarnings("deprecation")
    void shouldMoveDelayedElementsWhenTheyAreDue() throws Exception {
        final RBlockingQueue<String> queue = redisson.getBlockingQueue("due");
        final var delayed = redisson.getDelayedQueue(queue);
        delayed.offer("second", 200, TimeUnit.MILLISECONDS);
        delayed.offer("first", 20, TimeUnit.MILLISECONDS);
        delayed.offer("never", 1, TimeUnit.DAYS);
        final RBlockingQueue<String> taking = other.getBlockingQueue("due");
        assertEquals("first", taking.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals("second", taking.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals(List.of("never"), delayed.readAll());
        delayed.destroy();
    }

    @Test
    void shouldSortAPriorityQueue() {
        final RPriorityQueue<Integer> queue = redisson.getPriorityQueue("priority");
        for (final int number : new int[] {5, 1, 4, 2, 3}) {
            queue.add(number);
        }
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, queue.poll());
        }
    }

    @Test
    void shouldTellTopicsListeners() throws Exception {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        other.getTopic("topic").addListener(String.class, (channel, message) -> heard.add(channel + "=" + message));
        assertEquals(1, redisson.getTopic("topic").publish("hello"));
        assertEquals("topic=hello", heard.poll(WAIT_S, TimeUnit.SECONDS));
        other.getPatternTopic("top*").addListener(String.class,
            (pattern, channel, message) -> heard.add(pattern + ":" + channel + "=" + message));
        assertEquals(2, redisson.getTopic("topic").publish("both"));
        assertEquals(List.of("top*:topic=both", "topic=both"), List.of(heard.poll(WAIT_S, TimeUnit.SECONDS),
            heard.poll(WAIT_S, TimeUnit.SECONDS)).stream().sorted().toList());
        assertEquals(1, redisson.getTopic("topic").countSubscribers());
        other.getTopic("topic").removeAllListeners();
        other.getPatternTopic("top*").removeAllListeners();
        assertEquals(0, redisson.getTopic("topic").publish("nobody"));
    }

    @Test
    void shouldTellListenersOfShardedAndReliableTopics() throws Exception {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        other.getShardedTopic("sharded").addListener(String.class, (channel, message) -> heard.add(message));
        assertEquals(1, redisson.getShardedTopic("sharded").publish("sharded"));
        assertEquals("sharded", heard.poll(WAIT_S, TimeUnit.SECONDS));
        other.getShardedTopic("sharded").removeAllListeners();
        final RReliableTopic topic = other.getReliableTopic("reliable");
        final String listener = topic.addListener(String.class, (channel, message) -> heard.add(message));
        assertEquals(1, redisson.getReliableTopic("reliable").publish("kept"));
        assertEquals("kept", heard.poll(WAIT_S, TimeUnit.SECONDS));
        topic.removeListener(listener);
    }

    @Test
    void shouldExpireEntriesOfAMapCache() throws Exception {
        final BlockingQueue<String> created = new LinkedBlockingQueue<>();
        final BlockingQueue<String> expired = new LinkedBlockingQueue<>();
        final RMapCache<String, String> map = redisson.getMapCache("cache");
        map.addListener((EntryCreatedListener<String, String>) event -> created.add(event.getKey()));
        map.addListener((EntryExpiredListener<String, String>) event -> expired.add(event.getKey()));
        final RMapCache<String, String> mine = other.getMapCache("cache");
        assertNull(mine.put("short", "1", 20, TimeUnit.MILLISECONDS));
        assertNull(mine.putIfAbsent("idle", "2", 1, TimeUnit.DAYS, 1, TimeUnit.DAYS));
        mine.putAll(Map.of("long", "3"), 1, TimeUnit.DAYS);
        assertEquals("short", created.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals("idle", created.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals("long", created.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals("short", expired.poll(WAIT_S, TimeUnit.SECONDS));
        assertNull(map.get("short"));
        assertEquals(Map.of("idle", "2", "long", "3"), map.readAllMap());
        assertTrue(map.remainTimeToLive("long") > 0);
        assertTrue(map.expireEntry("long", Duration.ofMillis(1), Duration.ZERO));
        await(() -> !map.containsKey("long"));
        map.destroy();
        mine.destroy();
    }

    @Test
    void shouldEvictFromAMapCacheOfAGivenSize() {
        final RMapCache<Integer, Integer> map = redisson.getMapCache("sized");
        assertTrue(map.trySetMaxSize(3));
        for (int i = 0; i < 20; i++) {
            map.put(i, i);
            assertTrue(map.size() <= 3);
        }
        assertEquals(19, map.get(19));
        map.destroy();
    }

    @Test
    void shouldRunScripts() {
        for (final RedissonClient client : List.of(redisson, other)) {
            final RScript script = client.getScript(StringCodec.INSTANCE);
            final List<Object> keys = List.of("script:a", "script:b");
            assertEquals("OK", script.eval(RScript.Mode.READ_WRITE, "return redis.call('mset', KEYS[1], ARGV[1],"
                + " KEYS[2], ARGV[2])", RScript.ReturnType.VALUE, keys, "one", "2"));
            final String sha = script.scriptLoad("return {redis.call('get', KEYS[1]), redis.call('get', KEYS[2])}");
            assertEquals(List.of(true, false), script.scriptExists(sha, "0".repeat(40)));
            assertEquals(List.of("one", "2"), script.evalSha(RScript.Mode.READ_ONLY, sha,
                RScript.ReturnType.LIST, keys));
            assertEquals(3L, client.getScript(LongCodec.INSTANCE).<Long>eval(RScript.Mode.READ_WRITE,
                "return redis.call('incr', KEYS[1])", RScript.ReturnType.LONG, List.of("script:b")));
            assertTrue(script.<Boolean>eval(RScript.Mode.READ_ONLY, "return 1 == 1", RScript.ReturnType.BOOLEAN));
            assertFalse(script.<Boolean>eval(RScript.Mode.READ_ONLY, "return 1 == 2", RScript.ReturnType.BOOLEAN));
            assertNull(script.eval(RScript.Mode.READ_ONLY, "return false", RScript.ReturnType.VALUE));
            assertEquals(Boolean.TRUE, client.getBucket("script:a").delete());
            assertThrows(RedisException.class, () -> script.eval(RScript.Mode.READ_ONLY,
                "return redis.error_reply('MINE failed')", RScript.ReturnType.VALUE));
        }
        redisson.getScript().scriptFlush();
        final String sha = redisson.getScript().scriptLoad("return 7");
        assertEquals(7L, other.getScript().<Long>evalSha(RScript.Mode.READ_ONLY, sha, RScript.ReturnType.LONG));
    }

    @Test
    void shouldRunBatchesAndTransactions() throws Exception {
        final RBatch batch = redisson.createBatch(BatchOptions.defaults()
            .executionMode(BatchOptions.ExecutionMode.IN_MEMORY_ATOMIC));
        batch.getAtomicLong("batch:a").incrementAndGetAsync();
        batch.getAtomicLong("batch:b").addAndGetAsync(5);
        batch.getMap("batch:map").fastPutAsync("field", "value");
        final BatchResult<?> result = batch.execute();
        assertEquals(List.of(1L, 5L, true), result.getResponses());
        redisson.getBucket("tx:bucket").set("before");
        final RTransaction rolledBack = redisson.createTransaction(TransactionOptions.defaults());
        rolledBack.getBucket("tx:bucket").set("lost");
        rolledBack.rollback();
        assertEquals("before", other.getBucket("tx:bucket").get());
        final RTransaction transaction = redisson.createTransaction(TransactionOptions.defaults());
        assertEquals("before", transaction.getBucket("tx:bucket").get());
        transaction.getBucket("tx:bucket").set("after");
        transaction.getMap("tx:map").put("field", "value");
        assertEquals("before", other.getBucket("tx:bucket").get());
        transaction.commit();
        assertEquals("after", other.getBucket("tx:bucket").get());
        assertEquals("value", other.getMap("tx:map").get("field"));
        assertTrue(other.getBucket("tx:bucket").compareAndSet("after", "set"));
        assertFalse(other.getBucket("tx:bucket").compareAndSet("after", "not set"));
    }

    @Test
    void shouldInvalidateLocalCaches() throws Exception {
        final var local = LocalCachedMapOptions.<String, String>name("local");
        final var caching = redisson.getLocalCachedMap(local);
        final var writing = other.getLocalCachedMap(local);
        writing.put("k", "1");
        assertEquals("1", caching.get("k"));
        writing.put("k", "2");
        await(() -> "2".equals(caching.get("k")));
        assertEquals(1, caching.cachedKeySet().size());
        caching.destroy();
        writing.destroy();
    }
}
