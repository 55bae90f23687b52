package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.BitCountOption;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.GetExParams;
import redis.clients.jedis.params.LCSParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.LCSMatchResult;
import redis.clients.jedis.resps.ScanResult;

/** Jedis as an application uses it: strings, bitmaps, keys, connection, server. */
class JedisIT extends EachSetup {
    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoStrings(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals("OK", jedis.set("a", "1"));
            assertEquals("1", jedis.get("a"));
            assertNull(jedis.get("missing"));
            assertNull(jedis.set("a", "2", SetParams.setParams().nx()));
            assertEquals("1", jedis.setGet("a", "5", SetParams.setParams().ex(1000)));
            assertEquals(1000, jedis.ttl("a"), 2);
            assertEquals(6, jedis.incr("a"));
            assertEquals(16, jedis.incrBy("a", 10));
            assertEquals(15, jedis.decr("a"));
            assertEquals(15.5, jedis.incrByFloat("a", 0.5));
            assertEquals(5, jedis.append("a", "!"));
            assertEquals("15.5!", jedis.getEx("a", GetExParams.getExParams().persist()));
            assertEquals(-1, jedis.ttl("a"));
            assertEquals("5.5", jedis.getrange("a", 1, -2));
            assertEquals(9, jedis.setrange("a", 7, "xy"));
            assertEquals("OK", jedis.mset("{t}1", "x", "key:2", "y", "k3", "z"));
            assertEquals(List.of("x", "y", "z"), jedis.mget("{t}1", "key:2", "k3"));
            assertEquals(0, jedis.msetnx("new", "x", "k3", "y"));
            assertFalse(jedis.exists("new"));
            assertEquals("z", jedis.getDel("k3"));
            jedis.mset("l1", "ohmytext", "l2", "mynewtext");
            final LCSMatchResult match = jedis.lcs("l1", "l2", LCSParams.LCSParams().idx().withMatchLen());
            assertEquals(6, match.getLen());
            assertEquals(4, match.getMatches().get(0).getMatchLen());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoBitsAndBytes(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            final byte[] key = {0, '\r', '\n', (byte) 0xff};
            final byte[] value = new byte[100_000];
            value[99_999] = 7;
            jedis.set(key, value);
            assertArrayEquals(value, jedis.get(key));
            assertFalse(jedis.setbit("bits", 100, true));
            assertTrue(jedis.getbit("bits", 100));
            assertEquals(1, jedis.bitcount("bits", 96, 103, BitCountOption.BIT));
            assertEquals(100, jedis.bitpos("bits", true));
            assertEquals(13, jedis.bitop(BitOP.NOT, "inverted", "bits"));
            assertEquals(103, jedis.bitcount("inverted"));
            assertEquals(List.of(0L, 255L), jedis.bitfield("field", "SET", "u8", "#2", "255", "GET", "u8", "16"));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoKeys(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            final Set<String> names = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                names.add("scan:" + i);
                jedis.set("scan:" + i, "v");
            }
            jedis.set("other", "v");
            final Set<String> found = new HashSet<>();
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                final ScanResult<String> page = jedis.scan(cursor, new ScanParams().match("scan:*").count(20));
                found.addAll(page.getResult());
                cursor = page.getCursor();
            } while (!ScanParams.SCAN_POINTER_START.equals(cursor));
            assertEquals(names, found);
            assertEquals(names, jedis.keys("scan:*"));
            assertEquals(501, jedis.dbSize());
            assertEquals(500, jedis.del(names.toArray(String[]::new)));
            assertEquals("other", jedis.randomKey());
            assertEquals("string", jedis.type("other"));
            assertEquals(1, jedis.expire("other", 500, ExpiryOption.NX));
            assertEquals(0, jedis.expire("other", 500, ExpiryOption.NX));
            assertEquals(1, jedis.expireAt("other", 4_000_000_000L));
            assertEquals(4_000_000_000L, jedis.expireTime("other"));
            assertEquals("OK", jedis.rename("other", "renamed"));
            assertTrue(jedis.copy("renamed", "copied", true));
            assertEquals(4_000_000_000_000L, jedis.pexpireTime("copied"));
            assertEquals(1, jedis.move("copied", 3));
            jedis.select(3);
            assertEquals(1, jedis.persist("copied"));
            assertEquals(1, jedis.unlink("copied"));
            final JedisDataException error =
                assertThrows(JedisDataException.class, () -> jedis.rename("missing", "x"));
            assertEquals("ERR no such key", error.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoConnectionAndServer(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals("PONG", jedis.ping());
            assertEquals("text", jedis.echo("text"));
            assertEquals("OK", jedis.clientSetname("me"));
            assertEquals("me", jedis.clientGetname());
            assertTrue(jedis.clientList().contains("id=" + jedis.clientId() + " "));
            assertTrue(jedis.info("server").contains("redis_version:"));
            assertEquals("hz", jedis.configGet("hz").keySet().iterator().next());
            assertEquals("OK", jedis.configSet("slowlog-max-len", "64"));
            assertEquals("64", jedis.configGet("slowlog-max-len").get("slowlog-max-len"));
            assertEquals(2, jedis.time().size());
            assertTrue(jedis.commandCount() > 50);
            assertEquals(2, jedis.commandInfo("get").get("get").getArity());
            assertEquals(List.of("a", "c"), jedis.commandGetKeys("MSET", "a", "b", "c", "d"));
            assertEquals("OK", jedis.slowlogReset());
            assertEquals(0, jedis.slowlogLen());
            jedis.set("a", "b");
            assertTrue(jedis.memoryUsage("a") > 0);
            assertEquals("embstr", jedis.objectEncoding("a"));
            assertEquals("OK", jedis.swapDB(0, 1));
            assertNull(jedis.get("a"));
            assertEquals("OK", jedis.flushAll());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldPipeline(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            final List<Response<Long>> replies = new ArrayList<>();
            final Pipeline pipeline = jedis.pipelined();
            for (int i = 0; i < 5000; i++) {
                pipeline.set("key:" + i, "v" + i);
                replies.add(pipeline.incr("n"));
            }
            final Response<String> last = pipeline.get("key:4999");
            pipeline.sync();
            for (int i = 0; i < 5000; i++) {
                assertEquals(i + 1, replies.get(i).get());
            }
            assertEquals("v4999", last.get());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldPool(final RedisProtocol protocol) {
        open(protocol).close();
        try (JedisPooled pool = new JedisPooled(address(), config(protocol))) {
            for (int i = 0; i < 100; i++) {
                assertEquals(i + 1, pool.incr("pooled"));
            }
            final String text = "\u00fcnic\u00f6de \ud83e\udd85";
            pool.set("text", text);
            assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), pool.get("text".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Jedis open(final RedisProtocol protocol) {
        final Jedis jedis = new Jedis(address(), config(protocol));
        jedis.flushAll();
        return jedis;
    }

    private static HostAndPort address() {
        return new HostAndPort(ServerUnderTest.HOST, tested.port());
    }

    private static DefaultJedisClientConfig config(final RedisProtocol protocol) {
        return DefaultJedisClientConfig.builder().protocol(protocol).socketTimeoutMillis(20_000).build();
    }
}
