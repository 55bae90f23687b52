package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what a stop of the machine took from the end of the append only file, from the commit log; before the
 * files are read. One thread.
 *
 * <p>While the machine runs on, nothing that was written can be lost, and the log isn't looked at: somebody may have
 * cut the append only file on purpose. A file that is shorter than what was on disk was cut as well, and is left alone.
 * In either case the increments are on disk before the log is emptied.
 */
final class CommitLogReplay {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLogReplay.class);

    private final AofDirectory directory;
    private final String boot;

    /** @param boot what this run of the machine is called */
    CommitLogReplay(final AofDirectory directory, final String boot) {
        this.directory = directory;
        this.boot = boot;
    }

    /**
     * Completes the increments that the manifest names, and empties the log; all on disk when this returns.
     *
     * @throws IOException when that can't be done
     */
    void run() throws IOException {
        final Path path = directory.commitLogFile();
        final ByteBuffer log;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != CommitLogDescriptor.FILE_BYTES) {
                return;
            }
            final ByteBuffer header = read(channel, CommitLogDescriptor.PAGE_BYTES);
            if (!CommitLogDescriptor.isHeader(header)) {
                return;
            }
            final String logBoot = CommitLogDescriptor.boot(header);
            log = !logBoot.isEmpty() && logBoot.equals(boot) ? null
                : read(channel, CommitLogDescriptor.FILE_BYTES);
        } catch (final NoSuchFileException e) {
            return;
        }
        if (log != null) {
            complete(neededBatches(log), log);
        } else {
            forceIncrements();
        }
        empty(path);
    }

    /** One batch: where it stands in the log, and where in which increment. */
    private record Batch(long number, long needed, long increment, long offset, int at, int length) {
        long end() {
            return offset + length;
        }
    }

    private static ByteBuffer read(final FileChannel channel, final int bytes) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, buffer.position()) < 0) {
                throw new IOException("the commit log ends early: position=" + buffer.position());
            }
        }
        return buffer.flip();
    }

    /** Returns the batches from the first that is needed up to the first that is missing. */
    private static List<Batch> neededBatches(final ByteBuffer log) {
        final List<Batch> all = new ArrayList<>();
        final CRC32C checksum = new CRC32C();
        int at = CommitLogDescriptor.PAGE_BYTES;
        while (at < log.limit()) {
            final Batch batch = batchAt(log, at, checksum);
            if (batch != null) {
                all.add(batch);
            }
            at += batch == null ? CommitLogDescriptor.PAGE_BYTES
                : CommitLogDescriptor.pages(CommitLogDescriptor.BATCH_HEADER_BYTES + batch.length());
        }
        all.sort(Comparator.comparingLong(Batch::number));
        long next = all.stream().mapToLong(Batch::needed).max().orElse(0);
        final List<Batch> needed = new ArrayList<>();
        for (final Batch batch : all) {
            if (batch.number() == next) {
                needed.add(batch);
                next++;
            }
        }
        return needed;
    }

    private static Batch batchAt(final ByteBuffer log, final int at, final CRC32C checksum) {
        final int length = log.getInt(at + CommitLogDescriptor.LENGTH_AT);
        final int content = at + CommitLogDescriptor.BATCH_HEADER_BYTES;
        if (log.getInt(at) != CommitLogDescriptor.BATCH_MAGIC || length <= 0 || length > log.limit() - content
            || log.getLong(at + CommitLogDescriptor.BATCH_GENERATION_AT)
            != log.getLong(CommitLogDescriptor.GENERATION_AT)
            || log.getInt(at + CommitLogDescriptor.BATCH_CHECKSUM_AT) != CommitLogDescriptor.checksum(checksum, log,
            at + CommitLogDescriptor.BATCH_GENERATION_AT, content + length)) {
            return null;
        }
        return new Batch(log.getLong(at + CommitLogDescriptor.NUMBER_AT),
            log.getLong(at + CommitLogDescriptor.NEEDED_AT), log.getLong(at + CommitLogDescriptor.INCREMENT_AT),
            log.getLong(at + CommitLogDescriptor.OFFSET_AT), content, length);
    }

    private void forceIncrements() throws IOException {
        for (final AofFileInfo increment : directory.manifest().increments()) {
            if (Files.exists(directory.path(increment))) {
                try (WritableFile file = directory.layer().open(directory.path(increment))) {
                    file.force();
                }
            }
        }
    }

    private void complete(final List<Batch> batches, final ByteBuffer log) throws IOException {
        for (final AofFileInfo increment : directory.manifest().increments()) {
            final List<Batch> own = batches.stream().filter(batch -> batch.increment() == increment.sequence())
                .toList();
            if (!own.isEmpty()) {
                complete(directory.path(increment), own, log);
            }
        }
    }

    private void complete(final Path path, final List<Batch> batches, final ByteBuffer log) throws IOException {
        final long before = Files.exists(path) ? Files.size(path) : 0;
        if (before < batches.get(0).offset()) {
            LOG.warn("An append only file is shorter than it was on disk, and stays as it is: file={} bytes={}"
                + " onDisk={}", path, before, batches.get(0).offset());
            return;
        }
        try (WritableFile file = directory.layer().open(path)) {
            for (final Batch batch : batches) {
                final ByteBuffer content = log.duplicate().limit(batch.at() + batch.length()).position(batch.at());
                file.writeFully(content, batch.offset());
            }
            file.force();
        }
        final long end = batches.get(batches.size() - 1).end();
        if (end > before) {
            LOG.warn("What the machine's stop took from the append only file was brought back: file={} bytes={}", path,
                end - before);
        }
    }

    private void empty(final Path path) throws IOException {
        try (WritableFile file = directory.layer().open(path)) {
            file.writeFully(ByteBuffer.allocate(CommitLogDescriptor.PAGE_BYTES), 0);
            file.force();
        }
    }
}
