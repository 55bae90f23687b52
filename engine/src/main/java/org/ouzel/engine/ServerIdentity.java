package org.ouzel.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a start draws by lot, apart from the events: all else of a server follows from its requests.
 *
 * @param hashSeed  the seed of key hashes; kept with the data directory
 * @param eventSeed the seed of the random bits that events carry; another at every start
 * @param runId     40 hexadecimal digits; another at every start
 * @param startMs   Unix milliseconds
 */
public record ServerIdentity(long hashSeed, long eventSeed, String runId, long startMs) {
    private static final int RUN_ID_BYTES = 20;

    /** Draws a new identity at a time. */
    public static ServerIdentity draw(final long startMs) {
        return draw(drawSeed(), startMs);
    }

    /** Draws a new identity for data whose hash seed has been drawn before. */
    public static ServerIdentity draw(final long hashSeed, final long startMs) {
        final byte[] runId = new byte[RUN_ID_BYTES];
        new SecureRandom().nextBytes(runId);
        return new ServerIdentity(hashSeed, drawSeed(), HexFormat.of().formatHex(runId), startMs);
    }

    /** Draws a seed that nobody can foresee. */
    public static long drawSeed() {
        return new SecureRandom().nextLong();
    }
}
