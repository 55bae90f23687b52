package org.ouzel.engine.evict;

import org.ouzel.engine.store.Database;

/**
 * The best candidates that were seen so far, at most {@value #CAPACITY}, as in Redis: looking at a few keys at a time
 * and keeping the best comes close to having looked at all.
 *
 * <p>Keys are kept as their hashes, which are keyed and of 64 bits, so that nothing is copied; they may be gone, or
 * have been used, by the time they are taken. One thread at a time.
 */
final class EvictionPool {
    static final int CAPACITY = 16;

    private int size;
    private Database takenDatabase;
    private long takenHash;
    private double takenScore;
    /** From the lowest score to the highest. */
    private final double[] scores = new double[CAPACITY];
    private final long[] hashes = new long[CAPACITY];
    private final Database[] databases = new Database[CAPACITY];

    int size() {
        return size;
    }

    /** Forgets all. */
    void clear() {
        while (size > 0) {
            databases[--size] = null;
        }
    }

    /** Tells whether a key of a score would be kept: there is room, or a worse one to make room. */
    boolean wants(final double score) {
        return size < CAPACITY || score > scores[0];
    }

    /** Keeps a key if it is wanted and not there yet. */
    void offer(final Database database, final long hash, final double score) {
        if (!wants(score) || contains(database, hash)) {
            return;
        }
        int place = size;
        if (size == CAPACITY) {
            place = 0;
            while (place + 1 < CAPACITY && scores[place + 1] < score) {
                move(place + 1, place);
                place++;
            }
        } else {
            while (place > 0 && scores[place - 1] >= score) {
                move(place - 1, place);
                place--;
            }
            size++;
        }
        scores[place] = score;
        hashes[place] = hash;
        databases[place] = database;
    }

    /** Takes the key of the highest score out, for the getters; returns false when there is none. */
    boolean take() {
        if (size == 0) {
            return false;
        }
        size--;
        takenDatabase = databases[size];
        takenHash = hashes[size];
        takenScore = scores[size];
        databases[size] = null;
        return true;
    }

    /** Returns the database of the key taken last. */
    Database takenDatabase() {
        return takenDatabase;
    }

    long takenHash() {
        return takenHash;
    }

    /** Returns the score that the key taken last had when it was offered. */
    double takenScore() {
        return takenScore;
    }

    private boolean contains(final Database database, final long hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && databases[i] == database) {
                return true;
            }
        }
        return false;
    }

    private void move(final int from, final int to) {
        scores[to] = scores[from];
        hashes[to] = hashes[from];
        databases[to] = databases[from];
    }
}
