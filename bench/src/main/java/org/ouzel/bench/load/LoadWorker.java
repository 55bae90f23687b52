package org.ouzel.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A sending thread's work: every n-th batch of the schedule, over its own connections in turn. */
final class LoadWorker implements Runnable, AutoCloseable {
    /** A connection with more unanswered requests than this gets no more until some are answered. */
    private static final int MAXIMUM_IN_FLIGHT = 64 * 1024;
    /** Sends between two looks for replies. */
    private static final int SENDS_PER_TURN = 16;
    private static final long GENTLE_PARK_NS = 50_000L;
    private static final long GIVE_UP_NS = 30_000_000_000L;

    private volatile boolean isStopped;
    private volatile IOException failure;
    private long recordFromNs;
    private long inFlightCount;

    private final LoadPlan plan;
    private final int index;
    private final LoadTally tally = new LoadTally();
    private final Selector selector;
    private final Consumer<SelectionKey> readiness = this::onReady;
    private final List<LoadConnection> connections = new ArrayList<>();
    private OpenLoopSchedule schedule;
    private long batchCount;

    LoadWorker(final LoadPlan plan, final int index, final Ledger ledger) throws IOException {
        this.plan = plan;
        this.index = index;
        selector = Selector.open();
        for (int i = index; i < plan.clientCount(); i += plan.threadCount()) {
            connections.add(new LoadConnection(i, plan, ledger, tally, selector));
        }
    }

    void start(final OpenLoopSchedule newSchedule, final long newBatchCount, final long newRecordFromNs) {
        schedule = newSchedule;
        batchCount = newBatchCount;
        recordFromNs = newRecordFromNs;
    }

    void stop() {
        isStopped = true;
    }

    LoadTally tally() {
        return tally;
    }

    IOException failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            Pinning.pinThisThread(plan.core());
            loop();
        } catch (final IOException e) {
            failure = e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() throws IOException {
        long batch = index;
        int turn = 0;
        long lastProgressNs = System.nanoTime();
        while (true) {
            int work = 0;
            while (work < SENDS_PER_TURN && batch < batchCount && !isStopped) {
                final long plannedNs = schedule.plannedNs(batch);
                final long nowNs = System.nanoTime();
                final LoadConnection connection = connections.get(turn);
                if (plannedNs > nowNs || connection.inFlightCount() > MAXIMUM_IN_FLIGHT) {
                    break;
                }
                connection.send(plannedNs, nowNs);
                inFlightCount += plan.pipeline();
                turn = turn + 1 == connections.size() ? 0 : turn + 1;
                batch += plan.threadCount();
                work++;
            }
            work += selector.selectNow(readiness);
            if ((batch >= batchCount || isStopped) && inFlightCount == 0) {
                return;
            }
            if (work > 0) {
                lastProgressNs = System.nanoTime();
            } else if (inFlightCount > 0 && System.nanoTime() - lastProgressNs > GIVE_UP_NS) {
                return; // the report counts what was never answered
            } else if (plan.isGentle()) {
                LockSupport.parkNanos(GENTLE_PARK_NS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void onReady(final SelectionKey selection) {
        final LoadConnection connection = (LoadConnection) selection.attachment();
        try {
            if (selection.isWritable()) {
                connection.flush();
            }
            if (selection.isReadable()) {
                final int before = connection.inFlightCount();
                connection.receive(recordFromNs);
                inFlightCount -= before - connection.inFlightCount();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (final LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
