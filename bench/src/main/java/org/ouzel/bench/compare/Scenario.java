package org.ouzel.bench.compare;

import java.io.IOException;

/** How one server is measured once. */
interface Scenario {
    /**
     * Brings a server to the state in which it is measured: keys loaded, code warm. Called once per server, before the
     * first round. Scenarios that start servers of their own do here what must be done once on the machine.
     */
    void prepare(Contender contender, CompareOptions options) throws IOException, InterruptedException;

    /** Measures. */
    Sample measure(Contender contender, CompareOptions options) throws IOException, InterruptedException;

    /** Tells whether the servers stay up between measurements; else each measurement starts its own. */
    boolean isOnRunningServer();
}
