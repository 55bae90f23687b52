package org.ouzel.persistence.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.Payloads;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.snapshot.DatasetTarget;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** Damaged payloads and files end in an error or in values that work, and never take more memory than they have. */
class RdbFuzzTest {
    private static final int PAYLOAD_ROUNDS = 1500;
    private static final int FILE_ROUNDS = 4000;
    private static final long MAX_GROWTH_BYTES = 16L << 20;
    private static final String ID = Blobs.big(1000, 8) + Blobs.big(5, 8);
    private static final String[] VALUES = {
        "\0" + Blobs.string("text"), "\0\u00c2abcd", "\0\u00c3\7\14\2abc\u00e0\0\2",
        "\1\3" + Blobs.strings("a", "b", "12"), "\2\3" + Blobs.strings("a", "b", "12"),
        "\3\2" + Blobs.string("a") + "\0031.5" + Blobs.string("b") + "\u00ff",
        "\4\2" + Blobs.strings("f", "v", "g", "w"),
        "\5\2" + Blobs.string("a") + Blobs.binary(1.5) + Blobs.string("b") + Blobs.binary(-2),
        "\t" + Blobs.string(Blobs.zipmap("f", "v", "g", "w")),
        "\n" + Blobs.string(Blobs.ziplist("a", "12", "-70000", "x".repeat(70), "5000000000")),
        "\u000b" + Blobs.string(Blobs.intset(2, -3, 5, 300)), "\u000b" + Blobs.string(Blobs.intset(8, -3, 5, 300)),
        "\u000c" + Blobs.string(Blobs.ziplist("a", "1", "b", "2.5")),
        "\r" + Blobs.string(Blobs.ziplist("f", "v", "g", "12")),
        "\u000e\2" + Blobs.string(Blobs.ziplist("a", "12")) + Blobs.string(Blobs.ziplist("b")),
        "\u0010" + Blobs.string(Blobs.listpack("f", "v", "g", "12")),
        "\u0011" + Blobs.string(Blobs.listpack("a", "1", "b", "2.5")),
        "\u0012\2\2" + Blobs.string(Blobs.listpack("a", "12", "-4000", "70000", "x".repeat(100), "9999999999"))
            + "\1" + Blobs.string("plain"),
        "\u0014" + Blobs.string(Blobs.listpack("a", "b", "12")),
        "\u0018" + Blobs.little(1_800_000_000_000L, 8) + "\2\1" + Blobs.strings("a", "1") + "\0"
            + Blobs.strings("b", "2"),
        "\u0019" + Blobs.little(1_800_000_000_000L, 8)
            + Blobs.string(Blobs.listpack("a", "1", "1800000000000", "b", "2", "0")),
        "\u0015\1" + Blobs.string(ID) + Blobs.string(Blobs.listpack("2", "1", "2", "f", "g", "0", "2", "0", "0", "v",
            "w", "5", "3", "1", "0", "x", "y", "5", "0", "2", "-4", "1", "h", "12", "6"))
            + Blobs.length(2) + Blobs.length(1002) + "\1" + Blobs.length(1000) + "\5" + Blobs.length(1001) + "\5\3\1"
            + Blobs.string("group") + Blobs.length(1002) + "\1\3\1" + Blobs.big(1002, 8) + Blobs.big(1, 8)
            + Blobs.little(7777, 8) + "\3\1" + Blobs.string("c") + Blobs.little(8888, 8) + Blobs.little(9999, 8) + "\1"
            + Blobs.big(1002, 8) + Blobs.big(1, 8)};
    private static final String[] USES = {"GET k", "LRANGE k 0 -1", "SMEMBERS k", "ZRANGE k 0 -1 WITHSCORES",
        "HGETALL k", "XINFO STREAM k FULL", "XRANGE k - +", "XPENDING k group", "APPEND k x", "RPUSH k x",
        "SADD k x", "ZADD k 1 x", "HSET k x y", "XADD k * f v", "DUMP k", "OBJECT ENCODING k"};

    private final Random random = new Random(4);
    private EngineHarness engine;

