package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ouzel.bench.load.Operation;

/** All mixes, and the ones that are run when none is named. */
final class MixCatalogue {
    private static final int ONE_MILLION = 1_000_000;
    private static final int THREE_MILLION = 3_000_000;
    private static final int TEN_MILLION = 10_000_000;
    private static final int SMALL = 3;
    private static final int LARGE = 64;
    private static final int FEW = 50;
    private static final int MANY = 500;

    private final Map<String, Mix> held = new LinkedHashMap<>();
    private final Map<String, Mix> all = new LinkedHashMap<>();

    MixCatalogue() {
        addHeldShapes();
        addServers();
        TypeMixes.all().forEach(mix -> put(held, mix));
        SessionMixes.all().forEach(mix -> put(held, mix));
        AccessMixes.all().forEach(mix -> put(held, mix));
        PersistenceMixes.all().forEach(mix -> put(held, mix));
        EvictionScenario.mixes().forEach(mix -> put(held, mix));
        all.putAll(held);
        for (final int pipeline : new int[] {1, 16, 64}) {
            for (final int keyCount : new int[] {1, ONE_MILLION}) {
                for (final int valueBytes : new int[] {SMALL, LARGE}) {
                    for (final int clientCount : new int[] {FEW, MANY}) {
                        addOperations(pipeline, keyCount, valueBytes, clientCount);
                    }
                }
            }
        }
    }

    private void addHeldShapes() {
        for (final Operation operation : List.of(Operation.SET, Operation.GET)) {
            hold(new Shape(operation, 1, 1, SMALL, FEW), cpu(1.0));
        }
        for (final Operation operation : List.of(Operation.SET, Operation.GET)) {
            hold(new Shape(operation, 16, 1, SMALL, FEW), cpu(0.85));
        }
        for (final Operation operation : List.of(Operation.SET, Operation.GET)) {
            hold(new Shape(operation, 16, ONE_MILLION, LARGE, FEW), cpu(0.65),
                Hold.ratioAtLeast(Metric.THROUGHPUT, 1.5));
        }
        for (final Operation operation : List.of(Operation.SET, Operation.GET)) {
            hold(new Shape(operation, 16, THREE_MILLION, LARGE, FEW), cpu(0.60),
                Hold.ratioAtLeast(Metric.THROUGHPUT, 1.5));
        }
    }

    private void addServers() {
        put(held, new Mix("startup", "from start to first PONG, empty server", new StartScenario(),
            List.of(new Hold(Metric.START_MS, Hold.Kind.CANDIDATE_AT_MOST, 700))));
        put(held, new Mix("memory", "3 M keys of 16 B + 64 B loaded once, probe of 1,000 GET/s beside",
            new LoadingScenario(THREE_MILLION),
            List.of(Hold.ratioAtMost(Metric.BYTES_PER_KEY, 0.62), Hold.ratioAtMost(Metric.PROBE_MAX, 1.0))));
        put(held, new Mix("growth", "10 M keys of 16 B + 64 B loaded once, probe of 1,000 GET/s beside",
            new LoadingScenario(TEN_MILLION),
            List.of(new Hold(Metric.SLOW_COUNT, Hold.Kind.NOT_ABOVE_BASELINE, 0))));
        put(held, new Mix("connections", "idle connections, and one that works at 5,000/s", new ConnectionsScenario(),
            List.of(Hold.ratioAtMost(Metric.BYTES_PER_CONNECTION, 1.5))));
    }

    private void addOperations(
        final int pipeline, final int keyCount, final int valueBytes, final int clientCount) {
        for (final Operation operation : Operation.values()) {
            final Shape shape = new Shape(operation, pipeline, keyCount, valueBytes, clientCount);
            all.putIfAbsent(shape.name(), new Mix(
                shape.name(), shape.summary(), new ThroughputScenario(shape), List.of()));
        }
    }

    private static Hold cpu(final double limit) {
        return Hold.ratioAtMost(Metric.CPU_PER_REQUEST, limit);
    }

    private void hold(final Shape shape, final Hold... holds) {
        put(held, new Mix(shape.name(), shape.summary(), new ThroughputScenario(shape), List.of(holds)));
    }

    private static void put(final Map<String, Mix> mixes, final Mix mix) {
        mixes.put(mix.name(), mix);
    }

    /** Returns the mixes with a figure to hold, which are run when none is named. */
    List<Mix> held() {
        return List.copyOf(held.values());
    }

    /** Returns every mix. */
    List<Mix> all() {
        return List.copyOf(all.values());
    }

    /** Returns the mixes that fit names, in which {@code *} stands for anything; each name must fit one. */
    List<Mix> named(final List<String> names) {
        final Map<String, Mix> chosen = new LinkedHashMap<>();
        for (final String name : names) {
            final Pattern pattern = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
            final List<Mix> fitting = new ArrayList<>();
            for (final Mix mix : all.values()) {
                if (pattern.matcher(mix.name()).matches()) {
                    fitting.add(mix);
                }
            }
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException("no such mix: " + name + " (--list shows all)");
            }
            fitting.forEach(mix -> put(chosen, mix));
        }
        return List.copyOf(chosen.values());
    }
}
