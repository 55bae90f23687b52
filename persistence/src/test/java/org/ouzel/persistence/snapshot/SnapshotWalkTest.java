package org.ouzel.persistence.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.store.CollectionImage;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.EntrySaver;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberSaver;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.ChunkedList;
import org.ouzel.engine.type.ListElements;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.rdb.DumpPayload;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.rdb.ValueWriter;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** Whatever commands do while a snapshot is taken, it holds each entry as it was when it began. */
class SnapshotWalkTest extends CommandTest {
    private static final int KEY_COUNT = 300;
    private static final int ROUND_COUNT = 12;
    private static final String[] WRITES = {
        "SET %k %v", "SETRANGE %k %n xyz", "APPEND %k %v", "INCRBY %k %n", "INCRBYFLOAT %k 1.5", "GETDEL %k",
        "SETBIT %k %n 1", "BITFIELD %k SET u8 %n 77", "GETEX %k PX %n", "SET %k %v PX %n", "SETEX %k 5 %v",
        "MSET %k %v %k %v", "BITOP OR %k %k %k", "PFADD %k %v", "PFMERGE %k %k", "PFCOUNT %k",
        "RPUSH %k %v %v", "LPUSH %k %v", "LPOP %k", "RPOPLPUSH %k %k", "LSET %k 0 %v", "LREM %k 0 %v", "LTRIM %k 0 3",
        "LINSERT %k BEFORE %v %v", "LMOVE %k %k LEFT RIGHT",
        "LPOP key:12 7", "LPUSH key:12 %v %v", "RPOP key:13 3", "RPUSH key:13 %v %v %v", "LSET key:14 7 %n",
        "LSET key:14 70 value3", "LINSERT key:14 BEFORE %v %n", "LREM key:15 2 %v", "LREM key:15 -1 %v",
        "LTRIM key:12 2 -3", "LINSERT key:15 AFTER %v %v",
        "HSET %k %v %v %n %v", "HDEL %k %v", "HINCRBY %k %n 3", "HPEXPIRE %k %n FIELDS 1 %v", "HGETDEL %k FIELDS 1 %v",
        "HSETEX %k PX %n FIELDS 1 %v %v", "HPERSIST %k FIELDS 1 %v", "HGETALL %k",
        "SADD %k %v %n", "SADD %k %n",
        "SREM key:0 %n %n", "SPOP key:3 5", "SADD key:6 %n %n", "HSET key:1 %n %v %n %v", "HDEL key:4 %n %n %n",
        "HPEXPIRE key:7 %n FIELDS 2 %n %n", "ZREM key:2 %n %n",
        "ZINCRBY key:5 3 %n", "ZADD key:8 %n %n %n %n", "SREM %k %v", "SPOP %k", "SMOVE %k %k %v",
        "SUNIONSTORE %k %k %k",
        "ZADD %k %n %v", "ZADD %k %n %v %n %v", "ZREM %k %v", "ZINCRBY %k 2 %v", "ZPOPMIN %k", "ZUNIONSTORE %k 2 %k %k",
        "ZREMRANGEBYRANK %k 0 1", "ZRANGESTORE %k %k 0 -1",
        "XADD %k * f %v", "XADD %k MAXLEN 5 * f %v g %n", "XTRIM %k MAXLEN 3", "XGROUP CREATE %k g 0 MKSTREAM",
        "XREADGROUP GROUP g c COUNT 2 STREAMS %k >", "XACK %k g %n-0", "XSETID %k 99999999999999-0",
        "XADD key:16 * f %v", "XADD key:17 MAXLEN 200 * f %v g %n", "XADD key:18 * f %v %n %v", "XDEL key:16 %n-0 %n-0",
        "XDEL key:18 %n-0 %n-0 %n-0", "XTRIM key:18 MINID %n-0 LIMIT 9", "XTRIM key:18 MAXLEN 9", "XSETID key:17 %n-0",
        "XREADGROUP GROUP g a COUNT 50 STREAMS key:16 >", "XREADGROUP GROUP h b COUNT 90 STREAMS key:17 >",
        "XREADGROUP GROUP g a COUNT 9 STREAMS key:16 %n-0", "XREADGROUP GROUP h c COUNT 9 NOACK STREAMS key:17 >",
        "XACK key:16 g %n-0 %n-0 %n-0", "XACK key:17 h %n-0 %n-0 %n-0", "XCLAIM key:16 g b 0 %n-0 %n-0 %n-0",
        "XCLAIM key:17 g c 0 %n-0 %n-0 TIME %n RETRYCOUNT %n JUSTID FORCE", "XAUTOCLAIM key:16 h c 0 %n-0 COUNT 9",
        "XGROUP CREATECONSUMER key:16 g %v", "XGROUP DELCONSUMER key:17 g %v", "XGROUP DELCONSUMER key:16 h a",
        "XGROUP SETID key:16 g %n-0 ENTRIESREAD %n", "XGROUP DESTROY key:17 h", "XGROUP CREATE key:17 h 0",
        "XGROUP CREATE key:16 %v 0", "XADD key:19 * f %v", "XADD key:19 * f %v",
        "XREADGROUP GROUP g c STREAMS key:19 >",
        "DEL %k", "UNLINK %k %k", "EXPIRE %k 3", "PEXPIRE %k %n", "PERSIST %k", "RENAME %k %k", "RENAMENX %k %k",
        "COPY %k %k REPLACE", "COPY %k %k DB 2", "MOVE %k 1", "SORT %k ALPHA STORE %k", "GEOADD %k 13.4 52.5 %v",
        "SELECT 1", "SELECT 0", "SELECT 0", "GET %k", "TTL %k", "EXISTS %k"};
    private static final String[] RARE = {"SWAPDB 0 1", "SWAPDB 1 2", "FLUSHDB", "FLUSHALL", "FLUSHDB ASYNC"};

