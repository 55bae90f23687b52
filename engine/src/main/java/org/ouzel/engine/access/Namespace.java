package org.ouzel.engine.access;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A tenant: its keys, its limits, and what is counted of it. The engine knows it by its number.
 *
 * <p>Name and limits change in slots that all shards have reached; read and counted by any thread.
 */
public final class Namespace {
    /** The name of number 0, where those are who were given no other. */
    public static final String DEFAULT_NAME = "default";

    /** Limits that requests are refused for. */
    public enum Limit {
        MEMORY, KEYS, CONNECTIONS, OPERATIONS, BYTES
    }

    private volatile String name;
    private volatile Quota quota = Quota.NONE;
    private volatile boolean isThrottled;
    private volatile boolean hasStorageLimit;
    private volatile TokenBucket operations;
    private volatile TokenBucket bytes;
    private final int number;
    private final AtomicLong connectionCount = new AtomicLong();
    private final AtomicLong receivedCount = new AtomicLong();
    private final AtomicLong peakBytes = new AtomicLong();
    private final AtomicLong pastCommandCount = new AtomicLong();
    private final AtomicLong pastInputBytes = new AtomicLong();
    private final AtomicLong pastOutputBytes = new AtomicLong();
    private final AtomicLongArray refusals = new AtomicLongArray(Limit.values().length);

    /** @param name one byte a character (ISO-8859-1) */
    public Namespace(final int number, final String name) {
        this.number = number;
        this.name = name;
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    public void rename(final String newName) {
        name = newName;
    }

    public Quota quota() {
        return quota;
    }

    public void setQuota(final Quota newQuota) {
        quota = newQuota;
        operations = newQuota.operationsPerSecond() > 0 ? new TokenBucket(newQuota.operationsPerSecond()) : null;
        bytes = newQuota.bytesPerSecond() > 0 ? new TokenBucket(newQuota.bytesPerSecond()) : null;
        isThrottled = operations != null || bytes != null;
        hasStorageLimit = newQuota.memoryBytes() > 0 || newQuota.keyCount() > 0;
    }

    /** Returns whether requests are limited in number or size. */
    public boolean isThrottled() {
        return isThrottled;
    }

    /** Returns whether there is a limit to what is stored. */
    public boolean hasStorageLimit() {
        return hasStorageLimit;
    }

    /** Returns the limit that keeps a request of so many bytes from passing at a {@link System#nanoTime()}, or null. */
    public Limit throttledBy(final long requestBytes, final long nowNs) {
        final TokenBucket ofOperations = operations;
        if (ofOperations != null && !ofOperations.hasRoomFor(1, nowNs)) {
            return Limit.OPERATIONS;
        }
        final TokenBucket ofBytes = bytes;
        return ofBytes != null && !ofBytes.hasRoomFor(requestBytes, nowNs) ? Limit.BYTES : null;
    }

    /** Lets a request pass. */
    public void admit(final long requestBytes, final long nowNs) {
        final TokenBucket ofOperations = operations;
        if (ofOperations != null) {
            ofOperations.take(1, nowNs);
        }
        final TokenBucket ofBytes = bytes;
        if (ofBytes != null) {
            ofBytes.take(requestBytes, nowNs);
        }
    }

    /** Returns the error reply to a request that a limit refuses, and counts it. */
    public String refuse(final Limit limit) {
        refusals.incrementAndGet(limit.ordinal());
        return switch (limit) {
            case MEMORY -> "OOM command not allowed when the namespace uses more memory than its quota.";
            case KEYS -> "OOM command not allowed when the namespace has more keys than its quota.";
            case CONNECTIONS -> "THROTTLED the namespace has as many connections as its quota allows";
            case OPERATIONS -> "THROTTLED the namespace's quota of operations per second is used up";
            case BYTES -> "THROTTLED the namespace's quota of bytes per second is used up";
        };
    }

    /** Returns how often a limit has refused something. */
    public long refusalCount(final Limit limit) {
        return refusals.get(limit.ordinal());
    }

    /** Returns whether so many more connections would be within the limits. */
    public boolean hasRoomFor(final int newConnectionCount) {
        final long most = quota.connectionCount();
        return most == 0 || connectionCount.get() + newConnectionCount <= most;
    }

    /** Counts a connection that has come. */
    public void countConnection() {
        connectionCount.incrementAndGet();
        receivedCount.incrementAndGet();
    }

    /** Counts a connection that leaves. */
    public void endConnection() {
        connectionCount.decrementAndGet();
    }

    /** Takes note of the bytes in use; returns the most of which note was taken. */
    public long notePeak(final long bytes) {
        return peakBytes.accumulateAndGet(bytes, Math::max);
    }

    /** Counts what a connection that leaves did here. */
    public void addPast(final long commandCount, final long inputBytes, final long outputBytes) {
        pastCommandCount.addAndGet(commandCount);
        pastInputBytes.addAndGet(inputBytes);
        pastOutputBytes.addAndGet(outputBytes);
    }

    /** Returns how many connections there have been. */
    public long receivedCount() {
        return receivedCount.get();
    }

    public long connectionCount() {
        return connectionCount.get();
    }

    /** Returns the requests of connections that have left. */
    public long pastCommandCount() {
        return pastCommandCount.get();
    }

    /** Returns the bytes received from connections that have left. */
    public long pastInputBytes() {
        return pastInputBytes.get();
    }

    /** Returns the bytes sent to connections that have left. */
    public long pastOutputBytes() {
        return pastOutputBytes.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
