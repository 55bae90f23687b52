package org.ouzel.bench.load;

import java.util.Locale;

/** A request that the generator can send, and that it can check the reply and the final state of. */
public enum Operation {
    /** {@code SET key value}. */
    SET(1),
    /** {@code GET key}. */
    GET(1),
    /** {@code INCR counter}. */
    INCR(1),
    /** {@code MSET} of ten keys, as redis-benchmark has it. */
    MSET(10);

    private final int keyCount;

    Operation(final int keyCount) {
        this.keyCount = keyCount;
    }

    /** Returns how many keys one request names. */
    public int keyCount() {
        return keyCount;
    }

    /** Returns the word that redis-benchmark's {@code -t} and INFO commandstats use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the family of keys that the operation works on. */
    public KeyFamily keys() {
        return this == INCR ? KeyFamily.COUNTERS : KeyFamily.STRINGS;
    }

    /** Returns the operation of a word, in any case. */
    public static Operation of(final String word) {
        for (final Operation operation : values()) {
            if (operation.word().equals(word.trim().toLowerCase(Locale.ROOT))) {
                return operation;
            }
        }
        throw new IllegalArgumentException("no such operation: expected=set|get|incr|mset, found=" + word);
    }
}
