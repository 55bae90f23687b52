package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.protocol.client.RespClient;

/** A server starts with the data of 3 M keys: from a snapshot, or from a journal of as many records. */
final class RecoveryScenario implements FreshServerScenario {
    private static final int KEY_COUNT = 3_000_000;
    private static final int VALUE_BYTES = 64;
    private static final double MS_PER_SECOND = 1e3;

    private final List<String> flags;
    private final boolean isSaving;

    /**
     * @param flags how the server is started, both times
     * @param isSaving whether SAVE makes the file
     */
    RecoveryScenario(final List<String> flags, final boolean isSaving) {
        this.flags = List.copyOf(flags);
        this.isSaving = isSaving;
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final int keys = options.scaled(KEY_COUNT);
        try (DataDirectory directory = new DataDirectory()) {
            try (ServerProcess server = contender.startIn(directory.path(), flags)) {
                KeyLoader.load(server.port(), KeyFamily.STRINGS, 0, keys, VALUE_BYTES);
                if (isSaving) {
                    call(server, "SAVE");
                }
            }
            try (ServerProcess server = contender.startIn(directory.path(), flags)) {
                final Object size = call(server, "DBSIZE");
                if (!Long.valueOf(keys).equals(size)) {
                    throw new IOException(contender.name() + " recovered another number of keys: expected=" + keys
                        + " found=" + size);
                }
                return new SampleBuilder().put(Metric.RECOVERY_SECONDS, server.startMs() / MS_PER_SECOND).build();
            }
        }
    }

    private static Object call(final ServerProcess server, final String command) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", server.port())) {
            return connection.call(command);
        }
    }
}
