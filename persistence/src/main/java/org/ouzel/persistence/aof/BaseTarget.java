package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.ouzel.persistence.snapshot.SnapshotTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The new base of an append only file: takes the place of everything in front of an increment. */
final class BaseTarget implements SnapshotTarget {
    private static final Logger LOG = LoggerFactory.getLogger(BaseTarget.class);

    private final AofDirectory directory;
    private final CompletableFuture<AofFileInfo> increment;
    private final LongConsumer listener;
    private final Path temporary;

    /**
     * @param increment the first increment behind the base, when the journal has begun it
     * @param listener  is told the base's bytes when it is in force
     */
    BaseTarget(final AofDirectory directory, final CompletableFuture<AofFileInfo> increment,
        final LongConsumer listener) {
        this.directory = directory;
        this.increment = increment;
        this.listener = listener;
        this.temporary = directory.temporaryBase();
    }

    @Override
    public FileChannel open() throws IOException {
        directory.ensureDirectory();
        return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void complete() throws IOException {
        final long bytes = Files.size(temporary);
        directory.putBase(temporary, awaitIncrement());
        listener.accept(bytes);
        directory.removeHistory();
    }

    @Override
    public void abandon() {
        try {
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            LOG.warn("Unfinished base of an AOF not removed: file={} cause={}", temporary, e.toString());
        }
    }

    @Override
    public boolean isAofBase() {
        return true;
    }

    private AofFileInfo awaitIncrement() throws IOException {
        try {
            return increment.get();
        } catch (final ExecutionException e) {
            throw new IOException("no increment behind the new base: " + e.getCause().getMessage(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
