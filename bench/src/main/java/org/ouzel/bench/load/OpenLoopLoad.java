package org.ouzel.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One open-loop run: connects, sends by the schedule, waits for the last reply, reads the written keys back.
 *
 * <p>{@link #run} does it all on the caller's behalf; {@link #start} and {@link #finish} let something else happen in
 * between (a probe beside a load). One instance is one run.
 */
public final class OpenLoopLoad implements AutoCloseable {
    private static final long LEAD_NS = 20_000_000L;

    private final LoadPlan plan;
    private final Ledger ledger;
    private final List<LoadWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Throwable unexpected;
    private long startNs;

    /** Connects; nothing is sent yet. */
    public OpenLoopLoad(final LoadPlan plan) throws IOException {
        this.plan = plan;
        ledger = new Ledger(plan.keyCount(), plan.operations().contains(Operation.INCR));
        for (int i = 0; i < Math.min(plan.threadCount(), plan.clientCount()); i++) {
            workers.add(new LoadWorker(plan, i, ledger));
        }
    }

    /** Runs a plan from the connect to the comparison of the final state. */
    public static LoadReport run(final LoadPlan plan) throws IOException, InterruptedException {
        try (OpenLoopLoad load = new OpenLoopLoad(plan)) {
            load.start();
            return load.finish(false);
        }
    }

    /** Starts to send. */
    public void start() {
        startNs = System.nanoTime() + LEAD_NS;
        final OpenLoopSchedule schedule = new OpenLoopSchedule(startNs, plan.ratePerSecond(), plan.pipeline());
        final long warmUpNs = TimeUnit.MILLISECONDS.toNanos(plan.warmUpMs());
        final long measuredNs = TimeUnit.MILLISECONDS.toNanos(plan.measuredMs());
        final long batches = plan.measuredMs() == 0 ? Long.MAX_VALUE : schedule.batchesIn(warmUpNs + measuredNs);
        for (final LoadWorker worker : workers) {
            worker.start(schedule, batches, startNs + warmUpNs);
            final Thread thread = new Thread(worker, "load-" + threads.size());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((ended, problem) -> unexpected = problem);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits until the last reply of a plan with an end is there; nothing is compared yet. */
    public void awaitReplies() throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Waits for the end of the run and compares the final state.
     *
     * @param shouldStop whether to stop sending now instead of at the end of the plan
     */
    public LoadReport finish(final boolean shouldStop) throws IOException, InterruptedException {
        if (shouldStop) {
            workers.forEach(LoadWorker::stop);
        }
        awaitReplies();
        final LoadTally total = new LoadTally();
        for (final LoadWorker worker : workers) {
            if (worker.failure() != null) {
                throw worker.failure();
            }
        }
        if (unexpected instanceof UncheckedIOException wrapped) {
            throw wrapped.getCause();
        }
        if (unexpected != null) {
            throw new IllegalStateException("a sending thread has failed", unexpected);
        }
        for (final LoadWorker worker : workers) {
            total.add(worker.tally());
        }
        final long verifiedKeyCount = new FinalState(plan, ledger).verify(total);
        return total.report(plan.ratePerSecond(), total.lastSendNs() - startNs, verifiedKeyCount);
    }

    @Override
    public void close() throws IOException {
        workers.forEach(LoadWorker::stop);
        for (final LoadWorker worker : workers) {
            worker.close();
        }
    }
}
