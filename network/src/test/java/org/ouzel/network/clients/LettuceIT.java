package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.BitFieldArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.CopyArgs;
import io.lettuce.core.ExpireArgs;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.ServerUnderTest;

/** Lettuce as an application uses it: strings, bitmaps, keys, connection, server; synchronous and asynchronous. */
class LettuceIT extends EachSetup {
    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoStrings(final ProtocolVersion protocol) {
        try (Session session = new Session(protocol)) {
            final RedisCommands<String, String> redis = session.connection.sync();
            assertEquals("OK", redis.set("a", "1"));
            assertNull(redis.set("a", "2", SetArgs.Builder.nx()));
            assertEquals("1", redis.setGet("a", "5", SetArgs.Builder.ex(1000)));
            assertEquals(1000, redis.ttl("a"), 2);
            assertEquals(15, redis.incrby("a", 10));
            assertEquals(15.5, redis.incrbyfloat("a", 0.5));
            assertEquals("15.5", redis.getex("a", GetExArgs.Builder.persist()));
            assertEquals(-1, redis.ttl("a"));
            redis.mset(Map.of("{t}1", "x", "key:2", "y", "k3", "z"));
            assertEquals(List.of(KeyValue.just("{t}1", "x"), KeyValue.just("k3", "z"), KeyValue.empty("no")),
                redis.mget("{t}1", "k3", "no"));
            assertFalse(redis.msetnx(Map.of("new", "x", "k3", "y")));
            assertEquals("z", redis.getdel("k3"));
            assertEquals("5.", redis.getrange("a", 1, 2));
            assertEquals(8, redis.setrange("a", 6, "xy"));
            assertEquals(0, redis.setbit("bits", 100, 1));
            assertEquals(1, redis.bitcount("bits"));
            assertEquals(13, redis.bitopNot("inverted", "bits"));
            assertEquals(List.of(0L, 200L), redis.bitfield("field", BitFieldArgs.Builder
                .set(BitFieldArgs.unsigned(8), 16, 200).get(BitFieldArgs.unsigned(8), 16)));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoKeys(final ProtocolVersion protocol) {
        try (Session session = new Session(protocol)) {
            final RedisCommands<String, String> redis = session.connection.sync();
            final Set<String> names = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                names.add("scan:" + i);
                redis.set("scan:" + i, "v");
            }
            final Set<String> found = new HashSet<>();
            KeyScanCursor<String> page = redis.scan(ScanArgs.Builder.matches("scan:*").limit(25));
            found.addAll(page.getKeys());
            while (!page.isFinished()) {
                page = redis.scan(ScanCursor.of(page.getCursor()), ScanArgs.Builder.matches("scan:*").limit(25));
                found.addAll(page.getKeys());
            }
            assertEquals(names, found);
            assertEquals(300, redis.dbsize());
            assertTrue(redis.expire("scan:1", Duration.ofSeconds(500), ExpireArgs.Builder.nx()));
            assertTrue(redis.expireat("scan:1", 4_000_000_000L));
            assertEquals(4_000_000_000L, redis.expiretime("scan:1"));
            assertEquals("OK", redis.rename("scan:1", "renamed"));
            assertTrue(redis.copy("renamed", "scan:2", CopyArgs.Builder.replace(true)));
            assertEquals(4_000_000_000_000L, redis.pexpiretime("scan:2"));
            assertEquals(2, redis.exists("renamed", "scan:2", "scan:1"));
            assertEquals(2, redis.touch("renamed", "scan:2"));
            assertEquals(2, redis.unlink("renamed", "scan:2"));
            assertEquals("none", redis.type("renamed"));
            assertEquals("ERR no such key", assertThrows(RedisCommandExecutionException.class,
                () -> redis.rename("renamed", "x")).getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoConnectionAndServer(final ProtocolVersion protocol) {
        try (Session session = new Session(protocol)) {
            final RedisCommands<String, String> redis = session.connection.sync();
            assertEquals("PONG", redis.ping());
            assertEquals("text", redis.echo("text"));
            assertEquals("OK", redis.clientSetname("me"));
            assertEquals("me", redis.clientGetname());
            assertTrue(redis.clientList().contains("name=me"));
            assertEquals("OK", redis.configSet("slowlog-max-len", "64"));
            assertEquals(Map.of("slowlog-max-len", "64"), redis.configGet("slowlog-max-len"));
            assertEquals(2, redis.time().size());
            assertTrue(redis.commandCount() > 50);
            assertEquals(1, redis.commandInfo("get").size());
            assertTrue(redis.info("memory").contains("used_memory:"));
            assertEquals("OK", redis.flushdb());
            redis.set("a", "b");
            assertEquals("OK", redis.swapdb(0, 2));
            assertEquals(0, redis.exists("a"));
            assertEquals("OK", redis.select(2));
            assertEquals("embstr", redis.objectEncoding("a"));
            assertTrue(redis.memoryUsage("a") > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldAnswerManyAsynchronousCommandsInOrder(final ProtocolVersion protocol) {
        try (Session session = new Session(protocol)) {
            final List<RedisFuture<Long>> replies = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                replies.add(session.connection.async().incr("n"));
            }
            assertTrue(LettuceFutures.awaitAll(20, TimeUnit.SECONDS, replies.toArray(RedisFuture[]::new)));
            for (int i = 0; i < 5000; i++) {
                assertEquals(i + 1, replies.get(i).toCompletableFuture().join());
            }
            try (StatefulRedisConnection<byte[], byte[]> bytes = session.client.connect(ByteArrayCodec.INSTANCE)) {
                final byte[] value = new byte[200_000];
                value[199_999] = -1;
                bytes.sync().set(new byte[] {0, 1}, value);
                assertArrayEquals(value, bytes.sync().get(new byte[] {0, 1}));
            }
        }
    }

    private static final class Session implements AutoCloseable {
        private final RedisClient client;
        private final StatefulRedisConnection<String, String> connection;

        private Session(final ProtocolVersion protocol) {
            client = RedisClient.create(RedisURI.builder().withHost(ServerUnderTest.HOST).withPort(tested.port())
                .withTimeout(Duration.ofSeconds(20)).build());
            client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
            connection = client.connect();
            connection.sync().flushall();
        }

        @Override
        public void close() {
            connection.close();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }
}
