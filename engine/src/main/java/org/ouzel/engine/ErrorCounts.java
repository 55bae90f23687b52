package org.ouzel.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Error replies by their codes, for INFO's {@code errorstats}. Callable from any thread. */
public final class ErrorCounts {
    /** As many codes as Redis tells apart; those beyond count in the total only. */
    private static final int MAX_CODE_COUNT = 128;

    private final LongAdder total = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> byCode = new ConcurrentHashMap<>();

    /** Counts an error reply, given its text without the marker; its first word is its code. */
    public void count(final String text) {
        total.increment();
        final int end = text.indexOf(' ');
        final String code = end < 0 ? text : text.substring(0, end);
        final LongAdder known = byCode.get(code);
        if (known != null) {
            known.increment();
        } else if (byCode.size() < MAX_CODE_COUNT) {
            byCode.computeIfAbsent(code, ignored -> new LongAdder()).increment();
        }
    }

    public long total() {
        return total.sum();
    }

    /** Returns the counts by code, in the order of the codes. */
    public Map<String, Long> byCode() {
        final Map<String, Long> counts = new TreeMap<>();
        byCode.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    /** Forgets everything. */
    public void reset() {
        total.reset();
        byCode.clear();
    }
}
