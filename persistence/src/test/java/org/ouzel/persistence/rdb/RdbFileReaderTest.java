package org.ouzel.persistence.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.persistence.Payloads;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.snapshot.DatasetTarget;
import org.ouzel.protocol.NativeBuffer;

class RdbFileReaderTest extends CommandTest {
    private static final String END = "\u00ff";
    private static final String LIBRARY = "#!lua name=lib\nredis.register_function('f', function() return 1 end)";

    private DatasetTarget target;

    @Override
    protected List<CommandFamily> families() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return families;
    }

    @Test
    void shouldReadAllVersions() throws IOException {
        for (int version = 1; version <= 12; version++) {
            engine.run("FLUSHALL");
            final String content = String.format("REDIS%04d", version) + "\u00fe\0\0" + Blobs.strings("k", "v") + END;
            read(version < 5 ? content : sealed(content), true);
            expect("$1 v", "GET k");
        }
        refuse("REDIS0000" + END, "version=0");
        refuse("REDIS0013" + END, "version=13");
        refuse("REDIS00x1" + END, "not an RDB version");
        refuse("VALKEY080" + END, "not an RDB file");
    }

    @Test
    void shouldReadWhatStandsAroundValues() throws IOException {
        final long nowMs = engine.nowMs();
        read(sealed("REDIS0011\u00fa" + Blobs.strings("redis-ver", "7.2.0") + "\u00fa" + Blobs.strings("future", "x")
            + "\u00f5" + Blobs.string(LIBRARY) + "\u00fe\0\u00fb\5\3\u00f4\7\2\1"
            + "\u00fd" + Blobs.little(nowMs / 1000 + 50, 4) + "\0" + Blobs.strings("seconds", "1")
            + "\u00fc" + Blobs.little(nowMs + 7, 8) + "\0" + Blobs.strings("milliseconds", "2")
            + "\u00fc" + Blobs.little(nowMs, 8) + "\0" + Blobs.strings("due", "3")
            + "\u00f8" + Blobs.length(500) + "\0" + Blobs.strings("idle", "4")
            + "\u00f9\u00c8\0" + Blobs.strings("often", "5")
            + "\1" + Blobs.string("empty") + "\0"
            + "\u00fe\3\0" + Blobs.strings("third", "6") + END), true);
        expect(":4", "DBSIZE");
        expect(":50000", "PTTL seconds");
        expect(":7", "PTTL milliseconds");
        expect(":500", "OBJECT IDLETIME idle");
        expect(":0", "EXISTS due empty");
        expect("+OK", "SELECT 3");
        expect("$1 6", "GET third");
        expect("*1 *6 $12 library_name $3 lib $6 engine $3 LUA $9 functions *1 *6 $4 name $1 f $11 description $-1 "
            + "$5 flags *0", "FUNCTION LIST");
    }

    @Test
    void shouldKeepDueKeysInFrontOfAnAppendOnlyFile() throws IOException {
        read(sealed("REDIS0010\u00fe\0\u00fc" + Blobs.little(engine.nowMs(), 8) + "\0" + Blobs.strings("due", "3")
            + END), false);
        expect(":1", "DBSIZE");
    }

    @Test
    void shouldSayWhatItCannotReadAndWhere() {
        refuse("REDIS0010\u00f7\u0081" + Blobs.big(0, 8), "module=AAAAAAAAA", "offset=19");
        refuse("REDIS0010\7" + Blobs.string("k") + "\u0081" + Blobs.big(-1L, 8), "module=_________");
        refuse("REDIS0010\u00f6", "pre-release");
        refuse("REDIS0010\u0008", "code=8", "offset=10");
        refuse("REDIS0010\u00f0", "code=240");
        refuse("REDIS0010\u00fe\20\0" + Blobs.strings("k", "v"), "databases=16");
        refuse("REDIS0010\0" + Blobs.strings("k", "v") + "\0" + Blobs.strings("k", "w"), "key comes twice");
        refuse("REDIS0010" + END + "12345678", "checksum is wrong");
        refuse("REDIS0010" + END + "1234", "unexpected end");
        refuse("REDIS0010", "unexpected end");
    }

    @Test
    void shouldMakeRoomForAsManyKeysAsThereAreSaidToBe() throws IOException {
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < 9000; i++) {
            records.append('\0').append(Blobs.strings("key:" + i, ""));
        }
        read(sealed("REDIS0010\u00fe\0\u00fb" + Blobs.length(9000) + "\0\u00fe\5\u00fb" + Blobs.length(1L << 40) + "\0"
            + "\u00fe\0" + records + END), true);
        expect(":9000", "DBSIZE");
        for (int i = 0; i < engine.server().shardCount(); i++) {
            final Keyspace keyspace = engine.server().shard(i).keyspace();
            assertEquals(engine.server().shardCount() == 1 ? 16 : 4, keyspace.database(0, 0).index().directorySize());
            assertEquals(1, keyspace.database(0, 5).index().directorySize());
        }
    }

    @Test
    void shouldAcceptAFileWithoutChecksum() throws IOException {
        read("REDIS0010\0" + Blobs.strings("k", "v") + END + Blobs.little(0, 8), true);
        expect("$1 v", "GET k");
    }

    private static String sealed(final String content) {
        return content + Payloads.longText(Payloads.checksum(content));
    }

    private void read(final String content, final boolean shouldDropExpired) throws IOException {
        target = new DatasetTarget(engine.server());
        try (NativeBuffer buffer = new NativeBuffer(64, 64)) {
            buffer.putBytes(Blobs.bytes(content));
            try (RdbInput in = RdbInput.of(buffer.address(), buffer.length());
                EntryReader entries = new EntryReader(target, engine.nowMs(), shouldDropExpired, engine.server())) {
                new RdbFileReader(in, target, entries, engine.server()).read();
                target.loadFunctions();
                assertEquals(content.length(), in.offset());
            }
        }
    }

    private void refuse(final String content, final String... parts) {
        engine.run("FLUSHALL");
        final String message = assertThrows(RdbFormatException.class, () -> read(content, true)).getMessage();
        for (final String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
