package org.ouzel.engine.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moments at which something took longer than {@code latency-monitor-threshold}, by event name, as LATENCY LATEST and
 * HISTORY show them. One thread at a time.
 */
public final class LatencyMonitor {
    /** A command without the flag {@code fast}. */
    public static final String COMMAND = "command";
    public static final String FAST_COMMAND = "fast-command";
    public static final String EXPIRE_CYCLE = "expire-cycle";
    /** All that was evicted at one slot. */
    public static final String EVICTION_CYCLE = "eviction-cycle";
    /** One key of these. */
    public static final String EVICTION_DEL = "eviction-del";

    private static final int HISTORY_LENGTH = 160;
    private static final long MS_PER_SECOND = 1000;

    private final Map<String, History> histories = new TreeMap<>();

    /** One second's worst case of an event. */
    public record Sample(long timeSeconds, long latencyMs) {
    }

    /** The samples of an event, oldest first, and the worst ever. */
    public static final class History {
        private long worstMs;
        private final List<Sample> samples = new ArrayList<>();

        public long worstMs() {
            return worstMs;
        }

        public List<Sample> samples() {
            return samples;
        }

        private void add(final Sample sample) {
            worstMs = Math.max(worstMs, sample.latencyMs());
            final int last = samples.size() - 1;
            if (last >= 0 && samples.get(last).timeSeconds() == sample.timeSeconds()) {
                if (samples.get(last).latencyMs() < sample.latencyMs()) {
                    samples.set(last, sample);
                }
                return;
            }
            if (samples.size() == HISTORY_LENGTH) {
                samples.remove(0);
            }
            samples.add(sample);
        }
    }

    /** Notes that an event took so long; the caller has held it against the threshold. */
    public void record(final String event, final long nowMs, final long latencyMs) {
        histories.computeIfAbsent(event, name -> new History()).add(new Sample(nowMs / MS_PER_SECOND, latencyMs));
    }

    /** Adds another monitor's samples to these. */
    public void add(final LatencyMonitor other) {
        other.histories.forEach((event, history) -> {
            final History own = histories.computeIfAbsent(event, name -> new History());
            history.samples.forEach(own::add);
            own.samples.sort((a, b) -> Long.compare(a.timeSeconds(), b.timeSeconds()));
            own.worstMs = Math.max(own.worstMs, history.worstMs);
        });
    }

    /** Returns the histories by event name; of an event that never happened there is none. */
    public Map<String, History> histories() {
        return histories;
    }

    /** Forgets an event; returns whether there was anything to forget. */
    public boolean reset(final String event) {
        return histories.remove(event) != null;
    }
}
