package org.ouzel.engine.command.geo;

import java.nio.charset.StandardCharsets;

/**
 * Coordinates as one number: both are cut into 2<sup>26</sup> steps, and the bits of the two step numbers interleaved,
 * those of the latitude in the even places. Numbers that begin alike lie near each other, so that a square of the map
 * is a range of numbers.
 *
 * <pre>
 * 52 bits   lon25 lat25 lon24 lat24 … lon0 lat0
 * </pre>
 *
 * The range is Web Mercator's: 85.05112878 degrees to the north and to the south. A latitude or longitude at the very
 * end of the range takes one bit more, as in Redis.
 */
final class Geohash {
    static final double MAX_LONGITUDE = 180;
    static final double MAX_LATITUDE = 85.05112878;
    /** Bits of each coordinate in a score. */
    static final int STEPS = 26;
    static final int TEXT_LENGTH = 11;

    private static final double POLE = 90;
    private static final byte[] ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    /** The text's last letter would need more bits than a score has: Redis writes a 0. */
    private static final int KNOWN_LETTERS = 10;
    private static final int LETTER_BITS = 5;

    private Geohash() {
    }

    /** Tells whether coordinates can be stored; no number isn't one. */
    static boolean isAllowed(final double longitude, final double latitude) {
        return Math.abs(longitude) <= MAX_LONGITUDE && Math.abs(latitude) <= MAX_LATITUDE;
    }

    /** Returns the number of the step that a coordinate lies in, of 2<sup>steps</sup> between {@code -max} and it. */
    static long step(final double coordinate, final double max, final int steps) {
        return (long) ((coordinate + max) / (max + max) * (1L << steps));
    }

    /** Returns the coordinate at which a step begins. */
    static double start(final long step, final double max, final int steps) {
        return -max + step * 1.0 / (1L << steps) * (max + max);
    }

    /** Returns the score of coordinates in degrees, which are allowed. */
    static long encode(final double longitude, final double latitude) {
        return interleave(step(longitude, MAX_LONGITUDE, STEPS), step(latitude, MAX_LATITUDE, STEPS));
    }

    /** Returns the longitude in degrees that a score stands for: the middle of its step. */
    static double longitude(final double score) {
        return middle(every2ndBit(bits(score) >>> 1), MAX_LONGITUDE);
    }

    /** Returns the latitude in degrees that a score stands for. */
    static double latitude(final double score) {
        return middle(every2ndBit(bits(score)), MAX_LATITUDE);
    }

    /** Puts the 32 bits of each of two numbers in turn, those of {@code even} in the even places. */
    static long interleave(final long odd, final long even) {
        return spread(even) | spread(odd) << 1;
    }

    /** Returns the usual text of a place, 11 letters, which is made of steps between the poles. */
    static byte[] text(final double longitude, final double latitude) {
        final long bits = interleave(step(longitude, MAX_LONGITUDE, STEPS), step(latitude, POLE, STEPS));
        final byte[] text = new byte[TEXT_LENGTH];
        for (int i = 0; i < KNOWN_LETTERS; i++) {
            text[i] = ALPHABET[(int) (bits >>> 2 * STEPS - (i + 1) * LETTER_BITS) & ALPHABET.length - 1];
        }
        text[KNOWN_LETTERS] = ALPHABET[0];
        return text;
    }

    private static double middle(final long step, final double max) {
        // The next step's number has 32 bits as well, which only scores that no place has can tell.
        final double end = start(step + 1 & 0xFFFF_FFFFL, max, STEPS);
        return Math.max(-max, Math.min(max, (start(step, max, STEPS) + end) / 2));
    }

    /** Any score can be asked for its coordinates: the huge ones have the bits that they have in Redis on x86. */
    private static long bits(final double score) {
        if (score >= 0x1p63) {
            return score < 0x1p64 ? (long) (score - 0x1p63) ^ Long.MIN_VALUE : 0;
        }
        return Double.isNaN(score) ? Long.MIN_VALUE : (long) score;
    }

    private static long spread(final long number) {
        long bits = number & 0xFFFF_FFFFL;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFFL;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333L;
        return (bits | bits << 1) & 0x5555_5555_5555_5555L;
    }

    private static long every2ndBit(final long number) {
        long bits = number & 0x5555_5555_5555_5555L;
        bits = (bits | bits >>> 1) & 0x3333_3333_3333_3333L;
        bits = (bits | bits >>> 2) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits >>> 4) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (bits | bits >>> 16) & 0xFFFF_FFFFL;
    }
}
