package org.ouzel.network.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.api.RBucket;
import org.redisson.api.RCountDownLatch;
import org.redisson.api.RFencedLock;
import org.redisson.api.RLock;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RReadWriteLock;
import org.redisson.api.RSemaphore;
import org.redisson.api.RateType;
import org.redisson.client.codec.StringCodec;

/** Redisson's locks, semaphores and latches: scripts that change several keys, and messages that wake up who waits. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RedissonLocksIT extends RedissonSetup {
    private static final int THREADS = 6;
    private static final int ROUNDS = 10;

    @Test
    void shouldExcludeEachOtherWithALock() throws Exception {
        final RBucket<String> counter = redisson.getBucket("lock:counter", StringCodec.INSTANCE);
        counter.set("0");
        onThreads(THREADS, client -> {
            final RBucket<String> mine = client.getBucket("lock:counter", StringCodec.INSTANCE);
            for (int i = 0; i < ROUNDS; i++) {
                final RLock lock = client.getLock("lock");
                lock.lock();
                try {
                    mine.set(Integer.toString(Integer.parseInt(mine.get()) + 1));
                } finally {
                    lock.unlock();
                }
            }
        });
        assertEquals(Integer.toString(THREADS * ROUNDS), counter.get());
        assertFalse(redisson.getLock("lock").isLocked());
    }

    @Test
    void shouldHoldALockAsOftenAsItWasTaken() throws Exception {
        final RLock lock = redisson.getLock("reentrant");
        lock.lock(1, TimeUnit.DAYS);
        assertTrue(lock.tryLock());
        assertEquals(2, lock.getHoldCount());
        assertFalse(other.getLock("reentrant").tryLock());
        assertThrows(IllegalMonitorStateException.class, () -> other.getLock("reentrant").unlock());
        lock.unlock();
        final Future<Boolean> waiting = start(() -> other.getLock("reentrant").tryLock(WAIT_S, TimeUnit.SECONDS));
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
        assertTrue(waiting.get(WAIT_S, TimeUnit.SECONDS));
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(lock.forceUnlock());
        assertFalse(lock.isLocked());
    }

    @Test
    void shouldGiveUpALockWhenItsLeaseEnds() {
        final RLock lock = redisson.getLock("leased");
        lock.lock(50, TimeUnit.MILLISECONDS);
        other.getLock("leased").lock(1, TimeUnit.DAYS);
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(other.getLock("leased").remainTimeToLive() > 0);
        other.getLock("leased").unlock();
    }

    @Test
    void shouldServeAFairLockInTheOrderOfAsking() throws Exception {
        final RLock lock = redisson.getFairLock("fair");
        lock.lock();
        final List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        final List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            final int number = i;
            waiting.add(start(() -> {
                final RLock mine = (number % 2 == 0 ? redisson : other).getFairLock("fair");
                mine.lock();
                order.add(number);
                mine.unlock();
                return null;
            }));
            await(() -> redisson.getList("redisson_lock_queue:{fair}", StringCodec.INSTANCE).size() == number + 1);
        }
        lock.unlock();
        for (final Future<?> each : waiting) {
            each.get(WAIT_S, TimeUnit.SECONDS);
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5), order);
    }

    @Test
    void shouldLetReadersInTogetherAndWritersAlone() throws Exception {
        final RReadWriteLock lock = redisson.getReadWriteLock("shared");
        lock.readLock().lock();
        assertTrue(start(() -> {
            final boolean isTaken = other.getReadWriteLock("shared").readLock().tryLock();
            other.getReadWriteLock("shared").readLock().unlock();
            return isTaken;
        }).get(WAIT_S, TimeUnit.SECONDS));
        assertFalse(other.getReadWriteLock("shared").writeLock().tryLock());
        final Future<Boolean> writer = start(() -> {
            final RLock mine = other.getReadWriteLock("shared").writeLock();
            mine.lock();
            final boolean isRead = lock.readLock().isLocked();
            mine.unlock();
            return isRead;
        });
        lock.readLock().unlock();
        assertFalse(writer.get(WAIT_S, TimeUnit.SECONDS));
    }

    /** Tries until it has the lock: of several that wait for a read-write lock, Redisson 4.7 may forget to wake one. */
    @Test
    void shouldShowReadersAllThatAWriterChanged() throws Exception {
        final AtomicInteger number = new AtomicInteger();
        onThreads(THREADS, client -> {
            final boolean isWriter = number.getAndIncrement() < THREADS / 2;
            final RReadWriteLock lock = client.getReadWriteLock("pair");
            final RBucket<String> first = client.getBucket("pair:1", StringCodec.INSTANCE);
            final RBucket<String> second = client.getBucket("pair:2", StringCodec.INSTANCE);
            for (int i = 0; i < ROUNDS; i++) {
                final RLock mine = isWriter ? lock.writeLock() : lock.readLock();
                await(mine::tryLock);
                try {
                    if (isWriter) {
                        first.set("value " + i);
                        second.set("value " + i);
                    } else {
                        assertEquals(first.get(), second.get());
                    }
                } finally {
                    mine.unlock();
                }
            }
        });
    }

    @Test
    void shouldLockSeveralKeysAsOne() throws Exception {
        final AtomicInteger inside = new AtomicInteger();
        onThreads(THREADS, client -> {
            for (int i = 0; i < ROUNDS; i++) {
                final RLock lock = client.getMultiLock(client.getLock("multi:a"), client.getLock("multi:b"),
                    client.getSpinLock("multi:c"));
                lock.lock();
                assertEquals(1, inside.incrementAndGet());
                inside.decrementAndGet();
                lock.unlock();
            }
        });
    }

    @Test
    void shouldNumberTheHoldersOfAFencedLock() throws Exception {
        final List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
        onThreads(THREADS, client -> {
            final RFencedLock lock = client.getFencedLock("fenced");
            tokens.add(lock.lockAndGetToken());
            lock.unlock();
        });
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), tokens);
    }

    @Test
    void shouldCountPermitsOfASemaphore() throws Exception {
        final RSemaphore semaphore = redisson.getSemaphore("semaphore");
        assertTrue(semaphore.trySetPermits(2));
        assertFalse(semaphore.trySetPermits(5));
        final AtomicInteger inside = new AtomicInteger();
        onThreads(THREADS, client -> {
            for (int i = 0; i < ROUNDS; i++) {
                client.getSemaphore("semaphore").acquire();
                assertTrue(inside.incrementAndGet() <= 2);
                inside.decrementAndGet();
                client.getSemaphore("semaphore").release();
            }
        });
        assertEquals(2, semaphore.drainPermits());
        final Future<?> waiting = start(() -> {
            other.getSemaphore("semaphore").acquire(3);
            return null;
        });
        semaphore.release(2);
        semaphore.addPermits(2);
        waiting.get(WAIT_S, TimeUnit.SECONDS);
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void shouldTakePermitsBackWhenTheyExpire() throws Exception {
        final RPermitExpirableSemaphore semaphore = redisson.getPermitExpirableSemaphore("permits");
        semaphore.trySetPermits(1);
        final String first = semaphore.acquire(50, TimeUnit.MILLISECONDS);
        final String second = other.getPermitExpirableSemaphore("permits")
            .tryAcquire(WAIT_S, 2 * WAIT_S, TimeUnit.SECONDS);
        assertNotNull(second);
        assertFalse(semaphore.tryRelease(first));
        assertNull(semaphore.tryAcquire());
        assertTrue(semaphore.tryRelease(second));
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void shouldOpenALatchForAllWhoWait() throws Exception {
        final RCountDownLatch latch = redisson.getCountDownLatch("latch");
        assertTrue(latch.trySetCount(3));
        final List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(start(() -> other.getCountDownLatch("latch").await(WAIT_S, TimeUnit.SECONDS)));
        }
        for (int i = 3; i > 0; i--) {
            assertEquals(i, latch.getCount());
            latch.countDown();
        }
        for (final Future<Boolean> each : waiting) {
            assertTrue(each.get(WAIT_S, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldLimitARate() {
        final RRateLimiter limiter = redisson.getRateLimiter("rate");
        assertTrue(limiter.trySetRate(RateType.OVERALL, 3, Duration.ofDays(1)));
        assertTrue(limiter.tryAcquire(2));
        assertTrue(other.getRateLimiter("rate").tryAcquire());
        assertFalse(limiter.tryAcquire());
        assertEquals(0, limiter.availablePermits());
    }
}
