package org.ouzel.persistence.aof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.load.LoadProgress;
import org.ouzel.persistence.load.LoadTarget;
import org.ouzel.persistence.load.LoadedReplies;
import org.ouzel.persistence.load.RdbLoad;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the dataset from the append only file: the base, then the increments, in bounded steps between which the loop
 * serves its clients.
 *
 * <p>A tail that was cut off within a command or group is dropped, if {@code aof-load-truncated} allows it. Anything
 * else that can't be read ends the loading. Only the target's thread.
 */
final class AofLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AofLoader.class);
    private static final String SNAPSHOT_MAGIC = "REDIS";
    private static final String WHAT = "the append only file";
    private static final String MULTI = "MULTI";
    private static final String EXEC = "EXEC";

    private int nextFile;
    private boolean isInGroup;
    /** The commands of a base are no changes, but what they led to. */
    private boolean isCounting;
    private boolean isOver;
    private boolean isTimeNoted;
    private boolean hasChanges;
    private long sequence;
    private long doneBytes;
    private RdbLoad base;
    private RecordReader reader;
    private final List<AofFileInfo> files;
    private final RestorePoint restorePoint;
    private final LoadTarget target;
    private final boolean isAtStart;
    private final LoadProgress progress;
    private final AofDirectory directory;
    private final ServerState server;

    /**
     * Finds out what there is to load.
     *
     * @param target    where it goes
     * @param isAtStart whether the server starts: clients are told to wait from now on, and the files are to end where
     *                  the loading does, at a torn tail or the point to restore; else everything is loaded, and a torn
     *                  tail is an error
     */
    AofLoader(final AofDirectory directory, final LoadTarget target, final boolean isAtStart, final ServerState server)
        throws IOException {
        this.directory = directory;
        this.target = target;
        this.isAtStart = isAtStart;
        this.server = server;
        files = directory.manifest().toLoad();
        restorePoint = isAtStart ? RestorePoint.of(server.settings()) : RestorePoint.END;
        long bytes = 0;
        for (final AofFileInfo file : files) {
            bytes += size(file);
        }
        progress = isAtStart ? LoadProgress.begin(WHAT, bytes, server)
            : LoadProgress.beginHeld(WHAT, bytes, server);
    }

    /** Returns the number of changes that the files hold up to where they were loaded. */
    long sequence() {
        return sequence;
    }

    /**
     * Loads some more.
     *
     * @return whether there is more to do
     * @throws IOException when the rest can't be loaded
     */
    boolean step() throws IOException {
        if (isOver) {
            return target.goOn();
        }
        if (base != null) {
            loadBase();
            return true;
        }
        if (reader == null && !openNext()) {
            isOver = true;
            return true;
        }
        if (base != null) {
            return true;
        }
        switch (reader.next()) {
            case RECORDS -> loadBatch();
            case END -> endFile();
            case TORN -> endTorn();
            default -> throw corrupt(reader.batchOffset(), "Bad file format reading the append only file");
        }
        progress.update(doneBytes + (reader == null ? 0 : reader.offset()), sequence, "changes");
        return true;
    }

    /** Tells the log how it went; when all steps are done. */
    void report() {
        LOG.info("DB loaded from append only file: {} seconds, {} changes, {} bytes", progress.seconds(), sequence,
            progress.totalBytes());
        final LoadedReplies replies = target.replies();
        if (replies.errorCount() > 0) {
            LOG.warn("Commands of the append only file were answered with errors: count={} first={}",
                replies.errorCount(), replies.firstError());
        }
    }

    @Override
    public void close() throws IOException {
        if (base != null) {
            base.close();
        }
        if (reader != null) {
            reader.close();
        }
    }

    private boolean openNext() throws IOException {
        if (nextFile == files.size()) {
            if (restorePoint.timeSeconds() != Long.MAX_VALUE && hasChanges && !isTimeNoted) {
                throw new AofFormatException("restore-to-time can't be found: no times are noted in the append only"
                    + " file (aof-timestamp-enabled) manifest=" + directory.manifestFile());
            }
            return false;
        }
        final AofFileInfo file = files.get(nextFile++);
        final Path path = directory.path(file);
        isCounting = file.kind() != AofFileInfo.Kind.BASE;
        if (!isCounting && isSnapshot(path)) {
            base = new RdbLoad(path, server, progress.startMs(), false);
            return true;
        }
        reader = RecordReader.open(path, 0);
        return true;
    }

    private long size(final AofFileInfo file) throws IOException {
        try {
            return Files.size(directory.path(file));
        } catch (final NoSuchFileException e) {
            throw new AofFormatException("the AOF manifest names a file that isn't there: file="
                + directory.path(file) + " manifest=" + directory.manifestFile());
        }
    }

    private static boolean isSnapshot(final Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            return SNAPSHOT_MAGIC.equals(new String(file.readNBytes(SNAPSHOT_MAGIC.length()),
                StandardCharsets.ISO_8859_1));
        }
    }

    /** Loads some of the base's snapshot; commands may follow it in the same file. */
    private void loadBase() throws IOException {
        final boolean isMore;
        try {
            isMore = target.step(base);
        } catch (final IOException e) {
            throw new AofFormatException("Error reading the base of the append only file: file=" + base.path()
                + " cause=" + e.getMessage()
                + "; make a backup of your AOF files, and check the file with redis-check-rdb");
        }
        progress.update(doneBytes + base.offset(), base.loadedCount(), "keys");
        if (!isMore) {
            requireBaseBefore(base.createdSeconds(), base.path());
            LOG.info("Base of the append only file loaded: file={} keys={}", base.path(), base.loadedCount());
            reader = RecordReader.open(base.path(), base.offset());
            base.close();
            base = null;
        }
    }

    private void loadBatch() throws IOException {
        final DecodedRequests requests = reader.requests();
        int runStart = 0;
        int runCount = 0;
        int expectedStart = 0;
        int record = 0;
        for (int i = 0; i < requests.count(); i++) {
            final int next = requests.next(record);
            final long offset = reader.batchOffset() + requests.start(record);
            if (requests.start(record) != expectedStart) {
                throw corrupt(reader.batchOffset() + expectedStart, "Bad file format reading the append only file");
            }
            expectedStart += requests.byteLength(record);
            if (isCommand(record, offset)) {
                runCount++;
            } else {
                target.submit(reader.base(), requests, runStart, runCount);
                runStart = next;
                runCount = 0;
                if (!takeMark(record, offset)) {
                    return;
                }
            }
            record = next;
        }
        target.submit(reader.base(), requests, runStart, runCount);
    }

    /** Tells whether a record is a command to be run, and counts it. */
    private boolean isCommand(final int record, final long offset) throws IOException {
        final DecodedRequests requests = reader.requests();
        final long start = reader.base() + requests.start(record);
        if (NativeMemory.getByte(start) != '*') {
            return false;
        }
        if (reader.isWord(record, MULTI) || reader.isWord(record, EXEC)) {
            return false;
        }
        final long name = start + requests.argumentOffset(record, 0);
        final CommandSpec spec = server.commandTable().find(name, requests.argumentLength(record, 0));
        if (spec == null || spec.isBlocking()) {
            throw corrupt(offset, "Unknown command '" + NativeMemory.toText(name, requests.argumentLength(record, 0))
                + "' reading the append only file");
        }
        if (!isInGroup && isCounting && !"select".equals(spec.name())) {
            if (sequence == restorePoint.sequence()) {
                return false;
            }
            sequence++;
            hasChanges = true;
        }
        return true;
    }

    /** Takes in what isn't run: marks of groups, annotations. Returns false when nothing behind it is to be loaded. */
    private boolean takeMark(final int record, final long offset) throws IOException {
        final long start = reader.base() + reader.requests().start(record);
        if (NativeMemory.getByte(start) == '#') {
            return takeAnnotation(record, offset);
        }
        if (reader.isWord(record, EXEC)) {
            if (!isInGroup) {
                throw corrupt(offset, "EXEC without MULTI reading the append only file");
            }
            isInGroup = false;
            sequence += isCounting ? 1 : 0;
            hasChanges |= isCounting;
            return true;
        }
        if (!reader.isWord(record, MULTI)) {
            if (NativeMemory.getByte(start) != '*') {
                throw corrupt(offset, "Bad file format reading the append only file");
            }
            return stopAt(offset);
        }
        if (isInGroup) {
            throw corrupt(offset, "MULTI within MULTI reading the append only file");
        }
        if (isCounting && sequence == restorePoint.sequence()) {
            return stopAt(offset);
        }
        if (!reader.isExecBehind(record, offset)) {
            cutTorn(offset);
            endFile();
            return false;
        }
        isInGroup = true;
        return true;
    }

    private boolean takeAnnotation(final int record, final long offset) throws IOException {
        final DecodedRequests requests = reader.requests();
        final String text = NativeMemory.toText(reader.base() + requests.start(record),
            requests.byteLength(record)).strip();
        final int colon = text.indexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,18}")) {
            return true;
        }
        final long number = Long.parseLong(text.substring(colon + 1));
        switch (text.substring(0, colon)) {
            case "#SEQ" -> {
                if (number > restorePoint.sequence()) {
                    throw new AofFormatException("restore-to-sequence lies before the base of the append only file:"
                        + " sequence=" + restorePoint.sequence() + " oldest=" + number + " file=" + reader.path());
                }
                sequence = number;
            }
            case "#NS" -> target.enter((int) number);
            case "#TS" -> {
                isTimeNoted = true;
                requireBaseBefore(isCounting ? 0 : number, reader.path());
                return number <= restorePoint.timeSeconds() || stopAt(offset);
            }
            default -> {
                // Somebody else's.
            }
        }
        return true;
    }

    /** What a base holds can't be told apart any more. */
    private void requireBaseBefore(final long baseSeconds, final Path path) throws IOException {
        if (baseSeconds > restorePoint.timeSeconds()) {
            throw new AofFormatException("restore-to-time lies before the base of the append only file: time="
                + restorePoint.timeSeconds() + " oldest=" + baseSeconds + " file=" + path);
        }
    }

    /** Ends the loading at the point to restore; the rest of the files is kept beside them. */
    private boolean stopAt(final long offset) throws IOException {
        LOG.warn("Restored to the point that was asked for: sequence={} file={} offset={}", sequence, reader.path(),
            offset);
        final AofFileInfo file = files.get(nextFile - 1);
        reader.close();
        reader = null;
        directory.cutAt(file, offset);
        isOver = true;
        return false;
    }

    private void endTorn() throws IOException {
        if (reader.isFollowed(reader.offset(), server.commandTable())) {
            throw corrupt(reader.offset(), "Bad file format reading the append only file");
        }
        cutTorn(reader.offset());
        endFile();
    }

    private void endFile() throws IOException {
        doneBytes += reader.fileBytes();
        reader.close();
        reader = null;
    }

    private void cutTorn(final long offset) throws IOException {
        final Path path = reader.path();
        if (nextFile < files.size() || !isAtStart) {
            throw corrupt(offset, "Unexpected end of an append only file that isn't the last, or is in use");
        }
        if (!server.settings().isOn(SettingsTable.AOF_LOAD_TRUNCATED)) {
            throw new AofFormatException("Unexpected end of file reading the append only file: file=" + path
                + " offset=" + offset + "; make a backup of your AOF files, then use redis-check-aof --fix "
                + directory.manifestFile() + ", or set aof-load-truncated to yes");
        }
        LOG.warn("!!! Warning: short read while loading the AOF file {}!!! The AOF is cut off there: offset={} of={}",
            path, offset, reader.fileBytes());
        directory.truncate(files.get(nextFile - 1), offset);
    }

    private AofFormatException corrupt(final long offset, final String what) {
        return new AofFormatException(what + ": file=" + reader.path() + " offset=" + offset
            + "; make a backup of your AOF files, then use redis-check-aof --fix " + directory.manifestFile());
    }
}
