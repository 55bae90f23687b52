package org.ouzel.network;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.ouzel.persistence.load.Recovery;

/**
 * Loads the dataset on the first IO loop, a slice at a time, so that clients are answered meanwhile.
 *
 * <p>Started and waited for by the thread that starts the server; stopped by any.
 */
final class DatasetLoader {
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private volatile boolean isStopped;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final Recovery recovery;
    private final LoopDriver driver;
    private final IoEventLoop loop;

    DatasetLoader(final Recovery recovery, final LoopDriver driver, final IoEventLoop loop) {
        this.recovery = recovery;
        this.driver = driver;
        this.loop = loop;
    }

    /**
     * Loads everything.
     *
     * @return whether it is all there; if not, it was told to stop
     * @throws IOException when the start has to end; the message is for the operator
     */
    boolean load() throws IOException {
        loop.execute(this::loadSlice);
        try {
            return end.get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading", e);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                throw (IOException) e.getCause();
            }
            throw new IllegalStateException("loading failed", e.getCause());
        }
    }

    /** Has the loading end before it is complete; soon, and from any thread. */
    void stop() {
        isStopped = true;
    }

    /** Lets who waits for the loading go on; when the loop has ended. */
    void loopEnded() {
        end.complete(false);
    }

    private void loadSlice() {
        try {
            if (isStopped) {
                end.complete(false);
            } else if (driver.inCycle(this::isMoreAfterSlice)) {
                // A task that is executed at once would keep the loop from its sockets.
                loop.schedule(this::loadSlice, 1, TimeUnit.NANOSECONDS);
            } else {
                end.complete(true);
            }
        } catch (final Exception | Error e) {
            end.completeExceptionally(e);
        }
    }

    private boolean isMoreAfterSlice() throws IOException {
        final long startNs = System.nanoTime();
        do {
            if (!recovery.step(driver.engine())) {
                return false;
            }
        } while (System.nanoTime() - startNs < SLICE_NS);
        return true;
    }
}
