package org.ouzel.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Error replies by their codes, for INFO's {@code errorstats}: all of them, and those of each namespace as soon as
 * there are several. Callable from any thread.
 */
public final class ErrorCounts {
    private final Codes all = new Codes();
    private final Map<Integer, Codes> byNamespace = new ConcurrentHashMap<>();

    /** Counts of one namespace, or of all. */
    private static final class Codes {
        /** As many codes as Redis tells apart; those beyond count in the total only. */
        private static final int MAX_CODE_COUNT = 128;

        private final LongAdder total = new LongAdder();
        private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();

        private void count(final String code) {
            total.increment();
            final LongAdder known = byCode.get(code);
            if (known != null) {
                known.increment();
            } else if (byCode.size() < MAX_CODE_COUNT) {
                byCode.computeIfAbsent(code, ignored -> new LongAdder()).increment();
            }
        }

        private Map<String, Long> byCode() {
            final Map<String, Long> counts = new TreeMap<>();
            for (final Map.Entry<String, LongAdder> each : byCode.entrySet()) {
                counts.put(each.getKey(), each.getValue().sum());
            }
            return counts;
        }

        private void reset() {
            total.reset();
            byCode.clear();
        }
    }

    /**
     * Counts an error reply.
     *
     * @param namespace of the client that gets it
     * @param text      without the marker; its first word is its code
     */
    public void count(final int namespace, final String text) {
        final int end = text.indexOf(' ');
        final String code = end < 0 ? text : text.substring(0, end);
        all.count(code);
        if (namespace != 0 || !byNamespace.isEmpty()) {
            byNamespace.computeIfAbsent(namespace, ignored -> new Codes()).count(code);
        }
    }

    public long total() {
        return all.total.sum();
    }

    /** Returns the counts by code, in the order of the codes. */
    public Map<String, Long> byCode() {
        return all.byCode();
    }

    /** Returns the errors of a namespace. */
    public long total(final int namespace) {
        final Codes codes = byNamespace.get(namespace);
        return codes == null ? 0 : codes.total.sum();
    }

    /** Returns the counts of a namespace by code, in the order of the codes. */
    public Map<String, Long> byCode(final int namespace) {
        final Codes codes = byNamespace.get(namespace);
        return codes == null ? Map.of() : codes.byCode();
    }

    /** Forgets everything. */
    public void reset() {
        all.reset();
        byNamespace.values().forEach(Codes::reset);
    }

    /** Forgets what was counted of a namespace. */
    public void reset(final int namespace) {
        final Codes codes = byNamespace.get(namespace);
        if (codes != null) {
            codes.reset();
        }
    }
}
