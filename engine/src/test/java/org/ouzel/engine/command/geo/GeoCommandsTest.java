package org.ouzel.engine.command.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** The geo commands, checked against what Redis 7.2 answers. */
class GeoCommandsTest extends CommandTest {
    private static final String NOT_A_FLOAT = "-ERR value is not a valid float";
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    private void addSicily() {
        expect(":2", "GEOADD", "s", "13.361389", "38.115556", "Palermo", "15.087269", "37.502669", "Catania");
    }

    @Test
    void shouldStoreCoordinatesAsScores() {
        addSicily();
        expect("*4 $7 Palermo $16 3479099956230698 $7 Catania $16 3479447370796909", "ZRANGE s 0 -1 WITHSCORES");
        expect(":0", "GEOADD s XX 13.361389 38.115556 Agrigento");
        expect(":1", "GEOADD s NX CH 13.361389 38.115556 Agrigento 1 1 Palermo");
        expect(":1", "GEOADD s CH XX 13.583333 37.316667 Agrigento");
        expect(":0", "GEOADD s ch 13.583333 37.316667 Agrigento");
        expect("$16 3479030013248308", "ZSCORE s Agrigento");
    }

    @Test
    void shouldRefuseWhatCantBeStored() {
        expect("-ERR syntax error", "GEOADD k NX XX 1 1 m");
        expect("-ERR syntax error", "GEOADD k NX XX CH");
        expect("-ERR syntax error", "GEOADD k 1 1 m 2 2");
        expect(NOT_A_FLOAT, "GEOADD k 1 x m");
        expect(NOT_A_FLOAT, "GEOADD k nan 1 m");
        expect("-ERR invalid longitude,latitude pair 1.000000,90.000000", "GEOADD k 1 90 m");
        expect("-ERR invalid longitude,latitude pair -180.500000,-0.000000", "GEOADD k -180.5 -0 m");
        expect("-ERR invalid longitude,latitude pair inf,1.500000", "GEOADD k inf 1.5 m");
        expect(":0", "EXISTS k");
        engine.putOtherType("k");
        expect(NOT_A_FLOAT, "GEOADD k 1 x m");
        expect(WRONG_TYPE, "GEOADD k 1 1 m");
    }

    @Test
    void shouldReadPlaces() {
        addSicily();
        expect("*3 *2 $20 13.36138933897018433 $20 38.11555639549629859 *-1 "
            + "*2 $20 15.08726745843887329 $20 37.50266842333162032", "GEOPOS s Palermo nobody Catania");
        expect("*3 $11 sqc8b49rny0 $-1 $11 sqdtr74hyu0", "GEOHASH s Palermo nobody Catania");
        expect("*0", "GEOPOS s");
        expect("*1 *-1", "GEOPOS missing m");
        expect("*1 $-1", "GEOHASH missing m");
        expect("$11 166274.1516", "GEODIST s Palermo Catania");
        expect("$8 166.2742", "GEODIST s Palermo Catania KM");
        expect("$8 103.3182", "GEODIST s Palermo Catania mi");
        expect("$11 545518.8700", "GEODIST s Palermo Catania ft");
        expect("$6 0.0000", "GEODIST s Palermo Palermo");
        expect("$-1", "GEODIST s Palermo nobody");
        expect("$-1", "GEODIST missing a b");
        expect("-ERR unsupported unit provided. please use M, KM, FT, MI", "GEODIST missing a b parsec");
        expect("-ERR syntax error", "GEODIST s a b m x");
        engine.putOtherType("k");
        expect(WRONG_TYPE, "GEODIST k a b");
        expect(WRONG_TYPE, "GEOPOS k a");
        expect(WRONG_TYPE, "GEOHASH k a");
    }

    @Test
    void shouldShowCoordinatesAsDoublesInResp3() {
        addSicily();
        engine.run("HELLO 3");
        expect("*2 *2 ,13.36138933897018433 ,38.11555639549629859 _", "GEOPOS s Palermo nobody");
        expect("*2 *3 $7 Palermo $8 190.4424 :3479099956230698 *3 $7 Catania $7 56.4413 :3479447370796909",
            "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km DESC WITHHASH WITHDIST");
        expect("$11 166274.1516", "GEODIST s Palermo Catania");
    }

