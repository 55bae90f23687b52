package org.ouzel.bench.compare;

/** A figure that a scenario can measure of one server. */
public enum Metric {
    /** Requests per second at saturation. */
    THROUGHPUT("requests per second", "/s", 0),
    /** CPU time of the server, user and kernel, over the requests, at saturation. */
    CPU_PER_REQUEST("CPU per request", "µs", 3),
    /** CPU time per request of a user with rules over that of one who may do everything. */
    ACCESS_COST_PERCENT("extra CPU for checking rules", "%", 1),
    /** A tenant's 99 % beside a noisy one over that without it. */
    NOISE_P99_PERCENT("extra p99 beside a noisy tenant", "%", 1),
    /** CPU time of the server over the messages that subscribers received. */
    CPU_PER_MESSAGE("CPU per message", "µs", 3),
    /** Median at saturation, as redis-benchmark counts: from the actual send. */
    SATURATED_P50("p50 at saturation", "µs", 0),
    /** 99 % at saturation. */
    SATURATED_P99("p99 at saturation", "µs", 0),
    /** Slowest request at saturation. */
    SATURATED_MAX("max at saturation", "µs", 0),
    /** Median at the stated rate, from the planned send. */
    P50("p50 at the rate", "µs", 0),
    /** 99 % at the stated rate. */
    P99("p99 at the rate", "µs", 0),
    /** 99.9 % at the stated rate. */
    P999("p99.9 at the rate", "µs", 0),
    /** Slowest request at the stated rate. */
    MAX("max at the rate", "µs", 0),
    /** Server CPU over the requests at the stated rate. */
    CPU_AT_RATE("CPU per request at the rate", "µs", 3),
    /** Resident memory over the empty server, by the keys. */
    BYTES_PER_KEY("resident bytes per key", "B", 1),
    /** Resident memory over the empty server, by the elements of one collection. */
    BYTES_PER_ELEMENT("resident bytes per element", "B", 1),
    /** Time that one pipelined connection took to load the keys. */
    LOAD_SECONDS("time to load the keys", "s", 2),
    /** 99.9 % of a probe's requests. */
    PROBE_P999("probe p99.9", "µs", 0),
    /** Slowest request of a probe. */
    PROBE_MAX("probe max", "µs", 0),
    /** A probe's requests that took over 10 ms from their planned send. */
    SLOW_COUNT("probe requests over 10 ms", "", 0),
    /** Slowest request of a probe, from its actual send: what the server is to blame for when the probe was late. */
    PROBE_SERVICE_MAX("probe max from actual send", "µs", 0),
    /** The latest that a request was sent after its planned time: the load generator's own delay. */
    SEND_LAG("latest send behind its plan", "µs", 0),
    /** The most resident memory while a snapshot is written, copies of pages in a child included, over that before. */
    EXTRA_MEMORY_PERCENT("extra memory of a snapshot", "%", 1),
    /** From BGSAVE to its end. */
    SNAPSHOT_SECONDS("time of a snapshot", "s", 2),
    /** From the process's start to the first PONG of a server that has loaded its data. */
    RECOVERY_SECONDS("start with data to first PONG", "s", 2),
    /** From the process's start to the first PONG. */
    START_MS("start to first PONG", "ms", 0),
    /** Resident memory over the same server without the idle connections, by their number. */
    BYTES_PER_CONNECTION("resident bytes per connection", "B", 0),
    /** Reads of a load with few popular keys that found theirs, of all. */
    HIT_PERCENT("hits of a cache's load", "%", 2),
    /** Server CPU over the requests of that load. */
    CPU_SKEWED("CPU per request of a cache's load", "µs", 3),
    /** Keys that a server with limited memory held at the end. */
    KEY_COUNT("keys held", "", 0),
    /** Resident memory of the server at the end. */
    RESIDENT_MB("resident memory", "MB", 1),
    /** CPU time of everything but this server and the load generator, 100 being one core. */
    OTHER_CPU("CPU of other processes", "%", 1);

    private final String title;
    private final String unit;
    private final int decimals;

    Metric(final String title, final String unit, final int decimals) {
        this.title = title;
        this.unit = unit;
        this.decimals = decimals;
    }

    /** Returns what a table calls the figure, with its unit. */
    public String title() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** Returns how many digits after the point make sense. */
    public int decimals() {
        return decimals;
    }

    /** Tells whether two servers' figures may be put in relation; what others did may not. */
    public boolean hasRatio() {
        return this != OTHER_CPU && this != SEND_LAG && this != ACCESS_COST_PERCENT && this != NOISE_P99_PERCENT;
    }
}
