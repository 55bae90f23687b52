package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that forces a file to disk when it is told to, so that nobody else waits, and looks whether the file is
 * still where it belongs. An fsync has gone well when the files that were retired before are on disk as well. A file
 * whose fsync failed isn't tried again: it stays in doubt.
 */
final class BackgroundSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSync.class);

    private volatile WritableFile requested;
    private volatile boolean shouldForce;
    private volatile boolean isForced;
    private volatile boolean isStopping;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<WritableFile> retired = new ConcurrentLinkedQueue<>();
    private final FailureBoard failures;
    private final Thread thread = new Thread(this::run, "ouzel-aof-fsync");

    /** @param failures is told, on this object's thread, what went wrong */
    BackgroundSync(final FailureBoard failures) {
        this.failures = failures;
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

    /** Returns whether the last fsync that was requested, which isn't under way any more, went well. */
    boolean isForced() {
        return isForced;
    }

    /** Returns whether files that were retired aren't on disk yet. */
    boolean isRetiring() {
        return !retired.isEmpty();
    }

    /** Has something done once that takes its time. */
    void run(final Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
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
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            // Looked at first: what was retired before the request is in the queue then.
            final WritableFile file = requested;
            retireAll();
            if (file != null) {
                if (shouldForce) {
                    force(file);
                    isForced = failures.doubt() == null;
                }
                // One that was retired meanwhile may have been replaced and removed already.
                failures.setBackground(file.isInPlace() || retired.contains(file) ? null : FailureText.NO_SUCH_FILE);
                requested = null;
            } else if (requested == null && isStopping) {
                return;
            } else if (requested == null) {
                LockSupport.park(this);
            }
        }
    }

    private void retireAll() {
        for (WritableFile file = retired.peek(); file != null; file = retired.peek()) {
            if (file == requested) {
                // Requested first, so it has to be open until that is done.
                return;
            }
            force(file);
            try {
                file.close();
            } catch (final IOException e) {
                LOG.warn("AOF file not closed: file={} cause={}", file.path(), e.toString());
            }
            retired.remove();
        }
    }

    private void force(final WritableFile file) {
        if (failures.isDoubtful(file.path())) {
            return;
        }
        try {
            file.force();
        } catch (final IOException e) {
            failures.distrust(file.path(), FailureText.of(e));
        } catch (final RuntimeException | Error e) {
            LOG.error("fsync failed: file={}", file.path(), e);
            failures.distrust(file.path(), e.toString());
        }
    }
}
