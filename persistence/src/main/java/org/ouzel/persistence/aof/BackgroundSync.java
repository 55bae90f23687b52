package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that forces a file to disk when it is told to, so that nobody else waits, and looks whether the file is
 * still where it belongs.
 */
final class BackgroundSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSync.class);

    private boolean hasFailed;
    private volatile WritableFile requested;
    private volatile boolean shouldForce;
    private volatile boolean isStopping;
    private final Queue<WritableFile> retired = new ConcurrentLinkedQueue<>();
    private final Consumer<String> outcome;
    private final Thread thread = new Thread(this::run, "ouzel-aof-fsync");

    /** @param outcome is told, on this object's thread, what went wrong, or null */
    BackgroundSync(final Consumer<String> outcome) {
        this.outcome = outcome;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether the last request is still being carried out. */
    boolean isBusy() {
        return requested != null;
    }

    /** Returns whether an fsync is under way. */
    boolean isForcing() {
        return requested != null && shouldForce;
    }

    /** Has a file looked after, and forced to disk if that is asked for; only when {@link #isBusy()} says no. */
    void request(final WritableFile file, final boolean force) {
        shouldForce = force;
        requested = file;
        LockSupport.unpark(thread);
    }

    /** Has a file forced to disk and closed that nobody writes to any more. */
    void retire(final WritableFile file) {
        retired.add(file);
        LockSupport.unpark(thread);
    }

    /** Ends the thread when it has done what was requested. */
    @Override
    public void close() {
        isStopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            retireAll();
            final WritableFile file = requested;
            if (file != null) {
                outcome.accept(serve(file));
                requested = null;
            } else if (isStopping) {
                retireAll();
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void retireAll() {
        for (WritableFile file = retired.poll(); file != null; file = retired.poll()) {
            try (WritableFile closing = file) {
                closing.force();
            } catch (final IOException e) {
                LOG.warn("AOF file not forced to disk or not closed: file={} cause={}", file.path(), e.toString());
            }
        }
    }

    private String serve(final WritableFile file) {
        try {
            if (shouldForce || hasFailed) {
                hasFailed = true;
                file.force();
                hasFailed = false;
            }
            return file.isInPlace() ? null : FailureText.NO_SUCH_FILE;
        } catch (final IOException e) {
            return FailureText.of(e);
        } catch (final RuntimeException | Error e) {
            LOG.error("fsync failed: file={}", file.path(), e);
            return e.toString();
        }
    }
}
