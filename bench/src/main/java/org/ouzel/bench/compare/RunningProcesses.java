package org.ouzel.bench.compare;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that this one has started. They are in sessions of their own, so that a Ctrl-C doesn't reach them:
 * whatever is left when this process ends, in whatever way but {@code kill -9}, is ended here, by its id.
 */
final class RunningProcesses {
    private static final Set<ProcessHandle> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningProcesses::endAll, "end-processes"));
    }

    private RunningProcesses() {
    }

    static void add(final ProcessHandle process) {
        RUNNING.add(process);
    }

    static void remove(final ProcessHandle process) {
        RUNNING.remove(process);
    }

    private static void endAll() {
        for (final ProcessHandle process : RUNNING) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
