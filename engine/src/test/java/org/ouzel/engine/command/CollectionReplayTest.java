package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** What the journal gets of collections of every type makes the same state, at whatever time it is run again. */
class CollectionReplayTest {
    private static final int KEY_COUNT = 5;
    private static final int REQUEST_COUNT = 8000;
    private static final int CHECK_EVERY = 10;
    private static final String[] SETTINGS = {"hash-max-listpack-entries", "5", "set-max-listpack-entries", "5",
        "set-max-intset-entries", "4", "zset-max-listpack-entries", "5", "list-max-listpack-size", "5",
        "stream-node-max-entries", "3", "hll-sparse-max-bytes", "60"};
    private static final String[] MEMBERS = {"1", "-7", "12.5", "text", "\"\"", "9223372036854775807", "300", "70000",
        "a", "b", "c", "d"};

    private final long seed = Long.getLong("ouzel.test.seed", 3);
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameState(final EngineSetup setup) {
        try (EngineHarness original = EngineHarness.start(setup, SETTINGS);
            EngineHarness copy = EngineHarness.start(setup, SETTINGS)) {
            final EngineHarness.Client replayer = copy.newClient();
            for (int i = 0; i < REQUEST_COUNT; i++) {
                final String request = request(original.nowMs());
                original.run(request);
                if (i % 100 == 0) {
                    original.tick();
                }
                for (final String effect : original.rawEffects()) {
                    replayer.send(effect.getBytes(StandardCharsets.ISO_8859_1));
                }
                final String replies = replayer.take();
                assertFalse(replies.matches("(?s)(.* )?-[A-Z]+ .*"), () -> replies + told(setup, request));
                if (i % CHECK_EVERY == 0) {
                    assertEquals(original.run("DEBUG DIGEST"), copy.run("DEBUG DIGEST"),
                        () -> "keys:" + difference(original, copy) + told(setup, request));
                }
                if (i % 20 == 0) {
                    final int passedMs = random.nextInt(50);
                    original.advance(passedMs);
                    copy.advance(passedMs);
                }
            }
        }
    }

    /** What keys differ, for the report. */
    private static String difference(final EngineHarness original, final EngineHarness copy) {
        final StringBuilder text = new StringBuilder();
        for (final char type : "hslzxpg".toCharArray()) {
            for (int i = 0; i < KEY_COUNT; i++) {
                final String request = "DEBUG DIGEST-VALUE " + type + i;
                text.append(original.run(request).equals(copy.run(request)) ? "" : " " + type + i);
            }
        }
        return text.toString();
    }

    private String told(final EngineSetup setup, final String request) {
        return " seed=" + seed + " setup=" + setup + " at or up to ten before " + request;
    }

