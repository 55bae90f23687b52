package org.ouzel.bench.load;

import java.nio.ByteBuffer;

/**
 * Values that tell which write made them: every byte depends on the key's index and on the write's version, so that a
 * value read back is either the expected one or wrong. A value of n bytes holds 6n bits of the stamp.
 */
public final class ValueStamp {
    private static final byte[] ALPHABET = new byte[64];
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int BYTES_PER_WORD = 10;

    static {
        for (int i = 0; i < ALPHABET.length; i++) {
            ALPHABET[i] = (byte) ('0' + i);
        }
    }

    private ValueStamp() {
    }

    /** Appends the value of a key's version. */
    public static void put(final ByteBuffer target, final long keyIndex, final long version, final int length) {
        long state = seed(keyIndex, version);
        int written = 0;
        while (written < length) {
            state += GOLDEN;
            long word = mix(state);
            for (int i = 0; i < BYTES_PER_WORD && written < length; i++) {
                target.put(ALPHABET[(int) (word & 63)]);
                word >>>= 6;
                written++;
            }
        }
    }

    /** Tells whether {@code length} bytes from an offset are the value of a key's version. */
    public static boolean matches(
        final ByteBuffer source, final int offset, final int length, final long keyIndex, final long version) {
        long state = seed(keyIndex, version);
        int checked = 0;
        while (checked < length) {
            state += GOLDEN;
            long word = mix(state);
            for (int i = 0; i < BYTES_PER_WORD && checked < length; i++) {
                if (source.get(offset + checked) != ALPHABET[(int) (word & 63)]) {
                    return false;
                }
                word >>>= 6;
                checked++;
            }
        }
        return true;
    }

    private static long seed(final long keyIndex, final long version) {
        return mix(keyIndex * GOLDEN + version);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    static long mix(final long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
