package org.ouzel.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a thread on one core, by {@code taskset}. */
final class Pinning {
    private Pinning() {
    }

    /** Pins the calling thread to a core; does nothing for a core below 0. */
    static void pinThisThread(final int core) throws IOException, InterruptedException {
        if (core < 0) {
            return;
        }
        final String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
        final Process taskset = new ProcessBuilder("taskset", "-cp", Integer.toString(core), thread)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset failed: core=" + core + " thread=" + thread);
        }
    }
}
