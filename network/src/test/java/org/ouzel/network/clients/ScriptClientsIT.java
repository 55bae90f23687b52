package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.FlushMode;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Scripts as applications run them, with Jedis and with Lettuce. */
@Timeout(120)
class ScriptClientsIT extends EachSetup {
    /** Takes what is there off the first key, if it is enough, and puts it onto the second. */
    private static final String TRANSFER = "local amount = tonumber(ARGV[1]) "
        + "if tonumber(redis.call('get', KEYS[1]) or 0) < amount then return false end "
        + "return {redis.call('decrby', KEYS[1], amount), redis.call('incrby', KEYS[2], amount)}";
    private static final String TYPES = "return {1, 2.9, 'text', true, {'nested'}, redis.status_reply('FINE')}";
    private static final String UNKNOWN = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldRunJedisScripts(final RedisProtocol protocol) {
        try (Jedis jedis = new Jedis(new HostAndPort(ServerUnderTest.HOST, tested.port()),
            DefaultJedisClientConfig.builder().protocol(protocol).timeoutMillis(60_000).build())) {
            jedis.flushAll();
            jedis.scriptFlush(FlushMode.SYNC);
            assertThrows(JedisNoScriptException.class, () -> jedis.evalsha(UNKNOWN, 0));
            final String sha = jedis.scriptLoad(TRANSFER);
            assertEquals(List.of(true, false), jedis.scriptExists(sha, UNKNOWN));
            jedis.mset("alice", "10", "bob", "0");
            assertEquals(List.of(3L, 7L), jedis.evalsha(sha, 2, "alice", "bob", "7"));
            assertNull(jedis.evalsha(sha, List.of("alice", "bob"), List.of("7")));
            assertEquals(List.of("3", "7"), jedis.mget("alice", "bob"));
            assertEquals(List.of(1L, 2L, "text", 1L, List.of("nested"), "FINE"), jedis.eval(TYPES));
            assertEquals("7", jedis.evalReadonly("return redis.call('get', KEYS[1])", List.of("bob"), List.of()));
            assertTrue(assertThrows(JedisDataException.class, () -> jedis.evalReadonly("redis.call('del', KEYS[1])",
                List.of("bob"), List.of())).getMessage().startsWith("ERR Write commands are not allowed"));
            jedis.lpush("list", "x");
            assertTrue(assertThrows(JedisDataException.class, () -> jedis.eval("return redis.call('incr', KEYS[1])", 1,
                "list")).getMessage().startsWith("WRONGTYPE "));
            try (Pipeline pipeline = jedis.pipelined()) {
                final Response<Object> first = pipeline.evalsha(sha, 2, "bob", "alice", "1");
                final Response<Object> second = pipeline.evalsha(sha, 2, "bob", "alice", "1");
                pipeline.sync();
                assertEquals(List.of(6L, 4L), first.get());
                assertEquals(List.of(5L, 5L), second.get());
            }
            try (AbstractTransaction transaction = jedis.multi()) {
                final Response<Object> moved = transaction.evalsha(sha, 2, "bob", "alice", "5");
                final Response<Object> refused = transaction.evalsha(sha, 2, "bob", "alice", "5");
                final Response<List<String>> values = transaction.mget("alice", "bob");
                transaction.exec();
                assertEquals(List.of(0L, 10L), moved.get());
                assertNull(refused.get());
                assertEquals(List.of("10", "0"), values.get());
            }
            final byte[] binary = {0, 1, '\r', '\n', (byte) 0xff};
            final byte[] echo = "return ARGV[1]".getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(binary, (byte[]) jedis.eval(echo, 0, binary));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldRunLettuceScripts(final ProtocolVersion protocol) {
        try (RedisClient client = RedisClient.create(RedisURI.create(ServerUnderTest.HOST, tested.port()))) {
            client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                final RedisCommands<String, String> redis = connection.sync();
                redis.flushall();
                redis.scriptFlush();
                final String[] keys = {"alice", "bob"};
                final String sha = redis.digest(TRANSFER);
                assertThrows(RedisNoScriptException.class, () -> redis.evalsha(sha, ScriptOutputType.MULTI, keys, "1"));
                assertEquals(sha, redis.scriptLoad(TRANSFER));
                assertEquals(List.of(true, false), redis.scriptExists(sha, UNKNOWN));
                redis.set("alice", "10");
                assertEquals(List.of(3L, 7L), redis.evalsha(sha, ScriptOutputType.MULTI, keys, "7"));
                assertNull(redis.<String>evalsha(sha, ScriptOutputType.VALUE, keys, "7"));
                assertEquals(Arrays.asList(1L, 2L, "text", 1L, List.of("nested"), "FINE"),
                    redis.eval(TYPES, ScriptOutputType.MULTI));
                assertEquals(7L, redis.<Long>eval("return tonumber(redis.call('get', KEYS[1]))",
                    ScriptOutputType.INTEGER, "bob"));
                assertTrue(redis.<Boolean>eval("return 1 == 1", ScriptOutputType.BOOLEAN));
                assertFalse(redis.<Boolean>eval("return 1 == 2", ScriptOutputType.BOOLEAN));
                assertEquals("OK", redis.eval("return redis.call('set', KEYS[1], 'x')", ScriptOutputType.STATUS, "s"));
                assertEquals("7", redis.evalReadOnly("return redis.call('get', KEYS[1])".getBytes(
                    StandardCharsets.UTF_8), ScriptOutputType.VALUE, new String[] {"bob"}));
                assertEquals("MINE is wrong", assertThrows(RedisCommandExecutionException.class, () -> redis.eval(
                    "return redis.error_reply('MINE is wrong')", ScriptOutputType.VALUE)).getMessage());
                redis.multi();
                redis.evalsha(sha, ScriptOutputType.MULTI, keys, "3");
                redis.mget(keys);
                final TransactionResult result = redis.exec();
                assertEquals(List.of(0L, 10L), result.get(0));
            }
        }
    }
}
