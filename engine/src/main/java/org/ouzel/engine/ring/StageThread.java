package org.ouzel.engine.ring;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.LoggerFactory;

/**
 * A thread that drives one stage: works while there is work, and waits as its {@link WaitMode} says.
 *
 * <p>A parked thread has announced it before it looked for work a last time; whoever publishes looks at the
 * announcement behind a full fence. So either the thread sees the work, or the publisher sees that it must wake it.
 */
final class StageThread {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(StageThread.class));
    private static final long MAX_PARK_NS = 10_000_000;

    private volatile boolean isParked;
    private volatile boolean isStopping;
    private final long maxParkNs;
    private final IntSupplier work;
    private final WaitMode waitMode;
    private final Thread thread;

    StageThread(final String name, final WaitMode waitMode, final IntSupplier work) {
        this(name, waitMode, work, MAX_PARK_NS);
    }

    StageThread(final String name, final WaitMode waitMode, final IntSupplier work, final long maxParkNs) {
        this.maxParkNs = maxParkNs;
        this.work = work;
        this.waitMode = waitMode;
        this.thread = new Thread(null, this::run, name, EngineLoop.STACK_BYTES);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Wakes the thread if it is parked; the caller has published its work before, and fenced. */
    void wake() {
        if (isParked) {
            isParked = false;
            LockSupport.unpark(thread);
        }
    }

    /** Lets the thread end once there is no more work, and waits for it. */
    void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int idleCount = 0;
        while (true) {
            if (work() > 0) {
                idleCount = 0;
            } else if (isStopping) {
                return;
            } else {
                idleCount = idle(idleCount);
            }
        }
    }

    private int idle(final int idleCount) {
        if (idleCount < waitMode.spinCount()) {
            Thread.onSpinWait();
            return waitMode.spinCount() == Integer.MAX_VALUE ? 0 : idleCount + 1;
        }
        if (!waitMode.isParking() || idleCount - waitMode.spinCount() < waitMode.yieldCount()) {
            Thread.yield();
            return waitMode.isParking() ? idleCount + 1 : idleCount;
        }
        isParked = true;
        if (work() == 0 && !isStopping) {
            LockSupport.parkNanos(this, maxParkNs);
        }
        isParked = false;
        return 0;
    }

    private int work() {
        try {
            return work.getAsInt();
        } catch (final RuntimeException | Error e) {
            FAILURES.log("stage failed: thread=" + thread.getName(), e);
            return 0;
        }
    }
}
