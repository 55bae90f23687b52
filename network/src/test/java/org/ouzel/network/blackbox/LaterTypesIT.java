package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.Script;
import org.ouzel.protocol.client.Reply;

/**
 * Commands on collections that redis-server 7.0 can't be asked for, in both protocols: fields of hashes that expire
 * (Redis 7.4 and 8.0), deletions from streams that mind consumer groups (8.2).
 */
class LaterTypesIT extends EachSetup {
    @BeforeEach
    void empty() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget(), "redis-server 7.0 doesn't know these");
        try (RawConnection connection = tested.connect()) {
            assertEquals("+OK\r\n", connection.call("FLUSHALL"));
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        HEXPIRE h 10 FIELDS 2 a b|*2,:-2,:-2|HTTL h FIELDS 1 a|*1,:-2|HPERSIST h FIELDS 1 a|*1,:-2
        HSET h a 1 b 2|:2|HEXPIREAT h 4000000000 FIELDS 2 a c|*2,:1,:-2|HEXPIRETIME h FIELDS 3 a b c|\
        *3,:4000000000,:-1,:-2
        HSET h a 1|:1|HPEXPIREAT h 4000000000123 FIELDS 1 a|*1,:1|HPEXPIRETIME h FIELDS 1 a|*1,:4000000000123
        HSET h a 1|:1|HEXPIREAT h 4000000000 NX FIELDS 1 a|*1,:1|HEXPIREAT h 4000000001 NX FIELDS 1 a|*1,:0
        HSET h a 1|:1|HEXPIREAT h 4000000000 XX FIELDS 1 a|*1,:0|HTTL h FIELDS 1 a|*1,:-1
        HSET h a 1|:1|HEXPIREAT h 4000000000 GT FIELDS 1 a|*1,:0|HEXPIREAT h 4000000000 LT FIELDS 1 a|*1,:1
        HSET h a 1 b 2|:2|HEXPIREAT h 4000000000 FIELDS 1 a|*1,:1|HPERSIST h FIELDS 3 a b c|*3,:1,:-1,:-2
        HSET h a 1 b 2|:2|HEXPIRE h 0 FIELDS 1 a|*1,:2|HPEXPIREAT h 1 FIELDS 1 b|*1,:2|EXISTS h|:0
        HSET h a 1 b 2|:2|HEXPIREAT h 4000000000 FIELDS 1 a|*1,:1|HSET h a 3|:0|HTTL h FIELDS 1 a|*1,:-1
        HSET h a 1|:1|HEXPIREAT h 4000000000 FIELDS 1 a|*1,:1|HINCRBY h a 1|:2|HEXPIRETIME h FIELDS 1 a|*1,:4000000000
        HSET h a 1 b 2 c 3|:3|HGETDEL h FIELDS 3 a x c|*3,$1,1,$-1,$1,3|HLEN h|:1|HGETDEL h FIELDS 1 b|*1,$1,2|\
        EXISTS h|:0
        HGETDEL h FIELDS 2 a b|*2,$-1,$-1|HGETEX h FIELDS 1 a|*1,$-1
        HSET h a 1 b 2|:2|HGETEX h EXAT 4000000000 FIELDS 2 a x|*2,$1,1,$-1|HEXPIRETIME h FIELDS 2 a b|\
        *2,:4000000000,:-1
        HSET h a 1|:1|HGETEX h PXAT 4000000000001 FIELDS 1 a|*1,$1,1|HGETEX h FIELDS 1 a|*1,$1,1|\
        HPEXPIRETIME h FIELDS 1 a|*1,:4000000000001|HGETEX h PERSIST FIELDS 1 a|*1,$1,1|HTTL h FIELDS 1 a|*1,:-1
        HSET h a 1|:1|HGETEX h PXAT 1 FIELDS 1 a|*1,$1,1|EXISTS h|:0
        HSETEX h EXAT 4000000000 FIELDS 2 a 1 b 2|:1|HEXPIRETIME h FIELDS 2 a b|*2,:4000000000,:4000000000|\
        HMGET h a b|*2,$1,1,$1,2
        HSETEX h FXX FIELDS 1 a 1|:0|HSETEX h FNX FIELDS 1 a 1|:1|HSETEX h FNX FIELDS 2 b 1 a 2|:0|HGET h a|$1,1
        HSETEX h EXAT 4000000000 FIELDS 1 a 1|:1|HSETEX h KEEPTTL FIELDS 1 a 2|:1|HEXPIRETIME h FIELDS 1 a|\
        *1,:4000000000|HSETEX h FIELDS 1 a 3|:1|HTTL h FIELDS 1 a|*1,:-1
        HEXPIRE h x FIELDS 1 a|-ERR value is not an integer or out of range
        HEXPIRE h -1 FIELDS 1 a|-ERR invalid expire time, must be >= 0
        HEXPIRE h 1 FIELDS 2 a|-ERR The `numfields` parameter must match the number of arguments
        HTTL h FIELDS 0 a|-ERR Number of fields must be a positive integer
        HSET h a 1|:1|HEXPIRE h 1|-ERR wrong number of arguments for 'hexpire' command
        SET s v|+OK|HTTL s FIELDS 1 a|-WRONGTYPE Operation against a key holding the wrong kind of value
        SET s v|+OK|HGETEX s FIELDS 1 a|-WRONGTYPE Operation against a key holding the wrong kind of value
        SET s v|+OK|HSETEX s FIELDS 1 a b|-WRONGTYPE Operation against a key holding the wrong kind of value
        HSET h a 1|:1|HSCAN h 0 NOVALUES|*2,$1,0,*1,$1,a|HSCAN h 0 MATCH b* NOVALUES COUNT 5|*2,$1,0,*0
        HSCAN h 0 novalues|*2,$1,0,*0|SADD s a|:1|SSCAN s 0 NOVALUES|-ERR syntax error
        """, delimiter = '\u0001')
    void shouldLetFieldsExpire(final String script) {
        runBoth(script);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        XDELEX x IDS 1 1-1|*1,:-1|XACKDEL x g IDS 2 1-1 1-2|*2,:-1,:-1
        XADD x 1-1 f v|$3,1-1|XDELEX x IDS 2 1-1 9-9|*2,:1,:-1|XLEN x|:0|EXISTS x|:1
        XADD x 1-1 f v|$3,1-1|XGROUP CREATE x g 0|+OK|XDELEX x ACKED IDS 1 1-1|*1,:2|XLEN x|:1
        XADD x 1-1 f v|$3,1-1|XGROUP CREATE x g 0|+OK|XGROUP SETID x g 1-1|+OK|XDELEX x ACKED IDS 1 1-1|*1,:1|XLEN x|:0
        XADD x 1-1 f v|$3,1-1|XDELEX x KEEPREF IDS 1 1-1|*1,:1|XDELEX x DELREF IDS 1 1-1|*1,:-1
        XDELEX x IDS 0 1-1|-ERR Number of IDs must be greater than 0
        XDELEX x IDS 2 1-1|-ERR The `numids` parameter must match the number of arguments
        XDELEX x KEEPREF DELREF IDS 1 1-1|-ERR syntax error
        XADD x 1-1 f v|$3,1-1|XDELEX x IDS 1 junk|-ERR Invalid stream ID specified as stream command argument
        SET s v|+OK|XDELEX s IDS 1 1-1|-WRONGTYPE Operation against a key holding the wrong kind of value
        SET s v|+OK|XACKDEL s g IDS 1 1-1|-WRONGTYPE Operation against a key holding the wrong kind of value
        """, delimiter = '\u0001')
    void shouldDeleteEntriesWithTheirReferences(final String script) {
        runBoth(script);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldDeleteWhatGroupsHaveRead(final int protocol) {
        try (RawConnection connection = tested.connect(protocol)) {
            Script.run(connection, protocol, "XADD x 1-1 f v|$3,1-1|XADD x 1-2 f v|$3,1-2|XADD x 1-3 f v|$3,1-3"
                + "|XGROUP CREATE x g 0|+OK|XGROUP CREATE x h 0|+OK");
            connection.call("XREADGROUP", "GROUP", "g", "c", "STREAMS", "x", ">");
            connection.call("XREADGROUP", "GROUP", "h", "c", "STREAMS", "x", ">");
            Script.run(connection, protocol, "XACKDEL x g ACKED IDS 1 1-1|*1,:2|XLEN x|:3|XACKDEL x h ACKED IDS 1 1-1"
                + "|*1,:1|XLEN x|:2|XACKDEL x g KEEPREF IDS 1 1-2|*1,:1|XLEN x|:1|XDELEX x DELREF IDS 1 1-3|*1,:1"
                + "|XPENDING x g|*4,:0,$-1,$-1,*-1|XPENDING x h|*4,:1,$3,1-2,$3,1-2,*1,*2,$1,c,$1,1");
        }
    }

    /** Times that count from now can't be told exactly, but from both sides. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldCountFromNow(final int protocol) {
        try (RawConnection connection = tested.connect(protocol)) {
            Script.run(connection, protocol, "HSET h a 1 b 2 c 3 d 4|:4|HEXPIRE h 5000 FIELDS 1 a|*1,:1"
                + "|HPEXPIRE h 5000000 FIELDS 1 b|*1,:1|HSETEX h EX 5000 FIELDS 1 c 3|:1"
                + "|HGETEX h PX 5000000 FIELDS 1 d|*1,$1,4");
            for (final Reply seconds : Reply.parse(connection.call("HTTL", "h", "FIELDS", "4", "a", "b", "c", "d"))
                .elements()) {
                assertTrue(seconds.asLong() <= 5000 && seconds.asLong() > 4000, () -> "" + seconds);
            }
            for (final Reply ms : Reply.parse(connection.call("HPTTL", "h", "FIELDS", "4", "a", "b", "c", "d"))
                .elements()) {
                assertTrue(ms.asLong() <= 5_000_000 && ms.asLong() > 4_000_000, () -> "" + ms);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldTakeFieldsAndTheirKeyAway(final int protocol) {
        try (RawConnection connection = tested.connect(protocol)) {
            Script.run(connection, protocol, "HSET h a 1 b 2|:2|HPEXPIRE h 1 FIELDS 2 a b|*2,:1,:1");
            // Nobody asks for the hash: it goes by itself.
            while (!":0\r\n".equals(connection.call("DBSIZE"))) {
                Thread.onSpinWait();
            }
            Script.run(connection, protocol, "HMGET h a b|*2,$-1,$-1|HLEN h|:0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldScanFieldsOfALargeHashWithoutValues(final int protocol) {
        try (RawConnection connection = tested.connect(protocol)) {
            final Set<String> fields = new TreeSet<>();
            for (int i = 0; i < 1000; i++) {
                fields.add("f" + i);
                connection.add("HSET", "h", "f" + i, "value");
            }
            connection.flush();
            fields.forEach(field -> assertEquals(":1\r\n", connection.readText()));
            final Set<String> found = new TreeSet<>();
            String cursor = "0";
            do {
                final Reply page = Reply.parse(connection.call("HSCAN", "h", cursor, "COUNT", "50", "NOVALUES"));
                found.addAll(page.elements().get(1).texts());
                cursor = page.elements().get(0).text();
            } while (!"0".equals(cursor));
            assertEquals(fields, found);
        }
    }

    private static void runBoth(final String script) {
        for (int protocol = 2; protocol <= 3; protocol++) {
            try (RawConnection connection = tested.connect(protocol)) {
                assertEquals("+OK\r\n", connection.call("FLUSHALL"));
                Script.run(connection, protocol, script);
            }
        }
    }
}
