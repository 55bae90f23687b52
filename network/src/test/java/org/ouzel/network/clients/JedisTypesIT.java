package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.args.ListPosition;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.args.StreamDeletionPolicy;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.params.HGetExParams;
import redis.clients.jedis.params.HSetExParams;
import redis.clients.jedis.params.LPosParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SortingParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.GeoRadiusResponse;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamEntryDeletionResult;
import redis.clients.jedis.resps.StreamGroupInfo;
import redis.clients.jedis.resps.Tuple;
import redis.clients.jedis.util.KeyValue;

/** Jedis as an application uses it: hashes, lists, sets, sorted sets, streams, geo, HyperLogLogs, SORT. */
class JedisTypesIT extends EachSetup {
    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoHashes(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(3, jedis.hset("h", Map.of("a", "1", "b", "2", "c", "3")));
            assertEquals("2", jedis.hget("h", "b"));
            assertEquals(Arrays.asList("1", null, "3"), jedis.hmget("h", "a", "x", "c"));
            assertEquals(Map.of("a", "1", "b", "2", "c", "3"), jedis.hgetAll("h"));
            assertEquals(11, jedis.hincrBy("h", "a", 10));
            assertEquals(2.5, jedis.hincrByFloat("h", "b", 0.5));
            assertEquals(0, jedis.hsetnx("h", "a", "x"));
            assertTrue(jedis.hexists("h", "a"));
            assertEquals(Set.of("a", "b", "c"), jedis.hkeys("h"));
            assertEquals(3, new HashSet<>(jedis.hrandfield("h", 5)).size());
            assertEquals(3, jedis.hrandfieldWithValues("h", 3).size());
            assertEquals(2, jedis.hstrlen("h", "a"));
            assertEquals(1, jedis.hdel("h", "a", "x"));
            final Map<String, String> many = new HashMap<>();
            for (int i = 0; i < 1000; i++) {
                many.put("f" + i, "v" + i);
            }
            jedis.hset("large", many);
            final Map<String, String> scanned = new HashMap<>();
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                final ScanResult<Map.Entry<String, String>> page =
                    jedis.hscan("large", cursor, new ScanParams().count(100));
                page.getResult().forEach(entry -> scanned.put(entry.getKey(), entry.getValue()));
                cursor = page.getCursor();
            } while (!ScanParams.SCAN_POINTER_START.equals(cursor));
            assertEquals(many, scanned);
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldLetFieldsExpire(final RedisProtocol protocol) {
        assumeFalse(OuzelSetup.isRedisTarget());
        try (Jedis jedis = open(protocol)) {
            jedis.hset("h", Map.of("a", "1", "b", "2"));
            assertEquals(List.of(1L, -2L), jedis.hexpire("h", 1000, "a", "x"));
            assertEquals(1000, jedis.httl("h", "a").get(0), 5);
            assertEquals(List.of(1L), jedis.hpexpireAt("h", 4_000_000_000_000L, "a"));
            assertEquals(List.of(4_000_000_000L, -1L), jedis.hexpireTime("h", "a", "b"));
            assertEquals(List.of(1L), jedis.hpersist("h", "a"));
            assertEquals(List.of("1"), jedis.hgetex("h", new HGetExParams().exAt(4_000_000_000L), "a"));
            assertEquals(1, jedis.hsetex("h", new HSetExParams().fxx().keepTtl(), Map.of("a", "5")));
            assertEquals(List.of(4_000_000_000_000L), jedis.hpexpireTime("h", "a"));
            assertEquals(List.of("5"), jedis.hgetdel("h", "a"));
            assertEquals(List.of("b"), jedis.hscanNoValues("h", "0", new ScanParams()).getResult());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoLists(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(4, jedis.rpush("l", "a", "b", "c", "b"));
            assertEquals(5, jedis.lpush("l", "z"));
            assertEquals(List.of("z", "a", "b", "c", "b"), jedis.lrange("l", 0, -1));
            assertEquals(2, jedis.lpos("l", "b"));
            assertEquals(List.of(4L, 2L), jedis.lpos("l", "b", new LPosParams().rank(-1), 0));
            assertEquals(6, jedis.linsert("l", ListPosition.AFTER, "a", "a2"));
            assertEquals("OK", jedis.lset("l", 0, "y"));
            assertEquals(1, jedis.lrem("l", 1, "b"));
            assertEquals("b", jedis.lmove("l", "m", ListDirection.RIGHT, ListDirection.LEFT));
            assertEquals("OK", jedis.ltrim("l", 1, -1));
            assertEquals(List.of("c", "a2"), jedis.rpop("l", 2));
            final KeyValue<String, List<String>> popped = jedis.lmpop(ListDirection.LEFT, 5, "missing", "l", "m");
            assertEquals("l", popped.getKey());
            assertEquals(List.of("a"), popped.getValue());
            assertEquals(List.of("m", "b"), jedis.blpop(1, "l", "m"));
            assertNull(jedis.lpop("l"));
            jedis.rpush("l", "1", "2", "3");
            assertEquals("3", jedis.blmove("l", "m", ListDirection.RIGHT, ListDirection.RIGHT, 1));
            assertEquals("3", jedis.brpoplpush("m", "l", 1));
            assertEquals(List.of("3", "1"), jedis.blmpop(1, ListDirection.LEFT, 2, "m", "l").getValue());
            assertEquals(1, jedis.llen("l"));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoSets(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(4, jedis.sadd("s", "a", "b", "c", "d"));
            assertEquals(3, jedis.sadd("t", "c", "d", "e"));
            assertEquals(Set.of("a", "b", "c", "d"), jedis.smembers("s"));
            assertEquals(Set.of("c", "d"), jedis.sinter("s", "t"));
            assertEquals(Set.of("a", "b", "c", "d", "e"), jedis.sunion("s", "t"));
            assertEquals(Set.of("a", "b"), jedis.sdiff("s", "t"));
            assertEquals(1, jedis.sintercard(1, "s", "t"));
            assertEquals(5, jedis.sunionstore("u", "s", "t"));
            assertEquals(List.of(true, false), jedis.smismember("s", "a", "e"));
            assertEquals(1, jedis.smove("s", "t", "a"));
            assertEquals(5, jedis.spop("u", 9).size());
            assertTrue(Set.of("b", "c", "d").contains(jedis.srandmember("s")));
            assertEquals(7, jedis.srandmember("s", -7).size());
            assertEquals(2, jedis.srem("s", "b", "c", "x"));
            assertEquals(List.of("d"), jedis.sscan("s", "0").getResult());
            assertEquals("d", jedis.spop("s"));
            assertFalse(jedis.exists("s"));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoSortedSets(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(3, jedis.zadd("z", Map.of("a", 1.0, "b", 2.5, "c", Double.POSITIVE_INFINITY)));
            assertEquals(1, jedis.zadd("z", 2, "a", ZAddParams.zAddParams().gt().ch()));
            assertEquals(3.5, jedis.zincrby("z", 1.5, "a"));
            assertEquals(List.of(new Tuple("b", 2.5), new Tuple("a", 3.5), new Tuple("c", Double.POSITIVE_INFINITY)),
                jedis.zrangeWithScores("z", 0, -1));
            assertEquals(List.of("c", "a"), jedis.zrange("z",
                ZRangeParams.zrangeByScoreParams(Double.POSITIVE_INFINITY, 3).rev()));
            assertEquals(1, jedis.zrank("z", "a"));
            if (!OuzelSetup.isRedisTarget()) {
                assertEquals(new KeyValue<>(1L, 3.5), jedis.zrevrankWithScore("z", "a"));
            }
            assertEquals(Arrays.asList(3.5, null), jedis.zmscore("z", "a", "x"));
            jedis.zadd("y", Map.of("a", 1.0, "d", 4.0));
            assertEquals(List.of(new Tuple("a", 11.5)),
                jedis.zinterWithScores(new ZParams().weights(3, 1), "z", "y"));
            assertEquals(4, jedis.zunionstore("u", new ZParams().aggregate(ZParams.Aggregate.MAX), "z", "y"));
            assertEquals(List.of("b", "c"), jedis.zdiff("z", "y"));
            assertEquals(1, jedis.zintercard("z", "y"));
            assertEquals(2, jedis.zcount("u", "(2.5", "4"));
            assertEquals(List.of(new Tuple("b", 2.5)), jedis.zmpop(SortedSetOption.MIN, "missing", "u").getValue());
            assertEquals(new Tuple("c", Double.POSITIVE_INFINITY), jedis.bzpopmax(1, "u").getValue());
            assertEquals("u", jedis.bzmpop(1, SortedSetOption.MAX, 5, "u").getKey());
            assertEquals(3, jedis.zrandmemberWithScores("z", 9).size());
            assertEquals(3, jedis.zscan("z", "0").getResult().size());
            assertEquals(2, jedis.zrangestore("r", "z", ZRangeParams.zrangeParams(0, 1)));
            assertEquals(1, jedis.zremrangeByScore("r", "-inf", "3"));
            assertEquals(List.of(new Tuple("a", 3.5)), jedis.zpopmin("r", 5));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoStreams(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            final StreamEntryID first = jedis.xadd("x", XAddParams.xAddParams().id("1-1"), Map.of("f", "v"));
            assertEquals(new StreamEntryID(1, 1), first);
            jedis.xadd("x", XAddParams.xAddParams().id("1-2"), Map.of("f", "w"));
            assertTrue(jedis.xadd("x", StreamEntryID.NEW_ENTRY, Map.of("f", "x")).getTime() > 1);
            assertEquals(3, jedis.xlen("x"));
            final List<StreamEntry> range = jedis.xrange("x", "-", "+", 2);
            assertEquals(Map.of("f", "w"), range.get(1).getFields());
            assertEquals(first, jedis.xrevrange("x", "1-1", "-").get(0).getID());
            assertEquals(2, jedis.xread(XReadParams.xReadParams().count(2), Map.of("x", new StreamEntryID(0, 0)))
                .get(0).getValue().size());
            assertEquals("OK", jedis.xgroupCreate("x", "g", new StreamEntryID(0, 0), false));
            assertTrue(jedis.xgroupCreateConsumer("x", "g", "c"));
            assertEquals(3, jedis.xreadGroup("g", "c", XReadGroupParams.xReadGroupParams().block(1),
                Map.of("x", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY)).get(0).getValue().size());
            assertEquals(1, jedis.xack("x", "g", first));
            assertEquals(2, jedis.xpending("x", "g").getTotal());
            assertEquals("c", jedis.xpending("x", "g", XPendingParams.xPendingParams("-", "+", 5)).get(0)
                .getConsumerName());
            assertEquals(1,
                jedis.xclaim("x", "g", "d", 0, XClaimParams.xClaimParams(), new StreamEntryID(1, 2)).size());
            assertEquals(2, jedis.xautoclaim("x", "g", "e", 0, new StreamEntryID(0, 0),
                XAutoClaimParams.xAutoClaimParams()).getValue().size());
            assertEquals(3, jedis.xinfoStream("x").getLength());
            final StreamGroupInfo group = jedis.xinfoGroups("x").get(0);
            assertEquals(2, group.getPending());
            assertEquals(3, group.getConsumers());
            assertEquals(3, jedis.xinfoConsumers2("x", "g").size());
            assertEquals(1, jedis.xdel("x", new StreamEntryID(1, 1)));
            if (!OuzelSetup.isRedisTarget()) {
                assertEquals(List.of(StreamEntryDeletionResult.NOT_DELETED_UNACKNOWLEDGED_OR_STILL_REFERENCED),
                    jedis.xdelex("x", StreamDeletionPolicy.ACKNOWLEDGED, new StreamEntryID(1, 2)));
                assertEquals(List.of(StreamEntryDeletionResult.DELETED),
                    jedis.xackdel("x", "g", new StreamEntryID(1, 2)));
            }
            assertEquals(1, jedis.xtrim("x", 0, false) - (OuzelSetup.isRedisTarget() ? 1 : 0));
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoGeo(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(2, jedis.geoadd("s", Map.of("Palermo", new GeoCoordinate(13.361389, 38.115556),
                "Catania", new GeoCoordinate(15.087269, 37.502669))));
            assertEquals(166.2742, jedis.geodist("s", "Palermo", "Catania", GeoUnit.KM));
            assertEquals(List.of("sqc8b49rny0"), jedis.geohash("s", "Palermo"));
            assertEquals(13.36138933897018433, jedis.geopos("s", "Palermo").get(0).getLongitude());
            final List<GeoRadiusResponse> found = jedis.geosearch("s", GeoSearchParam.geoSearchParam()
                .fromLonLat(15, 37).byRadius(200, GeoUnit.KM).asc().withCoord().withDist());
            assertEquals("Catania", found.get(0).getMemberByString());
            assertEquals(190.4424, found.get(1).getDistance());
            assertEquals(38.11555639549629859, found.get(1).getCoordinate().getLatitude());
            assertEquals(2, jedis.geosearchStore("d", "s", "Palermo", 400, 400, GeoUnit.KM));
            assertEquals(2, jedis.georadius("s", 15, 37, 200, GeoUnit.KM).size());
            assertEquals(1, jedis.georadiusByMember("s", "Palermo", 1, GeoUnit.KM).size());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldDoHyperLogLogsAndSort(final RedisProtocol protocol) {
        try (Jedis jedis = open(protocol)) {
            assertEquals(1, jedis.pfadd("p", "a", "b", "c"));
            assertEquals(0, jedis.pfadd("p", "a"));
            jedis.pfadd("q", "c", "d");
            assertEquals(4, jedis.pfcount("p", "q"));
            assertEquals("OK", jedis.pfmerge("r", "p", "q"));
            assertEquals(4, jedis.pfcount("r"));
            jedis.rpush("l", "3", "1", "2");
            jedis.mset("w:1", "c", "w:2", "b", "w:3", "a");
            assertEquals(List.of("1", "2", "3"), jedis.sort("l"));
            assertEquals(List.of("3", "a", "2", "b"), jedis.sortReadonly("l",
                new SortingParams().by("w:*").alpha().limit(0, 2).get("#", "w:*")));
            assertEquals(3, jedis.sort("l", new SortingParams().desc(), "sorted"));
            assertEquals(List.of("3", "2", "1"), jedis.lrange("sorted", 0, -1));
        }
    }

    private static Jedis open(final RedisProtocol protocol) {
        final Jedis jedis = new Jedis(new HostAndPort(ServerUnderTest.HOST, tested.port()),
            DefaultJedisClientConfig.builder().protocol(protocol).socketTimeoutMillis(20_000).build());
        jedis.flushAll();
        return jedis;
    }
}
