package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.Consumer;
import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoCoordinates;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.GeoWithin;
import io.lettuce.core.HGetExArgs;
import io.lettuce.core.HSetExArgs;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LMPopArgs;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SortArgs;
import io.lettuce.core.StreamDeletionPolicy;
import io.lettuce.core.Value;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.ZAggregateArgs;
import io.lettuce.core.ZPopArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.models.stream.StreamEntryDeletionResult;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.ServerUnderTest;

/** Lettuce as an application uses it: hashes, lists, sets, sorted sets, streams, geo, HyperLogLogs, SORT. */
class LettuceTypesIT extends EachSetup {
    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoHashes(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(3, redis.hset("h", Map.of("a", "1", "b", "2", "c", "3")));
            assertEquals("2", redis.hget("h", "b"));
            assertEquals(List.of(KeyValue.just("a", "1"), KeyValue.empty("x")), redis.hmget("h", "a", "x"));
            assertEquals(Map.of("a", "1", "b", "2", "c", "3"), redis.hgetall("h"));
            assertEquals(11, redis.hincrby("h", "a", 10));
            assertEquals(2.5, redis.hincrbyfloat("h", "b", 0.5));
            assertEquals(3, redis.hrandfieldWithvalues("h", 9).size());
            assertEquals(1, redis.hdel("h", "a", "x"));
            final Map<String, String> many = new HashMap<>();
            for (int i = 0; i < 1000; i++) {
                many.put("f" + i, "v" + i);
            }
            redis.hset("large", many);
            final Map<String, String> scanned = new HashMap<>();
            MapScanCursor<String, String> page = redis.hscan("large", ScanArgs.Builder.limit(100));
            scanned.putAll(page.getMap());
            while (!page.isFinished()) {
                page = redis.hscan("large", ScanCursor.of(page.getCursor()), ScanArgs.Builder.limit(100));
                scanned.putAll(page.getMap());
            }
            assertEquals(many, scanned);
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldLetFieldsExpire(final ProtocolVersion protocol) {
        assumeFalse(OuzelSetup.isRedisTarget());
        with(protocol, redis -> {
            redis.hset("h", Map.of("a", "1", "b", "2"));
            assertEquals(List.of(1L, -2L), redis.hexpire("h", 1000, "a", "x"));
            assertEquals(1000, redis.httl("h", "a").get(0), 5);
            assertEquals(List.of(1L), redis.hpexpireat("h", 4_000_000_000_000L, "a"));
            assertEquals(List.of(4_000_000_000L, -1L), redis.hexpiretime("h", "a", "b"));
            assertEquals(List.of(1L), redis.hpersist("h", "a"));
            assertEquals("1",
                redis.hgetex("h", HGetExArgs.Builder.ex(Duration.ofSeconds(1000)), "a").get(0).getValue());
            assertEquals(1, redis.hsetex("h", new HSetExArgs().fxx(), Map.of("a", "5")));
            assertEquals("5", redis.hgetdel("h", "a").get(0).getValue());
            assertEquals(List.of("b"), redis.hscanNovalues("h").getKeys());
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoLists(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(4, redis.rpush("l", "a", "b", "c", "b"));
            assertEquals(List.of("a", "b", "c", "b"), redis.lrange("l", 0, -1));
            assertEquals(List.of(1L, 3L), redis.lpos("l", "b", 0));
            assertEquals(5, redis.linsert("l", true, "a", "z"));
            assertEquals("b", redis.lmove("l", "m", LMoveArgs.Builder.rightLeft()));
            assertEquals(KeyValue.just("l", List.of("z", "a")),
                redis.lmpop(LMPopArgs.Builder.left().count(2), "no", "l"));
            assertEquals(KeyValue.just("m", "b"), redis.blpop(1, "no", "m"));
            assertNull(redis.blpop(0.01, "no"));
            assertEquals("c", redis.blmove("l", "m", LMoveArgs.Builder.rightRight(), 1));
            assertEquals(KeyValue.just("m", List.of("c")), redis.blmpop(1, LMPopArgs.Builder.left(), "m"));
            assertEquals(List.of("b"), redis.rpop("l", 5));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoSets(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(4, redis.sadd("s", "a", "b", "c", "d"));
            assertEquals(3, redis.sadd("t", "c", "d", "e"));
            assertEquals(Set.of("c", "d"), redis.sinter("s", "t"));
            assertEquals(Set.of("a", "b"), redis.sdiff("s", "t"));
            assertEquals(5, redis.sunionstore("u", "s", "t"));
            assertEquals(2, redis.sintercard("s", "t"));
            assertEquals(List.of(true, false), redis.smismember("s", "a", "e"));
            assertTrue(redis.smove("s", "t", "a"));
            assertEquals(Set.of("a", "b", "c", "d", "e"), redis.spop("u", 9));
            assertEquals(7, redis.srandmember("s", -7).size());
            assertEquals(3, redis.sscan("s").getValues().size());
        });
    }

    @SuppressWarnings("unchecked")
    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoSortedSets(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(2, redis.zadd("z", ScoredValue.just(1, "a"), ScoredValue.just(2.5, "b")));
            assertEquals(1, redis.zadd("z", ZAddArgs.Builder.xx().ch(), Double.NEGATIVE_INFINITY, "a"));
            assertEquals(3.0, redis.zaddincr("z", 0.5, "b"));
            assertEquals(List.of(ScoredValue.just(Double.NEGATIVE_INFINITY, "a"), ScoredValue.just(3, "b")),
                redis.zrangeWithScores("z", 0, -1));
            assertEquals(List.of("b"), redis.zrangebyscore("z", Range.create(0, 5)));
            assertEquals(1, redis.zrank("z", "b"));
            assertEquals(0, redis.zrevrank("z", "b"));
            redis.zadd("y", 4, "b");
            assertEquals(List.of(ScoredValue.just(10, "b")),
                redis.zinterWithScores(ZAggregateArgs.Builder.weights(2, 1), "z", "y"));
            assertEquals(2, redis.zunionstore("u", "z", "y"));
            assertEquals(List.of("a"), redis.zdiff("z", "y"));
            assertEquals(KeyValue.just("u", ScoredValue.just(7, "b")), redis.zmpop(ZPopArgs.Builder.max(), "no", "u"));
            assertEquals("a", redis.bzpopmin(1, "u").getValue().getValue());
            assertEquals(2, redis.zrandmemberWithScores("z", 5).size());
            assertEquals(2, redis.zscan("z").getValues().size());
            assertEquals(1, redis.zremrangebyrank("z", 0, 0));
            assertEquals(ScoredValue.just(3, "b"), redis.zpopmax("z"));
        });
    }

    @SuppressWarnings("unchecked")
    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoStreams(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals("1-1", redis.xadd("x", new XAddArgs().id("1-1"), Map.of("f", "v")));
            redis.xadd("x", new XAddArgs().id("1-2"), Map.of("f", "w"));
            redis.xadd("x", Map.of("f", "x"));
            assertEquals(3, redis.xlen("x"));
            assertEquals("w", redis.xrange("x", Range.create("1-2", "+"), Limit.from(1)).get(0).getBody().get("f"));
            assertEquals(3, redis.xread(XReadArgs.StreamOffset.from("x", "0")).size());
            assertEquals("OK", redis.xgroupCreate(XReadArgs.StreamOffset.from("x", "0"), "g"));
            final Consumer<String> consumer = Consumer.from("g", "c");
            assertEquals(3, redis.xreadgroup(consumer, XReadArgs.StreamOffset.lastConsumed("x")).size());
            assertEquals(1, redis.xack("x", "g", "1-1"));
            assertEquals(2, redis.xpending("x", "g").getCount());
            assertEquals("1-2", redis.xpending("x", consumer, Range.unbounded(), Limit.from(5)).get(0).getId());
            assertEquals(1, redis.xclaim("x", Consumer.from("g", "d"), 0, "1-2").size());
            assertEquals(2, redis.xautoclaim("x", XAutoClaimArgs.Builder.xautoclaim(consumer, Duration.ZERO, "0"))
                .getMessages().size());
            assertEquals(1, redis.xinfoGroups("x").size());
            assertEquals(2, redis.xinfoConsumers("x", "g").size());
            assertTrue(redis.xinfoStream("x").size() >= 14);
            if (!OuzelSetup.isRedisTarget()) {
                assertEquals(List.of(StreamEntryDeletionResult.NOT_DELETED_UNACKNOWLEDGED_OR_STILL_REFERENCED),
                    redis.xdelex("x", StreamDeletionPolicy.ACKNOWLEDGED, "1-2"));
                assertEquals(List.of(StreamEntryDeletionResult.DELETED), redis.xackdel("x", "g", "1-2"));
            }
            assertEquals(1, redis.xdel("x", "1-1"));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoGeo(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(2, redis.geoadd("s", 13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania"));
            assertEquals(166274.1516, redis.geodist("s", "Palermo", "Catania", GeoArgs.Unit.m));
            assertEquals(List.of(Value.just("sqc8b49rny0")), redis.geohash("s", "Palermo"));
            assertEquals(GeoCoordinates.create(13.36138933897018433, 38.11555639549629859),
                redis.geopos("s", "Palermo").get(0));
            final List<GeoWithin<String>> found = redis.geosearch("s", GeoSearch.fromCoordinates(15, 37),
                GeoSearch.byBox(400, 400, GeoArgs.Unit.km), GeoArgs.Builder.full().asc());
            assertEquals("Catania", found.get(0).getMember());
            assertEquals(190.4424, found.get(1).getDistance());
            assertEquals(3479099956230698L, found.get(1).getGeohash());
            assertEquals(2, redis.geosearchstore("d", "s", GeoSearch.fromMember("Palermo"),
                GeoSearch.byRadius(200, GeoArgs.Unit.km), new GeoArgs(), true));
            assertEquals(Set.of("Palermo"), redis.geosearch("s", GeoSearch.fromMember("Palermo"),
                GeoSearch.byRadius(1, GeoArgs.Unit.km)));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void shouldDoHyperLogLogsAndSort(final ProtocolVersion protocol) {
        with(protocol, redis -> {
            assertEquals(1, redis.pfadd("p", "a", "b", "c"));
            redis.pfadd("q", "c", "d");
            assertEquals(4, redis.pfcount("p", "q"));
            assertEquals("OK", redis.pfmerge("r", "p", "q"));
            assertEquals(4, redis.pfcount("r"));
            redis.rpush("l", "3", "1", "2");
            redis.mset(Map.of("w:1", "c", "w:2", "b", "w:3", "a"));
            assertEquals(List.of("1", "2", "3"), redis.sort("l"));
            assertEquals(List.of("a", "b"), redis.sortReadOnly("l",
                SortArgs.Builder.by("w:*").alpha().limit(0, 2).get("w:*")));
            assertEquals(3, redis.sortStore("l", SortArgs.Builder.desc(), "sorted"));
            assertEquals(List.of("3", "2", "1"), redis.lrange("sorted", 0, -1));
        });
    }

    private static void with(final ProtocolVersion protocol,
        final java.util.function.Consumer<RedisCommands<String, String>> test) {
        final RedisClient client = RedisClient.create(RedisURI.builder().withHost(ServerUnderTest.HOST)
            .withPort(tested.port()).withTimeout(Duration.ofSeconds(20)).build());
        client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
            test.accept(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }
}