    @BeforeEach
    void start() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        engine = EngineHarness.start(EngineSetup.FUSED, families);
    }

    @AfterEach
    void end() {
        // Fails if a refused value has left something behind.
        engine.close();
    }

    @Test
    void shouldAnswerDamagedPayloads() {
        int refusedCount = 0;
        for (final String value : VALUES) {
            assertEquals("+OK", engine.run("RESTORE", "k", "0", Payloads.sealed(value), "REPLACE"), value);
            final long before = NativeMemory.allocatedBytes();
            for (int round = 0; round < PAYLOAD_ROUNDS / VALUES.length * 4; round++) {
                final String damaged = damage(value, 0);
                final String reply = engine.run("RESTORE", "k", "0", Payloads.sealed(damaged), "REPLACE");
                assertTrue(reply.equals("+OK") || reply.equals("-ERR Bad data format"), reply);
                refusedCount += reply.equals("+OK") ? 0 : 1;
                final String use = USES[random.nextInt(USES.length)];
                final String used = engine.run(use);
                assertTrue(!used.contains("internal error"), () -> use + " after " + escape(damaged));
                assertTrue(NativeMemory.allocatedBytes() - before < MAX_GROWTH_BYTES, () -> escape(damaged));
            }
        }
        assertTrue(refusedCount > PAYLOAD_ROUNDS, "refused=" + refusedCount);
    }

    @Test
    void shouldRefuseFilesThatAreCutOff() throws IOException {
        final String file = file();
        read(file);
        for (int length = 0; length < file.length(); length++) {
            final String cut = file.substring(0, length);
            assertThrows(RdbFormatException.class, () -> read(cut));
            assertThrows(RdbFormatException.class, () -> split(cut));
        }
    }

    @Test
    void shouldReadOrRefuseDamagedFiles() {
        final String file = file();
        int refusedCount = 0;
        final long before = NativeMemory.allocatedBytes();
        for (int round = 0; round < FILE_ROUNDS; round++) {
            final String content = damage(file, 9);
            // Half of them with a checksum that fits, so that what is behind it is seen as well.
            final String damaged = round % 2 == 0 || content.length() < 8 ? content
                : content.substring(0, content.length() - 8)
                    + Payloads.longText(Payloads.checksum(content.substring(0, content.length() - 8)));
            String keys = "";
            try {
                read(damaged);
                keys = dataset();
            } catch (final IOException e) {
                refusedCount++;
                assertTrue(e.getMessage().contains("offset="), e.getMessage());
            }
            // What is sorted by shard first must come to the same.
            try {
                split(damaged);
                assertEquals(keys, dataset(), () -> escape(damaged));
            } catch (final IOException e) {
                assertEquals("", keys, () -> e.getMessage() + " " + escape(damaged));
                assertTrue(e.getMessage().contains("offset="), e.getMessage());
            }
            assertTrue(NativeMemory.allocatedBytes() - before < MAX_GROWTH_BYTES, () -> escape(damaged));
        }
        assertTrue(refusedCount > FILE_ROUNDS / 4, "refused=" + refusedCount);
    }

    private static String file() {
        final StringBuilder file = new StringBuilder("REDIS0012\u00fa" + Blobs.strings("redis-ver", "7.4.0"));
        file.append("\u00fe\0\u00fb" + Blobs.length(VALUES.length) + "\1");
        for (int i = 0; i < VALUES.length; i++) {
            file.append(i % 3 == 0 ? "\u00fc" + Blobs.little(1_800_000_000_000L, 8) : "")
                .append(i % 4 == 1 ? "\u00f8\5" : "").append(i % 4 == 2 ? "\u00f9\7" : "")
                .append(VALUES[i].charAt(0)).append(Blobs.string("key:" + i))
                .append(VALUES[i].substring(1));
        }
        file.append('\u00ff');
        return file + Payloads.longText(Payloads.checksum(file.toString()));
    }

    private String dataset() {
        final StringBuilder text = new StringBuilder(engine.run("DBSIZE"));
        for (int i = 0; i < VALUES.length; i++) {
            text.append(engine.run("DUMP", "key:" + i));
        }
        return text.toString();
    }

    private void read(final String content) throws IOException {
        final DatasetTarget target = new DatasetTarget(engine.server());
        try (EntryReader entries = new EntryReader(target, engine.nowMs(), true, engine.server())) {
            read(content, target, entries);
        }
    }

    private void split(final String content) throws IOException {
        final DatasetTarget target = new DatasetTarget(engine.server());
        final List<RecordBatch> all = new ArrayList<>();
        final List<RecordBatch> full = new ArrayList<>();
        final RecordSplitter splitter = new RecordSplitter(engine.server(), () -> {
            all.add(new RecordBatch());
            return all.get(all.size() - 1);
        }, full::add);
        try (EntryReader entries = new EntryReader(target, engine.nowMs(), true, engine.server())) {
            read(content, target, splitter);
            splitter.end();
            for (final RecordBatch batch : full) {
                while (!batch.read(entries, null, 0)) {
                    // A part at a time.
                }
            }
        } finally {
            all.forEach(RecordBatch::close);
        }
    }

    private void read(final String content, final DatasetTarget target, final RecordSink records) throws IOException {
        engine.run("FLUSHALL");
        final byte[] bytes = Blobs.bytes(content);
        try (NativeBuffer buffer = new NativeBuffer(64, 64)) {
            buffer.putBytes(bytes);
            try (RdbInput in = RdbInput.of(buffer.address(), buffer.length())) {
                new RdbFileReader(in, target, records, engine.server()).read();
            }
        }
    }

    /** Changes, takes out, doubles or cuts off some bytes, more often to values with a meaning. */
    private String damage(final String content, final int from) {
        final StringBuilder damaged = new StringBuilder(content);
        for (int i = random.nextInt(3); i >= 0 && damaged.length() > from + 1; i--) {
            final int at = from + random.nextInt(damaged.length() - from);
            switch (random.nextInt(8)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, (char) random.nextInt(256));
                case 2 -> damaged.setLength(at);
                case 3 -> damaged.setCharAt(at, "\0\1\177\200\201\300\303\376\377".charAt(random.nextInt(9)));
                case 4 -> damaged.replace(at, Math.min(damaged.length(), at + 9),
                    "\u0081" + Blobs.big(random.nextLong(), 8));
                case 5 -> damaged.replace(at, Math.min(damaged.length(), at + 4), Blobs.little(random.nextInt(), 4));
                default -> damaged.setCharAt(at, (char) random.nextInt(256));
            }
        }
        return damaged.toString();
    }

    private static String escape(final String bytes) {
        final StringBuilder text = new StringBuilder();
        bytes.chars().forEach(each -> text.append(String.format("\\%02x", each)));
        return text.toString();
    }
}
