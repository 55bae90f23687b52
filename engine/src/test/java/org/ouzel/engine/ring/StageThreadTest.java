package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageThreadTest {
    private static final long FOREVER_NS = TimeUnit.DAYS.toNanos(1);

    /** A wake-up that got lost would leave the thread parked for a day, and the test would end by its time limit. */
    @ParameterizedTest
    @EnumSource(WaitMode.class)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNeverMissAWakeUp(final WaitMode waitMode) {
        final AtomicLong published = new AtomicLong();
        final AtomicLong handled = new AtomicLong();
        final StageThread thread = new StageThread("stage-under-test", waitMode, () -> {
            final long available = published.get() - handled.get();
            handled.lazySet(handled.get() + available);
            return (int) available;
        }, FOREVER_NS);
        thread.start();
        final int rounds = waitMode == WaitMode.PARK ? 20_000 : 2_000;
        for (int i = 1; i <= rounds; i++) {
            published.set(i);
            VarHandle.fullFence();
            thread.wake();
            while (handled.get() < i) {
                Thread.yield();
            }
        }
        thread.stop();
        assertEquals(rounds, handled.get());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldFinishItsWorkBeforeItStops() {
        final AtomicLong left = new AtomicLong(1000);
        final StageThread thread = new StageThread("stage-under-test", WaitMode.PARK,
            () -> left.get() == 0 ? 0 : (int) (left.getAndDecrement() - left.get()), FOREVER_NS);
        thread.start();
        thread.stop();
        assertEquals(0, left.get());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldSurviveAStageThatThrows() {
        final AtomicLong calls = new AtomicLong();
        final StageThread thread = new StageThread("stage-under-test", WaitMode.YIELD, () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("meant to fail");
            }
            return 0;
        }, FOREVER_NS);
        thread.start();
        while (calls.get() < 3) {
            Thread.yield();
        }
        thread.stop();
        assertTrue(calls.get() >= 3);
    }
}
