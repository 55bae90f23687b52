package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;

/**
 * Transactions, pub/sub and client-side caches as applications use them, with Jedis and with Lettuce. Jedis' cache is
 * left out: it takes nothing but servers that say that they are Redis 7.4 or later.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SessionClientsIT extends EachSetup {
    private static final int POLL_S = 30;

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldRunJedisTransactions(final RedisProtocol protocol) {
        try (Jedis jedis = jedis(protocol); Jedis other = jedis(protocol)) {
            jedis.flushAll();
            try (AbstractTransaction transaction = jedis.multi()) {
                final Response<String> set = transaction.set("a", "1");
                final Response<Long> sum = transaction.incrBy("a", 5);
                final Response<List<String>> values = transaction.mget("a", "b");
                transaction.exec();
                assertEquals("OK", set.get());
                assertEquals(6, sum.get());
                assertEquals("6", values.get().get(0));
            }
            jedis.watch("a", "b");
            other.set("b", "changed");
            try (AbstractTransaction transaction = jedis.multi()) {
                transaction.set("a", "lost");
                assertNull(transaction.exec());
            }
            try (AbstractTransaction transaction = jedis.multi()) {
                transaction.set("a", "dropped");
                assertEquals("OK", transaction.discard());
            }
            assertEquals("6", jedis.get("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldPublishToJedisSubscribers(final RedisProtocol protocol) throws Exception {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onMessage(final String channel, final String message) {
                heard.add(channel + "=" + message);
            }

            @Override
            public void onPMessage(final String pattern, final String channel, final String message) {
                heard.add(pattern + ":" + channel + "=" + message);
            }

            @Override
            public void onSubscribe(final String channel, final int count) {
                heard.add("+" + channel + count);
            }

            @Override
            public void onUnsubscribe(final String channel, final int count) {
                heard.add("-" + channel + count);
            }
        };
        try (Jedis publisher = jedis(protocol)) {
            final Thread thread = new Thread(() -> {
                try (Jedis jedis = jedis(protocol)) {
                    jedis.subscribe(listener, "news", "other");
                }
            });
            thread.start();
            assertEquals("+news1", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals("+other2", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals(1, publisher.publish("news", "hello"));
            assertEquals("news=hello", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals(Map.of("news", 1L, "none", 0L), publisher.pubsubNumSub("news", "none"));
            listener.psubscribe("n*");
            while (publisher.pubsubNumPat() == 0) {
                Thread.onSpinWait();
            }
            assertEquals(2, publisher.publish("news", "twice"));
            assertEquals("news=twice", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals("n*:news=twice", heard.poll(POLL_S, TimeUnit.SECONDS));
            listener.unsubscribe("other");
            assertEquals("-other2", heard.poll(POLL_S, TimeUnit.SECONDS));
            listener.punsubscribe();
            listener.unsubscribe();
            thread.join();
            assertEquals(0, publisher.publish("news", "nobody"));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldRunLettuceTransactions(final ProtocolVersion protocol) {
        try (RedisClient client = lettuce(protocol); StatefulRedisConnection<String, String> first = client.connect();
            StatefulRedisConnection<String, String> second = client.connect()) {
            final RedisCommands<String, String> redis = first.sync();
            redis.flushall();
            redis.multi();
            redis.set("a", "1");
            redis.incr("a");
            redis.get("b");
            final TransactionResult result = redis.exec();
            assertEquals("OK", result.get(0));
            assertEquals(2L, result.<Long>get(1));
            assertNull(result.get(2));
            redis.watch("a");
            second.sync().del("a");
            redis.multi();
            redis.set("b", "lost");
            assertTrue(redis.exec().wasDiscarded());
            assertNull(redis.get("b"));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldPublishToLettuceSubscribers(final ProtocolVersion protocol) throws Exception {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RedisClient client = lettuce(protocol);
            StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub();
            StatefulRedisConnection<String, String> publishing = client.connect()) {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(final String channel, final String message) {
                    heard.add(channel + "=" + message);
                }

                @Override
                public void message(final String pattern, final String channel, final String message) {
                    heard.add(pattern + ":" + channel + "=" + message);
                }

                @Override
                public void smessage(final String channel, final String message) {
                    heard.add("s:" + channel + "=" + message);
                }
            });
            listening.sync().subscribe("news");
            listening.sync().psubscribe("n*");
            listening.sync().ssubscribe("shard");
            assertEquals(2, publishing.sync().publish("news", "hello"));
            assertEquals("news=hello", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals("n*:news=hello", heard.poll(POLL_S, TimeUnit.SECONDS));
            assertEquals(1, publishing.sync().spublish("shard", "hi"));
            assertEquals("s:shard=hi", heard.poll(POLL_S, TimeUnit.SECONDS));
            listening.sync().unsubscribe("news");
            listening.sync().punsubscribe("n*");
            assertEquals(0, publishing.sync().publish("news", "nobody"));
        }
    }

    @Test
    void shouldInvalidateWhatLettuceCaches() {
        final Map<String, String> cache = new ConcurrentHashMap<>();
        try (RedisClient client = lettuce(ProtocolVersion.RESP3);
            StatefulRedisConnection<String, String> caching = client.connect();
            StatefulRedisConnection<String, String> writing = client.connect()) {
            writing.sync().flushall();
            try (CacheFrontend<String, String> frontend = ClientSideCaching.enable(CacheAccessor.forMap(cache), caching,
                TrackingArgs.Builder.enabled())) {
                for (int i = 0; i < 50; i++) {
                    writing.sync().set("k", "v" + i);
                    awaitValue("v" + i, () -> frontend.get("k"));
                    assertEquals("v" + i, cache.get("k"));
                }
                writing.sync().pexpire("k", 1);
                awaitValue(null, () -> cache.get("k"));
            }
        }
    }

    /** A cache may show the old value for a moment, until the invalidation has come. */
    private static void awaitValue(final String expected, final Supplier<String> read) {
        String value = read.get();
        while (expected == null ? value != null : !expected.equals(value)) {
            Thread.onSpinWait();
            value = read.get();
        }
    }

    private static Jedis jedis(final RedisProtocol protocol) {
        return new Jedis(new HostAndPort(ServerUnderTest.HOST, tested.port()),
            DefaultJedisClientConfig.builder().protocol(protocol).timeoutMillis(60_000).build());
    }

    private static RedisClient lettuce(final ProtocolVersion protocol) {
        final RedisClient client = RedisClient.create(RedisURI.create(ServerUnderTest.HOST, tested.port()));
        client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
        return client;
    }
}