    private boolean isTicking = true;
    private final Random random = new Random(20);
    private final DumpPayload ownPayload = new DumpPayload();

    @Override
    protected List<CommandFamily> families() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        return families;
    }

    @Override
    protected String[] settings() {
        return new String[] {"hash-max-listpack-entries", "6", "set-max-listpack-entries", "6",
            "zset-max-listpack-entries", "6", "set-max-intset-entries", "8", "list-max-listpack-size", "5",
            "stream-node-max-entries", "3"};
    }

    @Test
    void shouldShowEachEntryAsItWasAtTheBeginning() {
        boolean isAnyInParts = false;
        boolean isAnyInRuns = false;
        boolean isAnyInImages = false;
        for (int round = 0; round < ROUND_COUNT; round++) {
            change(900, round % 4 == 3);
            grow();
            growStreams();
            final Map<String, String> expected = content();
            final Recorder[] recorders = new Recorder[engine.server().shardCount()];
            for (int i = 0; i < recorders.length; i++) {
                recorders[i] = new Recorder();
                keyspace(i).beginWalk(recorders[i]);
            }
            // Else whoever changes something has the walk go on in the midst of it.
            isTicking = round % 3 != 1;
            while (isAnyWalking()) {
                for (final Recorder recorder : recorders) {
                    recorder.isHelped = !isTicking;
                }
                change(2, round % 2 == 1);
                for (final Recorder recorder : recorders) {
                    recorder.isHelped = false;
                }
                for (int i = 0; i < recorders.length; i++) {
                    for (int steps = random.nextInt(8); steps > 0 && keyspace(i).walk() != null; steps--) {
                        keyspace(i).walk().step();
                    }
                }
            }
            final Map<String, String> shown = new TreeMap<>();
            for (final Recorder recorder : recorders) {
                assertTrue(recorder.isEnded && !recorder.isTwice && recorder.openCount == 0);
                isAnyInParts |= recorder.isAnyInParts;
                isAnyInRuns |= recorder.isAnyInRuns;
                isAnyInImages |= recorder.isAnyInImages;
                assertEquals(0, recorder.heldBytes);
                shown.putAll(recorder.shown);
            }
            assertSame(expected, shown);
            isTicking = true;
        }
        assertTrue(isAnyInParts && isAnyInRuns && isAnyInImages);
        ownPayload.close();
    }

    @Test
    void shouldFreeWhatWasFlushedMeanwhile() {
        change(500, false);
        final Recorder recorder = new Recorder();
        keyspace(0).beginWalk(recorder);
        expect("+OK", "FLUSHALL");
        assertTrue(recorder.shown.isEmpty());
        while (keyspace(0).walk() != null) {
            keyspace(0).walk().step();
        }
        assertTrue(!recorder.shown.isEmpty());
        ownPayload.close();
    }

    @Test
    void shouldLetGoOfEverythingWhenTheEngineEndsFirst() {
        change(500, false);
        final Recorder recorder = new Recorder();
        keyspace(0).beginWalk(recorder);
        expect("+OK", "FLUSHALL");
        // What is left behind shows when the engine is closed.
        assertTrue(keyspace(0).walk() != null && recorder.shown.isEmpty());
        ownPayload.close();
    }

    /** Compares what differs only: the whole would be too long to read. */
    private static void assertSame(final Map<String, String> expected, final Map<String, String> shown) {
        final Map<String, String> missing = new TreeMap<>(expected);
        missing.entrySet().removeAll(shown.entrySet());
        final Map<String, String> surplus = new TreeMap<>(shown);
        surplus.entrySet().removeAll(expected.entrySet());
        assertEquals(Map.of(), missing, () -> "shown in their place: " + surplus);
        assertEquals(Map.of(), surplus);
    }

    private Keyspace keyspace(final int shard) {
        return engine.server().shard(shard).keyspace();
    }

    private boolean isAnyWalking() {
        for (int i = 0; i < engine.server().shardCount(); i++) {
            if (keyspace(i).walk() != null) {
                return true;
            }
        }
        return false;
    }

    private void change(final int count, final boolean isWild) {
        for (int i = 0; i < count; i++) {
            final boolean isRare = isWild && random.nextInt(60) == 0;
            final String[] templates = isRare ? RARE : WRITES;
            final String[] words = templates[random.nextInt(templates.length)].split(" ");
            for (int j = 0; j < words.length; j++) {
                words[j] = words[j].replace("%k", "key:" + random.nextInt(KEY_COUNT))
                    .replace("%v", random.nextInt(20) == 0 ? "v".repeat(200) : "value" + random.nextInt(9))
                    .replace("%n", Integer.toString(random.nextInt(400)));
            }
            engine.run(words);
            if (random.nextInt(10) == 0) {
                engine.advance(random.nextInt(50));
            }
            if (isTicking && random.nextInt(25) == 0) {
                engine.tick();
            }
        }
    }

    /** Makes some collections so large that they take several steps, of members that the changes hit. */
    private void grow() {
        for (int i = 12; i < 16; i++) {
            final List<String> request = new ArrayList<>(List.of("RPUSH", "key:" + i));
            for (int n = 0; n < 150; n++) {
                request.add("value" + n % 20);
            }
            engine.run("DEL", "key:" + i);
            engine.run(request.toArray(String[]::new));
        }
        for (int i = 0; i < 4; i++) {
            final String[] words = {"SADD", "key:" + 3 * i, "HSET", "key:" + (3 * i + 1), "ZADD", "key:" + (3 * i + 2)};
            for (int type = 0; type < 3; type++) {
                final List<String> request = new ArrayList<>(List.of(words[2 * type], words[2 * type + 1]));
                for (int n = 0; n < 150; n++) {
                    if (type == 2) {
                        request.add(Integer.toString(n));
                    }
                    request.add(n < 9 ? "value" + n : Integer.toString(n));
                    if (type == 1) {
                        request.add("v" + n);
                    }
                }
                engine.run("DEL", words[2 * type + 1]);
                engine.run(request.toArray(String[]::new));
            }
        }
    }

    /** Makes streams of many blocks, with groups that have given most of them to several consumers. */
    private void growStreams() {
        engine.run("DEL", "key:19");
        engine.run("XGROUP", "CREATE", "key:19", "g", "0", "MKSTREAM");
        for (int i = 16; i < 19; i++) {
            final String key = "key:" + i;
            engine.run("DEL", key);
            for (int n = 1; n < 400; n++) {
                engine.run("XADD", key, n + "-0", "f", "value" + n % 9, "g", Integer.toString(n));
            }
            for (final String group : List.of("g", "h")) {
                engine.run("XGROUP", "CREATE", key, group, "0");
                for (final String consumer : List.of("a", "b", "a", "value3")) {
                    engine.run("XREADGROUP", "GROUP", group, consumer, "COUNT", "90", "STREAMS", key, ">");
                }
            }
        }
    }

    private Map<String, String> content() {
        final Map<String, String> content = new TreeMap<>();
        for (int shard = 0; shard < engine.server().shardCount(); shard++) {
            for (int number = 0; number < engine.server().databaseCount(); number++) {
                final Database database = keyspace(shard).databaseIfPresent(0, number);
                if (database != null) {
                    final int of = number;
                    database.forEach(entry -> assertNull(
                        content.put(name(of, entry), value(ownPayload, database, entry))));
                }
            }
        }
        return content;
    }

    private static String name(final int number, final long entry) {
        return number + " " + NativeMemory.toText(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
    }

    private static String value(final DumpPayload payload, final Database database, final long entry) {
        if (EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STREAM) {
            try (StreamParts stream = new StreamParts()) {
                stream.form.writeEntry(database, entry, stream.out());
                return stream.value();
            }
        }
        if (isInRuns(database, entry)) {
            final ChunkedList list = (ChunkedList) database.collection(entry);
            final List<String> elements = new ArrayList<>();
            for (int chunk = 0; chunk < list.chunkCount(); chunk++) {
                addRun(elements, list.start(chunk), list.end(chunk));
            }
            return listValue(entry, elements);
        }
        final MemberTable members = membersOf(database, entry);
        if (members == null) {
            return EntryDescriptor.expiryMs(entry) + " " + Arrays.hashCode(
                payload.write(database, entry, false).toArray());
        }
        final Map<String, String> texts = new TreeMap<>();
        members.forEach(member -> putMember(texts, member));
        return value(entry, texts);
    }

    private static String value(final long entry, final Map<String, String> members) {
        return EntryDescriptor.expiryMs(entry) + " " + EntryDescriptor.type(entry) + " " + members;
    }

    private static boolean isInRuns(final Database database, final long entry) {
        return EntryDescriptor.isHandle(entry) && EntryDescriptor.type(entry) == EntryDescriptor.TYPE_LIST;
    }

    private static void addRun(final List<String> elements, final long start, final long end) {
        for (long element = start; element < end; element = ListElements.next(element)) {
            elements.add(NativeMemory.toText(ListElements.data(element), ListElements.length(element)));
        }
    }

    private static String listValue(final long entry, final List<String> elements) {
        return EntryDescriptor.expiryMs(entry) + " list " + elements;
    }

    private static MemberTable membersOf(final Database database, final long entry) {
        return EntryDescriptor.isHandle(entry) ? database.collection(entry).members() : null;
    }

    private static void putMember(final Map<String, String> texts, final long member) {
        final String name = NativeMemory.toText(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        assertNull(texts.put(name, EntryDescriptor.expiryMs(member) + " "
            + NativeMemory.toText(EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member))));
    }

    /** Notes what it is shown. */
    private static final class Recorder implements EntrySaver {
        private int openCount;
        private long heldBytes;
        private boolean isHelped;
        private boolean isAnyInRuns;
        private boolean isAnyInImages;
        private boolean isEnded;
        private boolean isTwice;
        private boolean isAnyInParts;
        private final Random random = new Random(4);
        private final DumpPayload payload = new DumpPayload();
        private final Map<String, String> shown = new TreeMap<>();

        @Override
        public void save(final int namespace, final int number, final Database database, final long entry) {
            isTwice |= shown.put(name(number, entry), value(payload, database, entry)) != null;
        }

        @Override
        public MemberSaver saveMembers(final int namespace, final int number, final Database database,
            final long entry) {
            if (EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STREAM && random.nextInt(4) > 0) {
                openCount++;
                return new ImageRecorder(this, name(number, entry), database, entry);
            }
            final MemberTable members = membersOf(database, entry);
            if (members == null && !isInRuns(database, entry) || random.nextInt(4) == 0) {
                return null;
            }
            openCount++;
            if (members == null) {
                return new RunRecorder(this, name(number, entry), listValue(entry, List.of()),
                    database.collection(entry).runCount());
            }
            final MemberRecorder recorder = new MemberRecorder(this, name(number, entry), value(entry, Map.of()),
                members.elementCount());
            return recorder;
        }

        @Override
        public boolean isPressed() {
            return isHelped && random.nextInt(3) == 0;
        }

        @Override
        public boolean hasRoom() {
            // Ticks expire keys and fields, but leave the walk to the test.
            return isHelped;
        }

        @Override
        public void end() {
            isEnded = true;
            payload.close();
        }

        @Override
        public void abandon() {
            end();
        }
    }

    /** Notes the members of one collection. */
    private static final class MemberRecorder implements MemberSaver {
        private final Recorder recorder;
        private final String name;
        private final String head;
        private final long count;
        private final Map<String, String> members = new TreeMap<>();

        MemberRecorder(final Recorder recorder, final String name, final String emptyValue, final long count) {
            this.recorder = recorder;
            this.name = name;
            this.head = emptyValue.substring(0, emptyValue.length() - "{}".length());
            this.count = count;
        }

        @Override
        public void save(final long member) {
            putMember(members, member);
        }

        @Override
        public void saveRun(final long start, final long end) {
            throw new AssertionError("members have no order");
        }

        @Override
        public boolean savePart(final CollectionImage image) {
            throw new AssertionError("members come one by one");
        }

        @Override
        public void hold(final long bytes) {
            throw new AssertionError("nothing waits here");
        }

        @Override
        public boolean hasRoom() {
            return recorder.isHelped;
        }

        @Override
        public void end() {
            assertEquals(count, members.size());
            recorder.openCount--;
            recorder.isAnyInParts |= count > 32;
            recorder.isTwice |= recorder.shown.put(name, head + members) != null;
        }

        @Override
        public void abandon() {
            recorder.openCount--;
        }
    }

    /** Notes the runs of one list. */
    private static final class RunRecorder implements MemberSaver {
        private int count;
        private final Recorder recorder;
        private final String name;
        private final String head;
        private final int runCount;
        private final List<String> elements = new ArrayList<>();

        RunRecorder(final Recorder recorder, final String name, final String emptyValue, final int runCount) {
            this.recorder = recorder;
            this.name = name;
            this.head = emptyValue.substring(0, emptyValue.length() - "[]".length());
            this.runCount = runCount;
        }

        @Override
        public void save(final long member) {
            throw new AssertionError("a list has no members");
        }

        @Override
        public void saveRun(final long start, final long end) {
            count++;
            addRun(elements, start, end);
        }

        @Override
        public boolean savePart(final CollectionImage image) {
            throw new AssertionError("a list has no image");
        }

        @Override
        public void hold(final long bytes) {
            recorder.heldBytes += bytes;
        }

        @Override
        public boolean hasRoom() {
            return recorder.isHelped;
        }

        @Override
        public void end() {
            assertEquals(runCount, count);
            recorder.openCount--;
            recorder.isAnyInRuns |= count > 10;
            recorder.isTwice |= recorder.shown.put(name, head + elements) != null;
        }

        @Override
        public void abandon() {
            recorder.openCount--;
        }
    }

    /** A stream's record of a file. */
    private static final class StreamParts implements AutoCloseable {
        final EntryForm form = new RdbForm.Entries(new ValueWriter());
        private final NativeBuffer bytes = new NativeBuffer(4096, 4096);
        private final RdbOutput out = new RdbOutput(null);

        RdbOutput out() {
            return out.wrap(bytes, true);
        }

        String value() {
            return bytes.length() + " " + Arrays.hashCode(bytes.toArray());
        }

        @Override
        public void close() {
            form.close();
            out.close();
            bytes.close();
        }
    }

    /** Notes the parts of one stream. */
    private static final class ImageRecorder implements MemberSaver {
        private int count;
        private final Recorder recorder;
        private final String name;
        private final StreamParts stream = new StreamParts();
        private final EntryForm.Members parts;

        ImageRecorder(final Recorder recorder, final String name, final Database database, final long entry) {
            this.recorder = recorder;
            this.name = name;
            this.parts = stream.form.beginMembers(database, entry, stream.out());
        }

        @Override
        public void save(final long member) {
            throw new AssertionError("a stream has no members");
        }

        @Override
        public void saveRun(final long start, final long end) {
            throw new AssertionError("a stream's runs come in parts");
        }

        @Override
        public boolean savePart(final CollectionImage image) {
            count++;
            return parts.writePart(image, stream.out());
        }

        @Override
        public void hold(final long bytes) {
            recorder.heldBytes += bytes;
        }

        @Override
        public boolean hasRoom() {
            return recorder.isHelped;
        }

        @Override
        public void end() {
            recorder.openCount--;
            recorder.isAnyInImages |= count > 100;
            recorder.isTwice |= recorder.shown.put(name, stream.value()) != null;
            stream.close();
        }

        @Override
        public void abandon() {
            recorder.openCount--;
            stream.close();
        }
    }
}
