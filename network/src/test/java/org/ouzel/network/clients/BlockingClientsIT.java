package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/** Blocking commands as applications call them, with Jedis and with Lettuce. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlockingClientsIT extends EachSetup {
    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldWaitWithJedis(final RedisProtocol protocol) throws Exception {
        try (Jedis waiting = open(protocol); Jedis pushing = open(protocol)) {
            pushing.flushAll();
            assertNull(waiting.blpop(0.01, "a", "k1"));
            assertNull(waiting.blmove("a", "k1", ListDirection.LEFT, ListDirection.LEFT, 0.01));
            assertNull(waiting.bzpopmin(0.01, "a", "k1"));
            assertNull(waiting.xread(XReadParams.xReadParams().block(10), Map.of("a", new StreamEntryID("0-0"))));

            CompletableFuture<?> future = CompletableFuture.supplyAsync(
                () -> waiting.blpop(20.0, "a", "k1").getValue());
            awaitWaiting();
            pushing.rpush("k1", "x");
            assertEquals("x", future.get());
            future = CompletableFuture.supplyAsync(
                () -> waiting.blmpop(20.5, ListDirection.LEFT, 2, "a", "k1").getValue());
            awaitWaiting();
            pushing.rpush("a", "1", "2", "3");
            assertEquals(List.of("1", "2"), future.get());
            future = CompletableFuture.supplyAsync(
                () -> waiting.bzmpop(20, SortedSetOption.MAX, 2, "z1", "z2").getValue());
            awaitWaiting();
            pushing.zadd("z2", Map.of("m", 1.5));
            assertEquals(List.of(new Tuple("m", 1.5)), future.get());
            pushing.xgroupCreate("s", "g", StreamEntryID.XGROUP_LAST_ENTRY, true);
            future = CompletableFuture.supplyAsync(() -> waiting.xreadGroup("g", "c",
                XReadGroupParams.xReadGroupParams().block(20_000),
                Map.of("s", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY)).get(0).getValue());
            awaitWaiting();
            final StreamEntryID id = pushing.xadd("s", StreamEntryID.NEW_ENTRY, Map.of("f", "v"));
            assertEquals(id, ((StreamEntry) ((List<?>) future.get()).get(0)).getID());
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldWaitWithLettuce() throws Exception {
        final RedisClient client = RedisClient.create(RedisURI.builder().withHost(ServerUnderTest.HOST)
            .withPort(tested.port()).withTimeout(Duration.ofSeconds(60)).build());
        try (StatefulRedisConnection<String, String> waiting = client.connect();
            StatefulRedisConnection<String, String> pushing = client.connect()) {
            pushing.sync().flushall();
            assertNull(waiting.sync().blpop(0.01, "a", "k1"));
            // What is sent behind on the same connection is answered later.
            final RedisAsyncCommands<String, String> async = waiting.async();
            final var popped = async.brpop(20.0, "a", "k1");
            final var moved = async.blmove("a", "k2", LMoveArgs.Builder.leftRight(), 0.0);
            final var ponged = async.ping();
            final var read = async.xread(XReadArgs.Builder.block(20_000), XReadArgs.StreamOffset.latest("s"));
            awaitWaiting();
            pushing.sync().rpush("k1", "1", "2");
            assertEquals(KeyValue.just("k1", "2"), popped.get());
            pushing.sync().rpush("a", "3");
            assertEquals("3", moved.get());
            assertEquals("PONG", ponged.get());
            awaitWaiting();
            final String id = pushing.sync().xadd("s", Map.of("f", "v"));
            assertEquals(List.of(new StreamMessage<>("s", id, Map.of("f", "v"))), read.get());
            assertEquals(List.of("3"), pushing.sync().lrange("k2", 0, -1));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }

    private static Jedis open(final RedisProtocol protocol) {
        return new Jedis(new HostAndPort(ServerUnderTest.HOST, tested.port()),
            DefaultJedisClientConfig.builder().protocol(protocol).build());
    }

    private static void awaitWaiting() {
        try (RawConnection connection = tested.connect()) {
            while (!connection.call("INFO", "clients").contains("blocked_clients:1\r\n")) {
                Thread.onSpinWait();
            }
        }
    }
}
