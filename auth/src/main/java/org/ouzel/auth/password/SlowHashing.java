package org.ouzel.auth.password;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that passwords are checked on: few, with a bounded queue, so that guessers can't take the processor.
 * Started with the first task. Callable from any thread.
 */
public final class SlowHashing implements AutoCloseable {
    private static final int QUEUE_LENGTH = 1024;
    private static final int MAX_THREAD_COUNT = 2;
    private static final long IDLE_SECONDS = 60;

    private ThreadPoolExecutor threads;
    private ScheduledExecutorService clock;

    /**
     * Runs a task on one of the threads.
     *
     * @param delayMs how long to wait first
     * @param task    does its own error handling
     * @return whether it was taken; false if too many wait already
     */
    public synchronized boolean submit(final long delayMs, final Runnable task) {
        start();
        try {
            if (delayMs <= 0) {
                threads.execute(task);
            } else {
                clock.schedule(() -> submitDelayed(task), delayMs, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (final RejectedExecutionException e) {
            return false;
        }
    }

    /** A task that has been promised runs at last: if the threads have enough to do, on the clock's. */
    private void submitDelayed(final Runnable task) {
        try {
            threads.execute(task);
        } catch (final RejectedExecutionException e) {
            task.run();
        }
    }

    private void start() {
        if (threads == null) {
            final int count = Math.min(MAX_THREAD_COUNT, Runtime.getRuntime().availableProcessors());
            threads = new ThreadPoolExecutor(count, count, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_LENGTH), factory("ouzel-password"));
            threads.allowCoreThreadTimeOut(true);
            clock = Executors.newSingleThreadScheduledExecutor(factory("ouzel-password-clock"));
        }
    }

    private static ThreadFactory factory(final String name) {
        return task -> {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Drops what still waits. */
    @Override
    public synchronized void close() {
        if (threads != null) {
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }
}
