package org.ouzel.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a start draws by lot, apart from the events: all else of a server follows from its requests.
 *
 * @param hashSeed the seed of key hashes; kept with the data directory
 * @param runId    40 hexadecimal digits
 * @param startMs  Unix milliseconds
 */
public record ServerIdentity(long hashSeed, String runId, long startMs) {
    private static final int RUN_ID_BYTES = 20;

    /** Draws a new identity at a time. */
    public static ServerIdentity draw(final long startMs) {
        final SecureRandom random = new SecureRandom();
        final byte[] runId = new byte[RUN_ID_BYTES];
        random.nextBytes(runId);
        return new ServerIdentity(random.nextLong(), HexFormat.of().formatHex(runId), startMs);
    }
}
