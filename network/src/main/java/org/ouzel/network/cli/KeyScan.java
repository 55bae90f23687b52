package org.ouzel.network.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.protocol.client.Reply;

/** The keys of a database, a batch at a time, by SCAN. */
final class KeyScan {
    private static final int STEPS_BETWEEN_PAUSES = 100;

    private String cursor = "0";
    private boolean hasEnded;
    private int stepCount;
    private final Connection connection;
    private final String pattern;
    private final long pauseMs;

    /**
     * @param pattern of the keys, or null for all
     * @param pauseMs after every hundred steps
     */
    KeyScan(final Connection connection, final String pattern, final long pauseMs) {
        this.connection = connection;
        this.pattern = pattern;
        this.pauseMs = pauseMs;
    }

    /**
     * Returns the next keys, none perhaps though more follow, or null when all have been seen.
     *
     * @throws IllegalArgumentException with the server's words when it refuses
     */
    List<String> next() throws IOException {
        if (hasEnded) {
            return null;
        }
        if (++stepCount % STEPS_BETWEEN_PAUSES == 0 && pauseMs > 0) {
            Pauses.sleep(pauseMs);
        }
        final List<String> command = new ArrayList<>(List.of("SCAN", cursor));
        if (pattern != null) {
            command.addAll(List.of("MATCH", pattern));
        }
        final Reply reply = connection.call(command);
        if (reply.isError()) {
            throw new IllegalArgumentException("SCAN failed: " + reply.text());
        }
        cursor = reply.elements().get(0).text();
        hasEnded = "0".equals(cursor);
        return reply.elements().get(1).texts();
    }
}