    private String request(final long nowMs) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> hashRequest();
            case 2 -> setRequest();
            case 3 -> listRequest();
            case 4 -> sortedSetRequest();
            case 5 -> streamRequest(nowMs);
            case 6 -> groupRequest();
            case 7 -> otherRequest();
            default -> keyRequest();
        };
    }

    private String hashRequest() {
        final String key = key("h");
        final String field = member();
        final int number = random.nextInt(1, 200);
        return switch (random.nextInt(17)) {
            case 0, 1, 2 -> "HSET " + key + " " + field + " " + member() + " " + member() + " " + number;
            case 3 -> "HSETNX " + key + " " + field + " " + number;
            case 4 -> "HDEL " + key + " " + field + " " + member();
            case 5 -> "HINCRBY " + key + " " + field + " " + number;
            case 6 -> "HINCRBYFLOAT " + key + " " + field + " 0." + number;
            case 7 -> "HPEXPIRE " + key + " " + number + " FIELDS 2 " + field + " " + member();
            case 8 -> "HEXPIRE " + key + " 0 FIELDS 2 " + field + " " + member();
            case 9 -> "HPEXPIRE " + key + " " + number + " LT FIELDS 1 " + field;
            case 10 -> "HPERSIST " + key + " FIELDS 2 " + field + " " + member();
            case 11 -> "HGETEX " + key + " PX " + number + " FIELDS 2 " + field + " " + member();
            case 12 -> "HGETEX " + key + " PERSIST FIELDS 1 " + field;
            case 13 -> "HSETEX " + key + " PX " + number + " FIELDS 2 " + field + " v " + member() + " w";
            case 14 -> "HSETEX " + key + " FXX KEEPTTL FIELDS 1 " + field + " " + number;
            case 15 -> "HGETDEL " + key + " FIELDS 2 " + field + " " + member();
            default -> "HLEN " + key;
        };
    }

    private String setRequest() {
        final String key = key("s");
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "SADD " + key + " " + member() + " " + member() + " " + random.nextInt(9);
            case 3 -> "SREM " + key + " " + member() + " " + random.nextInt(9);
            case 4 -> "SPOP " + key;
            case 5 -> "SPOP " + key + " " + random.nextInt(12);
            case 6 -> "SMOVE " + key + " " + key("s") + " " + member();
            case 7 -> "SUNIONSTORE " + key + " " + key("s") + " " + key("s");
            case 8 -> "SDIFFSTORE " + key + " " + key("s") + " " + key("s");
            default -> "SINTERSTORE " + key + " " + key("s") + " " + key("s");
        };
    }

    private String listRequest() {
        final String key = key("l");
        final int number = random.nextInt(-4, 5);
        return switch (random.nextInt(12)) {
            case 0, 1 -> "RPUSH " + key + " " + member() + " " + member() + " " + random.nextInt(9);
            case 2 -> "LPUSH " + key + " " + member() + " " + member();
            case 3 -> "LPOP " + key + " " + random.nextInt(4);
            case 4 -> "LMPOP 2 " + key + " " + key("l") + " RIGHT COUNT 2";
            case 5 -> "LMOVE " + key + " " + key("l") + " LEFT RIGHT";
            case 6 -> "LINSERT " + key + " BEFORE " + member() + " " + member();
            case 7 -> "LREM " + key + " " + number + " " + member();
            case 8 -> "LSET " + key + " " + number + " " + member();
            case 9 -> "LTRIM " + key + " " + number + " -2";
            case 10 -> "SORT " + key("s") + " ALPHA DESC STORE " + key;
            default -> "RPUSHX " + key + " " + member();
        };
    }

    private String sortedSetRequest() {
        final String key = key("z");
        final int number = random.nextInt(-9, 10);
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> "ZADD " + key + " " + number + " " + member() + " 2.5 " + member() + " inf " + member();
            case 3 -> "ZADD " + key + " XX GT CH " + number + " " + member();
            case 4 -> "ZADD " + key + " NX INCR 0." + random.nextInt(99) + " " + member();
            case 5 -> "ZINCRBY " + key + " 0.1 " + member();
            case 6 -> "ZREM " + key + " " + member() + " " + member();
            case 7 -> "ZPOPMIN " + key;
            case 8 -> "ZMPOP 2 " + key + " " + key("z") + " MAX COUNT 3";
            case 9 -> "ZREMRANGEBYRANK " + key + " 0 " + number;
            case 10 -> "ZREMRANGEBYSCORE " + key + " (" + number + " 3";
            case 11 -> "ZUNIONSTORE " + key + " 2 " + key("z") + " " + key("s") + " WEIGHTS 0.3 2 AGGREGATE MAX";
            case 12 -> "ZINTERSTORE " + key + " 2 " + key("z") + " " + key("z");
            case 13 -> "ZDIFFSTORE " + key + " 2 " + key("z") + " " + key("z");
            default -> "ZRANGESTORE " + key + " " + key("z") + " 0 " + number;
        };
    }

    private String streamRequest(final long nowMs) {
        final String key = key("x");
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "XADD " + key + " * f " + member();
            case 3 -> "XADD " + key + " NOMKSTREAM MAXLEN ~ 4 " + nowMs + "-* f " + member();
            case 4 -> "XADD " + key + " MINID ~ " + (nowMs - 100) + " LIMIT 5 * f " + member();
            case 5 -> "XDEL " + key + " " + id(nowMs) + " " + id(nowMs);
            case 6 -> "XTRIM " + key + " MAXLEN ~ " + random.nextInt(9);
            case 7 -> "XTRIM " + key + " MINID " + id(nowMs);
            case 8 -> "XSETID " + key + " " + nowMs + "-" + random.nextInt(9) + " ENTRIESADDED 90 MAXDELETEDID 1-1";
            default -> "XDELEX " + key + " " + reference() + " IDS 2 " + id(nowMs) + " " + id(nowMs);
        };
    }

    private String groupRequest() {
        final String key = key("x");
        final String group = " g" + random.nextInt(2);
        final String consumer = " c" + random.nextInt(3);
        return switch (random.nextInt(14)) {
            case 0 -> "XGROUP CREATE " + key + group + " 0 MKSTREAM";
            case 1 -> "XGROUP CREATE " + key + group + " $ ENTRIESREAD 3";
            case 2 -> "XGROUP SETID " + key + group + " $";
            case 3 -> random.nextInt(3) == 0 ? "XGROUP DESTROY " + key + group : "XGROUP CREATECONSUMER " + key + group
                + consumer;
            case 4 -> "XGROUP DELCONSUMER " + key + group + consumer;
            case 5, 6, 7 -> "XREADGROUP GROUP" + group + consumer + " COUNT 2 STREAMS " + key + " " + key("x") + " > >";
            case 8 -> "XREADGROUP GROUP" + group + consumer + " COUNT 1 NOACK STREAMS " + key + " >";
            case 9 -> "XREADGROUP GROUP" + group + consumer + " STREAMS " + key + " 0";
            case 10 -> "XAUTOCLAIM " + key + group + consumer + " " + random.nextInt(60) + " 0 COUNT 3";
            case 11 -> "XAUTOCLAIM " + key + group + consumer + " 0 0 COUNT 2 JUSTID";
            case 12 -> "XACK " + key + group + " " + id(EngineHarness.START_MS);
            default -> "XCLAIM " + key + group + consumer + " 0 " + id(EngineHarness.START_MS) + " IDLE 30 FORCE";
        };
    }

    private String otherRequest() {
        final String key = key("p");
        return switch (random.nextInt(8)) {
            case 0, 1 -> "PFADD " + key + " " + member() + " " + random.nextInt(1000) + " " + random.nextInt(1000);
            case 2 -> "PFMERGE " + key + " " + key("p") + " " + key("p");
            case 3 -> "PFCOUNT " + key;
            case 4 -> "GEOADD " + key("g") + " 13.3613" + random.nextInt(99) + " 38.115" + random.nextInt(99) + " "
                + member();
            case 5 -> "GEOSEARCHSTORE " + key("g") + " " + key("g")
                + " FROMLONLAT 13.36 38.11 BYRADIUS 4 km ASC COUNT 3";
            case 6 -> "GEOSEARCHSTORE " + key("z") + " " + key("g") + " FROMLONLAT 13 38 BYBOX 90 90 km STOREDIST";
            default -> "GEORADIUS " + key("g") + " 13.36 38.11 3 km STORE " + key("g");
        };
    }

    private String keyRequest() {
        final String type = String.valueOf("hslzxpg".charAt(random.nextInt(7)));
        return switch (random.nextInt(10)) {
            case 0 -> "RENAME " + key(type) + " " + key(type);
            case 1 -> "COPY " + key(type) + " " + key(type) + " REPLACE";
            case 2 -> "DEL " + key(type);
            case 3, 4 -> "PEXPIRE " + key(type) + " " + random.nextInt(400);
            case 5 -> "PERSIST " + key(type);
            case 6 -> "EXPIRE " + key(type) + " 1 NX";
            default -> "TYPE " + key(type);
        };
    }

    private String reference() {
        return Arrays.asList("KEEPREF", "DELREF", "ACKED").get(random.nextInt(3));
    }

    /** The identifier of an entry that may be there: within a tenth of a second before now. */
    private String id(final long nowMs) {
        return nowMs - random.nextInt(100) + "-" + random.nextInt(2);
    }

    private String key(final String type) {
        return type + random.nextInt(KEY_COUNT);
    }

    private String member() {
        return MEMBERS[random.nextInt(MEMBERS.length)];
    }
}
