package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One rewrite: a base in the making, what comes behind it, and what is to happen when it is in force.
 *
 * <p>Begun and cancelled by whoever holds all shards, ended by the snapshot's thread; of the two that comes first wins.
 */
final class AofRewrite {
    private boolean isCancelled;
    private boolean isOver;
    private final long startNs = System.nanoTime();
    private final long startMs;
    private final CompletableFuture<AofFileInfo> increment;
    private final LongConsumer onBase;

    /**
     * @param startMs   Unix milliseconds
     * @param increment the first increment behind the base, when the journal has begun it; null for none
     * @param onBase    is told the base's bytes when it is in force
     */
    AofRewrite(final long startMs, final CompletableFuture<AofFileInfo> increment, final LongConsumer onBase) {
        this.startMs = startMs;
        this.increment = increment;
        this.onBase = onBase;
    }

    long startMs() {
        return startMs;
    }

    /** Returns how long it has been under way. */
    long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    /** Puts the base in force that was written to a file, an RDB file or commands. */
    void putBase(final AofDirectory directory, final Path file, final boolean isSnapshot, final long bytes)
        throws IOException {
        final AofFileInfo first = awaitIncrement();
        synchronized (this) {
            if (isCancelled) {
                throw new IOException("the rewrite was given up");
            }
            directory.putBase(file, isSnapshot, first);
            isOver = true;
            onBase.accept(bytes);
        }
    }

    /** Doesn't wait for the journal any longer; returns whether there will be no base hence. */
    boolean hurry() {
        return increment.completeExceptionally(new IOException("put off for a snapshot that can't wait"));
    }

    /** Ends without a base; returns false, and does nothing, if the rewrite was cancelled. */
    synchronized boolean fail(final Runnable onFailure) {
        if (isCancelled) {
            return false;
        }
        isOver = true;
        onFailure.run();
        return true;
    }

    /** Sees to it that the base doesn't come in force; returns false if it is already, or never will be. */
    synchronized boolean cancel() {
        isCancelled = !isOver;
        return isCancelled;
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
