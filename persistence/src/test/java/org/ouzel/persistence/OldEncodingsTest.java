package org.ouzel.persistence;

import static org.ouzel.persistence.rdb.Blobs.big;
import static org.ouzel.persistence.rdb.Blobs.binary;
import static org.ouzel.persistence.rdb.Blobs.intset;
import static org.ouzel.persistence.rdb.Blobs.length;
import static org.ouzel.persistence.rdb.Blobs.listpack;
import static org.ouzel.persistence.rdb.Blobs.little;
import static org.ouzel.persistence.rdb.Blobs.string;
import static org.ouzel.persistence.rdb.Blobs.strings;
import static org.ouzel.persistence.rdb.Blobs.ziplist;
import static org.ouzel.persistence.rdb.Blobs.zipmap;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.CommandTest;

/** Values of all types of the RDB format, made by hand, those included that Redis 7.0 reads but doesn't write. */
class OldEncodingsTest extends CommandTest {
    private static final String BAD_FORMAT = "-ERR Bad data format";
    private static final String[] TEXTS = {"a", "", "12", "13", "-7", "300", "-40000", "8388607", "-8388608",
        "2000000000", "123456789012345678", "x".repeat(63), "y".repeat(64), "z".repeat(5000)};
    private static final String SHOWN = "*14 $1 a $0  $2 12 $2 13 $2 -7 $3 300 $6 -40000 $7 8388607 $8 -8388608 "
        + "$10 2000000000 $18 123456789012345678 $63 " + "x".repeat(63) + " $64 " + "y".repeat(64) + " $5000 "
        + "z".repeat(5000);