    @Test
    void shouldSearchInCirclesAndBoxes() {
        addSicily();
        engine.run("GEOADD s 12.758489 38.788135 edge1 17.241510 38.788135 edge2");
        expect("*2 $7 Catania $7 Palermo", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC");
        expect("*4 *3 $7 Catania $7 56.4413 *2 $20 15.08726745843887329 $20 37.50266842333162032 "
            + "*3 $7 Palermo $8 190.4424 *2 $20 13.36138933897018433 $20 38.11555639549629859 "
            + "*3 $5 edge2 $8 279.7403 *2 $20 17.24151045083999634 $20 38.78813451624225195 "
            + "*3 $5 edge1 $8 279.7405 *2 $19 12.7584877610206604 $20 38.78813451624225195",
            "GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHCOORD WITHDIST");
        expect("*1 $7 Palermo", "GEOSEARCH s FROMMEMBER Palermo BYRADIUS 1 m");
        expect("*1 $7 Palermo", "GEOSEARCH s FROMMEMBER Palermo BYRADIUS 200 km COUNT 1");
        expect("*1 $7 Palermo", "GEOSEARCH s FROMMEMBER edge1 BYRADIUS 200 km COUNT 1 ANY");
        expect("*0", "GEOSEARCH s FROMLONLAT 0 0 BYRADIUS 1 km");
        expect("*0", "GEOSEARCH missing FROMMEMBER x BYRADIUS 1 km");
        expect("*4 $7 Catania $7 Palermo $5 edge1 $5 edge2", "GEOSEARCH s FROMLONLAT 0 0 BYRADIUS 30000 km ASC");
    }

    @Test
    void shouldSearchAroundTheMapsEnds() {
        engine.run("GEOADD k 180 85.05112878 ne -180 -85.05112878 sw 179.9 0 e -179.9 0 w 0 0 o");
        expect("*1 $1 e", "GEOSEARCH k FROMLONLAT 179.9 0 BYRADIUS 10 km");
        expect("*2 $1 e $1 w", "GEOSEARCH k FROMLONLAT 179.9 0 BYRADIUS 100 km ASC");
        expect("*1 $2 ne", "GEOSEARCH k FROMLONLAT 180 85.05112878 BYRADIUS 1 m");
        expect("*2 *2 $3 180 $19 85.0511287799999991 *2 $22 -179.99999731779098511 $21 -85.05112751263942528",
            "GEOPOS k ne sw");
        expect("*2 $11 bp05b5048p0 $11 00bh0hbj200", "GEOHASH k ne sw");
        expect("$17 13510798882111488", "ZSCORE k ne");
    }

    @Test
    void shouldTakeTheOldForms() {
        addSicily();
        expect("*2 $7 Palermo $7 Catania", "GEORADIUS s 15 37 200 km DESC");
        expect("*1 *4 $7 Catania $7 56.4413 :3479447370796909 *2 $20 15.08726745843887329 $20 37.50266842333162032",
            "GEORADIUS_RO s 15 37 200 km COUNT 1 WITHCOORD WITHHASH WITHDIST");
        expect("*2 $7 Palermo $7 Catania", "GEORADIUSBYMEMBER s Palermo 200 km ASC");
        expect("*1 $7 Palermo", "GEORADIUSBYMEMBER_RO s Palermo 100 km");
        expect("-ERR syntax error", "GEORADIUS_RO s 15 37 200 km STORE d");
        expect("-ERR syntax error", "GEORADIUSBYMEMBER_RO s Palermo 200 km STOREDIST d");
        expect("*0", "GEORADIUSBYMEMBER missing m x parsec");
        expect(":0", "GEORADIUSBYMEMBER missing m x parsec STORE d");
        expect("-ERR could not decode requested zset member", "GEORADIUSBYMEMBER s nobody 1 km");
        expect("-ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
            "GEORADIUS s 15 37 200 km STORE d WITHDIST");
    }

    @Test
    void shouldSayWhatIsWrongWithASearch() {
        addSicily();
        expect("-ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearch",
            "geosearch s BYRADIUS 1 km ASC WITHDIST WITHHASH");
        expect("-ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH",
            "GEOSEARCH s FROMLONLAT 1 1 ASC WITHDIST");
        expect("-ERR syntax error", "GEOSEARCH s FROMLONLAT 1 1 FROMMEMBER Palermo BYRADIUS 1 km");
        expect("-ERR syntax error", "GEOSEARCH s FROMLONLAT 1 1 BYBOX 1 1 km BYRADIUS 1 km");
        expect("-ERR syntax error", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km STOREDIST");
        expect("-ERR need numeric radius", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS x km");
        expect("-ERR radius cannot be negative", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS -1 parsec");
        expect("-ERR need numeric width", "GEOSEARCH s FROMLONLAT 1 1 BYBOX x y km");
        expect("-ERR need numeric height", "GEOSEARCH s FROMLONLAT 1 1 BYBOX -1 y km");
        expect("-ERR height or width cannot be negative", "GEOSEARCH s FROMLONLAT 1 1 BYBOX 1 -1 km");
        expect("-ERR COUNT must be > 0", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km COUNT 0");
        expect("-ERR value is not an integer or out of range", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km COUNT x");
        expect("-ERR the ANY argument requires COUNT argument", "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km ANY");
        expect("-ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
            "GEOSEARCHSTORE d s FROMLONLAT 1 1 BYRADIUS 1 km WITHDIST");
        engine.putOtherType("k");
        expect(WRONG_TYPE, "GEOSEARCH k FROMLONLAT x 1 BYRADIUS 1 km");
        expect(WRONG_TYPE, "GEORADIUS k x 37 200 km");
    }

    @Test
    void shouldStoreWhatItFindsOnAnyShard() {
        addSicily();
        for (final String key : List.of("a", "b", "c", "s")) {
            expect(":2", "GEOSEARCHSTORE " + key + " s FROMLONLAT 15 37 BYRADIUS 200 km");
            expect("*4 $7 Palermo $16 3479099956230698 $7 Catania $16 3479447370796909",
                "ZRANGE " + key + " 0 -1 WITHSCORES");
        }
        expect(":1", "GEOSEARCHSTORE a s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 STOREDIST");
        expect(":2", "GEORADIUS s 15 37 200 km STORE x STOREDIST b STORE c STOREDIST d");
        expect(":0", "EXISTS x");
        expect(":2", "GEORADIUSBYMEMBER s Palermo 200 km STORE y");
        assertEquals("56.4412578701582", engine.run("ZSCORE a Catania").split(" ")[1].substring(0, 16));
        assertEquals("190.442429847757", engine.run("ZSCORE d Palermo").split(" ")[1].substring(0, 16));
        expect(":0", "GEOSEARCHSTORE a s FROMLONLAT 0 0 BYRADIUS 1 km");
        expect(":0", "GEOSEARCHSTORE b missing FROMMEMBER x BYRADIUS 1 km");
        expect(":0", "EXISTS a b");
    }

    @Test
    void shouldRecordWhatItStored() {
        addSicily();
        engine.effects();
        engine.run("GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST");
        final List<String> effects = engine.rawEffects();
        assertEquals(1, effects.size());
        try (EngineHarness copy = EngineHarness.start(setup)) {
            copy.newClient().send(effects.get(0).getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(engine.run("ZRANGE d 0 -1 WITHSCORES"), copy.run("ZRANGE d 0 -1 WITHSCORES"));
        }
        engine.run("GEOSEARCHSTORE d s FROMLONLAT 0 0 BYRADIUS 1 km");
        engine.run("GEOSEARCHSTORE d s FROMLONLAT 0 0 BYRADIUS 1 km");
        engine.run("GEORADIUS s 15 37 200 km");
        assertEquals(List.of("DEL d"), engine.effects());
    }

    @Test
    void shouldFindTheSameInLargeSets() {
        expect("+OK", "CONFIG SET zset-max-listpack-entries 0");
        addSicily();
        expect("$8 skiplist", "OBJECT ENCODING s");
        expect("*2 $7 Catania $7 Palermo", "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC");
        expect(":2", "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km");
        expect("$8 skiplist", "OBJECT ENCODING d");
    }
}
