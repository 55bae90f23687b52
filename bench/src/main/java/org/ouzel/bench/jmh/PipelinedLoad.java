package org.ouzel.bench.jmh;

/** Batches of GETs or SETs on random keys, all of which exist, for an engine that it owns. One thread. */
final class PipelinedLoad implements AutoCloseable {
    private static final int VALUE_BYTES = 64;

    private final BenchedEngine engine;
    private final RequestBytes gets;
    private final RequestBytes sets;
    private final int keyCount;
    private final int pipeline;
    private long random = 42;

    /** Sets every key from 0 on once. */
    PipelinedLoad(final BenchedEngine engine, final int keyCount, final int pipeline) {
        this.engine = engine;
        this.keyCount = keyCount;
        this.pipeline = pipeline;
        gets = RequestBytes.of("GET", 0, pipeline);
        sets = RequestBytes.of("SET", VALUE_BYTES, pipeline);
        for (int key = 0; key < keyCount; key += pipeline) {
            for (int i = 0; i < pipeline; i++) {
                sets.setKey(i, Math.min(keyCount - 1, key + i));
            }
            engine.run(sets);
        }
    }

    /** Runs a batch of GETs; returns the bytes of all replies so far. */
    long get() {
        pick(gets);
        return engine.run(gets);
    }

    /** Runs a batch of SETs; returns the bytes of all replies so far. */
    long set() {
        pick(sets);
        return engine.run(sets);
    }

    private void pick(final RequestBytes requests) {
        for (int i = 0; i < pipeline && keyCount > 1; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            requests.setKey(i, (random >>> 1) % keyCount);
        }
    }

    @Override
    public void close() {
        engine.close();
        gets.close();
        sets.close();
    }
}
