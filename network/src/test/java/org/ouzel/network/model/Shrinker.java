package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ouzel.network.harness.RawConnection;

/** Finds a short list of commands whose last one still diverges (delta debugging with a bounded effort). */
final class Shrinker {
    private static final int MAX_TRIALS = 400;
    private static final int[] TAIL_STEPS = {1, 5, 20, 100, 500, 2000, 10_000, Integer.MAX_VALUE};

    private int trials;
    private final Predicate<List<Step>> diverges;

    Shrinker(final Predicate<List<Step>> diverges) {
        this.diverges = diverges;
    }

    /** @return the short list, or the last related commands if the divergence doesn't come back */
    List<Step> shrink(final List<Step> history) {
        final List<Step> related = related(history, Integer.MAX_VALUE);
        for (final int tail : TAIL_STEPS) {
            for (final List<Step> steps : List.of(related, history)) {
                final List<Step> candidate = steps.subList(Math.max(0, steps.size() - tail), steps.size());
                if (isDiverging(candidate)) {
                    return minimised(new ArrayList<>(candidate));
                }
            }
        }
        return related.subList(Math.max(0, related.size() - 30), related.size());
    }

    /** The last {@code count} steps that name a key of the last step, and the last step. */
    List<Step> related(final List<Step> history, final int count) {
        final Set<String> keys = keysOf(history.get(history.size() - 1));
        final List<Step> related = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0 && related.size() < count; i--) {
            final Step step = history.get(i);
            if (i == history.size() - 1 || !Collections.disjoint(keysOf(step), keys)) {
                related.add(step);
            }
        }
        Collections.reverse(related);
        return related;
    }

    private List<Step> minimised(final List<Step> steps) {
        List<Step> best = steps;
        int chunk = Math.max(1, best.size() / 2);
        while (trials < MAX_TRIALS) {
            boolean isShorter = false;
            for (int from = 0; from < best.size() - 1 && trials < MAX_TRIALS;) {
                final List<Step> candidate = new ArrayList<>(best);
                candidate.subList(from, Math.min(from + chunk, best.size() - 1)).clear();
                if (isDiverging(candidate)) {
                    best = candidate;
                    isShorter = true;
                } else {
                    from += chunk;
                }
            }
            if (chunk == 1 && !isShorter) {
                break;
            }
            chunk = Math.max(1, chunk / 2);
        }
        return best;
    }

    private boolean isDiverging(final List<Step> steps) {
        trials++;
        return diverges.test(steps);
    }

    private static Set<String> keysOf(final Step step) {
        final Set<String> keys = new HashSet<>();
        Arrays.stream(step.arguments()).map(RawConnection::text).filter(Dice.KEYS::contains).forEach(keys::add);
        return keys;
    }
}
