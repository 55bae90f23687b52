package org.ouzel.network.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a history has a sequential explanation that respects real time: an operation that completed before
 * another was invoked comes first, and each client's operations keep their order. The search is Wing and Gong's with
 * Lowe's memory of states already visited (J. Wing, C. Gong: "Testing and Verifying Concurrent Objects", 1993;
 * G. Lowe: "Testing for linearizability", 2017). Since clients issue one operation after another, a set of
 * linearised operations is just one position per client.
 */
final class LinearizabilityChecker {
    private final List<List<Operation>> clients;
    private final Set<Configuration> visited = new HashSet<>();
    private final List<Operation> deepest = new ArrayList<>();

    LinearizabilityChecker(final List<List<Operation>> clients) {
        this.clients = clients;
    }

    /** @return whether the history, started from empty registers, is linearizable */
    boolean isLinearizable() {
        return extend(new int[clients.size()], Registers.empty(), new ArrayList<>());
    }

    /** The longest explanation that was found, for the report of a violation. */
    List<Operation> deepest() {
        return deepest;
    }

    private boolean extend(final int[] positions, final Registers state, final List<Operation> order) {
        if (order.size() > deepest.size()) {
            deepest.clear();
            deepest.addAll(order);
        }
        final long earliestCompletionNs = earliestCompletionNs(positions);
        if (earliestCompletionNs == Long.MAX_VALUE) {
            return true;
        }
        if (!visited.add(new Configuration(toList(positions), state))) {
            return false;
        }
        for (final int client : candidates(positions, earliestCompletionNs)) {
            final Operation next = at(client, positions[client]);
            final Registers after = state.after(next);
            if (after != null) {
                positions[client]++;
                order.add(next);
                if (extend(positions, after, order)) {
                    return true;
                }
                order.remove(order.size() - 1);
                positions[client]--;
                if (Registers.changesNothing(next)) {
                    // Since it fits here, it could be moved to here from any later place: none will do better.
                    return false;
                }
            }
        }
        return false;
    }

    /** The clients whose next operation may come next; those that completed first, which is the likeliest order. */
    private List<Integer> candidates(final int[] positions, final long earliestCompletionNs) {
        final List<Integer> candidates = new ArrayList<>();
        for (int client = 0; client < positions.length; client++) {
            final Operation next = at(client, positions[client]);
            if (next != null && next.invokedNs() <= earliestCompletionNs) {
                candidates.add(client);
            }
        }
        candidates.sort(Comparator.comparingLong(client -> at(client, positions[client]).completedNs()));
        return candidates;
    }

    private long earliestCompletionNs(final int[] positions) {
        long earliestNs = Long.MAX_VALUE;
        for (int client = 0; client < positions.length; client++) {
            final Operation next = at(client, positions[client]);
            earliestNs = next == null ? earliestNs : Math.min(earliestNs, next.completedNs());
        }
        return earliestNs;
    }

    private Operation at(final int client, final int position) {
        final List<Operation> operations = clients.get(client);
        return position < operations.size() ? operations.get(position) : null;
    }

    private static List<Integer> toList(final int[] positions) {
        return Arrays.stream(positions).boxed().toList();
    }

    private record Configuration(List<Integer> positions, Registers state) {
    }
}
