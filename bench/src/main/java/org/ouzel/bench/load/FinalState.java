package org.ouzel.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ouzel.protocol.client.RespClient;

/** Reads every key that a run has written, and compares it with the last write. */
final class FinalState {
    private static final int BATCH = 256;

    private final LoadPlan plan;
    private final Ledger ledger;

    FinalState(final LoadPlan plan, final Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    /** Returns how many keys were compared; differences go to the tally. */
    long verify(final LoadTally tally) throws IOException {
        long verified = 0;
        try (RespClient connection = RespClient.connect("127.0.0.1", plan.port())) {
            final int[] batch = new int[BATCH];
            for (final KeyFamily family : KeyFamily.values()) {
                int pending = 0;
                for (int key = 0; key < ledger.keyCount(); key++) {
                    if (isWritten(family, key)) {
                        batch[pending++] = key;
                        verified++;
                    }
                    if (pending == BATCH || pending > 0 && key == ledger.keyCount() - 1) {
                        compare(connection, family, batch, pending, tally);
                        pending = 0;
                    }
                }
            }
        }
        return verified;
    }

    private boolean isWritten(final KeyFamily family, final int key) {
        return family == KeyFamily.STRINGS
            ? ledger.version(key) != Ledger.UNKNOWN
            : ledger.hasCounters() && ledger.increments(key) > 0;
    }

    private void compare(
        final RespClient connection, final KeyFamily family, final int[] keys, final int count,
        final LoadTally tally) throws IOException {
        for (int i = 0; i < count; i++) {
            connection.append("GET", family.key(keys[i]));
        }
        connection.flush();
        for (int i = 0; i < count; i++) {
            final Object value = connection.read();
            if (!isExpected(family, keys[i], value)) {
                tally.onMismatch("final state: key=" + family.key(keys[i]) + " value=" + value);
            }
        }
    }

    private boolean isExpected(final KeyFamily family, final int key, final Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        if (family == KeyFamily.COUNTERS) {
            return text.equals(Long.toString(ledger.expectedCount(key)));
        }
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.remaining() == plan.valueBytes()
            && ValueStamp.matches(bytes, 0, bytes.remaining(), key, ledger.version(key));
    }
}