    @Override
    protected List<CommandFamily> families() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return families;
    }

    @Test
    void shouldReadStrings() {
        restore("\0" + string("text"));
        expect("$4 text", "GET k");
        restore("\0\u00c0\u0085");
        expect("$4 -123", "GET k");
        restore("\0\u00c1\u0039\u0030");
        expect("$5 12345", "GET k");
        restore("\0\u00c2" + little(-1_000_000, 4));
        expect("$8 -1000000", "GET k");
        restore("\0\u00c3" + length(7) + length(12) + "\2abc\u00e0\0\2");
        expect("$12 abcabcabcabc", "GET k");
        refuse("\0\u00c4");
        refuse("\0\u00c3" + length(7) + length(13) + "\2abc\u00e0\0\2");
        refuse("\0\u00c3" + length(1) + length(1 << 30) + "\0");
        refuse("\0" + length(5) + "text");
        refuse("\0\u0081" + big(Long.MAX_VALUE, 8) + "text");
    }

    @Test
    void shouldReadLists() {
        restore("\1" + length(3) + strings("a", "", "12"));
        expect("*3 $1 a $0  $2 12", "LRANGE k 0 -1");
        restore("\n" + string(ziplist(TEXTS)));
        expect(SHOWN, "LRANGE k 0 -1");
        restore("\u000e" + length(2) + string(ziplist("a", "b")) + string(ziplist(TEXTS)));
        expect(":16", "LLEN k");
        restore("\u0012" + length(3) + length(2) + string(listpack(TEXTS)) + length(1) + string("plain")
            + length(2) + string(listpack("end")));
        expect("*3 $5000 " + "z".repeat(5000) + " $5 plain $3 end", "LRANGE k -3 -1");
        refuse("\u0012" + length(1) + length(3) + string(listpack("a")));
        refuse("\u000e" + length(2) + string(ziplist("a")));
        refuse("\1" + length(1 << 20));
        refuse("\n" + string(ziplist()));
    }

    @Test
    void shouldReadSets() {
        restore("\2" + length(2) + strings("a", "12"));
        expect("*2 :1 :1", "SMISMEMBER k a 12");
        for (final int width : new int[] {2, 4, 8}) {
            restore("\u000b" + string(intset(width, -300, 0, 7)));
            expect("*3 $4 -300 $1 0 $1 7", "SMEMBERS k");
            expect("$6 intset", "OBJECT ENCODING k");
        }
        restore("\u0014" + string(listpack("a", "12", "b")));
        expect("*3 $1 a $2 12 $1 b", "SMEMBERS k");
        refuse("\u000b" + string(intset(2, 7, 7)));
        refuse("\u000b" + string(intset(2, 7, 6)));
        refuse("\u000b" + string(intset(3, 7)));
        refuse("\u000b" + string(little(2, 4) + little(1 << 30, 4) + "\0\0"));
        refuse("\2" + length(2) + strings("a", "a"));
        refuse("\u0014" + string(listpack("a", "a")));
    }

    @Test
    void shouldReadSortedSets() {
        final String expected = "*6 $1 b $4 -inf $1 a $3 1.5 $2 12 $3 inf";
        restore("\3" + length(3) + string("a") + "\u00031.5" + string("b") + "\u00ff" + string("12") + "\u00fe");
        expect(expected, "ZRANGE k 0 -1 WITHSCORES");
        restore("\5" + length(3) + string("a") + binary(1.5) + string("b") + binary(Double.NEGATIVE_INFINITY)
            + string("12") + binary(Double.POSITIVE_INFINITY));
        expect(expected, "ZRANGE k 0 -1 WITHSCORES");
        restore("\u000c" + string(ziplist("b", "-inf", "a", "1.5", "12", "inf")));
        expect(expected, "ZRANGE k 0 -1 WITHSCORES");
        restore("\u0011" + string(listpack("a", "1.5", "b", "-inf", "12", "inf")));
        expect(expected, "ZRANGE k 0 -1 WITHSCORES");
        refuse("\3" + length(1) + string("a") + "\u00fd");
        refuse("\5" + length(1) + string("a") + binary(Double.NaN));
        refuse("\u0011" + string(listpack("a", "junk")));
        refuse("\u0011" + string(listpack("a")));
        refuse("\u0011" + string(listpack("a", "1", "a", "2")));
    }

    @Test
    void shouldReadHashes() {
        final String expected = "*4 $1 f $1 v $2 12 $3 -40";
        restore("\4" + length(2) + strings("f", "v", "12", "-40"));
        expect(expected, "HGETALL k");
        restore("\t" + string(zipmap("f", "v", "12", "-40")));
        expect(expected, "HGETALL k");
        restore("\t" + string(zipmap("f", "x".repeat(300))));
        expect(":300", "HSTRLEN k f");
        restore("\r" + string(ziplist("f", "v", "12", "-40")));
        expect(expected, "HGETALL k");
        restore("\u0010" + string(listpack("f", "v", "12", "-40")));
        expect(expected, "HGETALL k");
        refuse("\4" + length(2) + strings("f", "v", "f", "w"));
        refuse("\t" + string(zipmap("f", "v", "f", "w")));
        refuse("\r" + string(ziplist("f")));
    }

    @Test
    void shouldReadExpiriesOfFields() {
        final long least = engine.nowMs() + 1000;
        final String expected = "*3 :1000 :3000 :-1";
        final String fields = strings("a", "1", "b", "2", "c", "3");
        restore("\u0016" + length(3) + length(least) + strings("a", "1") + length(least + 2000) + strings("b", "2")
            + length(0) + strings("c", "3"));
        expect(expected, "HPTTL k FIELDS 3 a b c");
        restore("\u0018" + little(least, 8) + length(3) + length(1) + strings("a", "1") + length(2001)
            + strings("b", "2") + length(0) + strings("c", "3"));
        expect(expected, "HPTTL k FIELDS 3 a b c");
        final String packed = string(listpack("a", "1", Long.toString(least), "b", "2", Long.toString(least + 2000),
            "c", "3", "0"));
        restore("\u0017" + packed);
        expect(expected, "HPTTL k FIELDS 3 a b c");
        restore("\u0019" + little(least, 8) + packed);
        expect(expected, "HPTTL k FIELDS 3 a b c");
        expect("*6 $1 a $1 1 $1 b $1 2 $1 c $1 3", "HGETALL k");
        refuse("\u0019" + little(least, 8) + string(listpack("a", "1")));
        refuse("\u0018" + little(Long.MAX_VALUE, 8) + length(1) + length(100) + fields);
    }

    @Test
    void shouldReadStreamsOfAllGenerations() {
        final String id = big(1000, 8) + big(5, 8);
        final String node = string(id) + string(listpack("2", "1", "2", "f", "g", "0",
            "2", "0", "0", "v", "w", "5",
            "3", "1", "0", "x", "y", "5",
            "0", "2", "-4", "1", "h", "12", "6"));
        final String counts = length(2) + length(1002) + length(1);
        final String pendingId = big(1002, 8) + big(1, 8);
        final String group = string("group") + length(1002) + length(1);
        final String pending = length(1) + pendingId + little(7777, 8) + length(3);
        final String consumer = string("c") + little(8888, 8);
        final String entries = "*2 *2 $6 1000-5 *4 $1 f $1 v $1 g $1 w *2 $6 1002-1 *2 $1 h $2 12";
        restore("\u000f" + length(1) + node + counts + length(1) + group + pending + length(1) + consumer + length(1)
            + pendingId);
        expect(entries, "XRANGE k - +");
        expect("*1 *4 $6 1002-1 $1 c :" + (engine.nowMs() - 7777) + " :3", "XPENDING k group - + 9");
        final String moreCounts = counts + length(1000) + length(5) + length(1001) + length(5) + length(3);
        restore("\u0013" + length(1) + node + moreCounts + length(1) + group + length(3) + pending + length(1)
            + consumer + length(1) + pendingId);
        expect(entries, "XRANGE k - +");
        restore("\u0015" + length(1) + node + moreCounts + length(1) + group + length(3) + pending + length(1)
            + consumer + little(9999, 8) + length(1) + pendingId);
        expect(entries, "XRANGE k - +");
        refuse("\u000f" + length(1) + node + length(3) + length(1002) + length(1) + length(0));
        refuse("\u000f" + length(1) + node + length(2) + length(1002) + length(0) + length(0));
        refuse("\u000f" + length(1) + node + counts + length(1) + group + pending + length(0));
        refuse("\u000f" + length(1) + node + counts + length(1) + group + length(0) + length(1) + consumer + length(1)
            + pendingId);
        refuse("\u000f" + length(2) + node + node + counts + length(0));
    }

    @Test
    void shouldRefuseModulesAndUnknownTypes() {
        refuse("\7\u0081" + big(0x1234_5678_9ABC_DEF0L, 8));
        refuse("\6\u0081" + big(0x1234_5678_9ABC_DEF0L, 8));
        refuse("\u0008");
        refuse("\u001a" + string("x"));
        refuse("\u00ff");
    }

    private void restore(final String value) {
        expect("+OK", "RESTORE", "k", "0", Payloads.sealed(value), "REPLACE");
        expect("+OK", "RESTORE", "copy", "0", dump(), "REPLACE");
    }

    private String dump() {
        final String reply = engine.run("DUMP", "k");
        return reply.substring(reply.indexOf(' ') + 1);
    }

    private void refuse(final String value) {
        expect(BAD_FORMAT, "RESTORE", "refused", "0", Payloads.sealed(value));
        expect(":0", "EXISTS refused");
    }
}
