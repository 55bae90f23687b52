package org.ouzel.engine.harness;

/** The set-ups in which every test of commands runs. */
public enum EngineSetup {
    FUSED("fused", 1),
    DEDICATED_1("dedicated", 1),
    DEDICATED_3("dedicated", 3);

    private final String threading;
    private final int shardCount;

    EngineSetup(final String threading, final int shardCount) {
        this.threading = threading;
        this.shardCount = shardCount;
    }

    public String threading() {
        return threading;
    }

    public int shardCount() {
        return shardCount;
    }
}
