package org.ouzel.engine.command.string;

import java.util.HexFormat;
import org.ouzel.protocol.NativeMemory;

/**
 * XXH3 with 64 bits, seed 0 and the default secret: what DIGEST answers and IFDEQ and IFDNE compare.
 *
 * <p>Source: the published description of the algorithm, "xxHash fast digest algorithm", section XXH3. No garbage;
 * callable from any thread.
 */
final class Xxh3 {
    private static final long PRIME32_1 = 0x9E3779B1L;
    private static final long PRIME32_2 = 0x85EBCA77L;
    private static final long PRIME32_3 = 0xC2B2AE3DL;
    private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME64_3 = 0x165667B19E3779F9L;
    private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_MX1 = 0x165667919E3779F9L;
    private static final long PRIME_MX2 = 0x9FB21C651E98DF25L;
    private static final long LOW_32 = 0xFFFFFFFFL;

    private static final int STRIPE_BYTES = 64;
    private static final int SECRET_STEP_BYTES = 8;
    private static final int MIN_SECRET_BYTES = 136;
    private static final int LAST_STRIPE_SECRET_BYTES = 7;
    private static final int MERGE_SECRET_OFFSET = 11;

    private static final byte[] SECRET_BYTES = HexFormat.of().parseHex(
        "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221"
        + "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
        + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb"
        + "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");
    /** The default secret in native memory, for the life of the process, and two bytes to spare. */
    private static final long SECRET = NativeMemory.allocate(SECRET_BYTES.length + 2L);

    static {
        NativeMemory.copy(SECRET_BYTES, 0, SECRET, SECRET_BYTES.length);
    }

    private Xxh3() {
    }

    /** Hashes {@code length} bytes at an address. */
    static long hash(final long input, final int length) {
        if (length <= 16) {
            return length > 8 ? hash9To16(input, length) : length >= 4 ? hash4To8(input, length)
                : length > 0 ? hash1To3(input, length) : avalanche64(secret(56) ^ secret(64));
        }
        return length <= 128 ? hash17To128(input, length) : length <= 240 ? hash129To240(input, length)
            : hashLong(input, length);
    }

    private static long hash1To3(final long input, final int length) {
        final long combined = (long) NativeMemory.getUnsignedByte(input) << 16
            | (long) NativeMemory.getUnsignedByte(input + (length >> 1)) << 24
            | NativeMemory.getUnsignedByte(input + length - 1) | (long) length << 8;
        return avalanche64(combined ^ (secret32(0) ^ secret32(4)) & LOW_32);
    }

    private static long hash4To8(final long input, final int length) {
        final long head = NativeMemory.getInt(input) & LOW_32;
        final long tail = NativeMemory.getInt(input + length - 4) & LOW_32;
        long mixed = tail + (head << 32) ^ secret(8) ^ secret(16);
        mixed ^= Long.rotateLeft(mixed, 49) ^ Long.rotateLeft(mixed, 24);
        mixed *= PRIME_MX2;
        mixed ^= (mixed >>> 35) + length;
        mixed *= PRIME_MX2;
        return mixed ^ mixed >>> 28;
    }

    private static long hash9To16(final long input, final int length) {
        final long low = word(input) ^ secret(24) ^ secret(32);
        final long high = word(input + length - 8) ^ secret(40) ^ secret(48);
        return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
    }

    private static long hash17To128(final long input, final int length) {
        long sum = length * PRIME64_1;
        for (int i = (length - 1) / 32; i >= 0; i--) {
            sum += mix16(input + 16L * i, 32 * i) + mix16(input + length - 16L * (i + 1), 32 * i + 16);
        }
        return avalanche(sum);
    }

    private static long hash129To240(final long input, final int length) {
        long sum = length * PRIME64_1;
        final int rounds = length / 16;
        for (int i = 0; i < 8; i++) {
            sum += mix16(input + 16L * i, 16 * i);
        }
        sum = avalanche(sum);
        for (int i = 8; i < rounds; i++) {
            sum += mix16(input + 16L * i, 16 * (i - 8) + 3);
        }
        return avalanche(sum + mix16(input + length - 16, MIN_SECRET_BYTES - 17));
    }

    /** Stripes of 64 bytes are taken into eight sums, which are scrambled whenever the secret has been used up. */
    private static long hashLong(final long input, final int length) {
        long s0 = PRIME32_3;
        long s1 = PRIME64_1;
        long s2 = PRIME64_2;
        long s3 = PRIME64_3;
        long s4 = PRIME64_4;
        long s5 = PRIME32_2;
        long s6 = PRIME64_5;
        long s7 = PRIME32_1;
        final int stripesPerBlock = (SECRET_BYTES.length - STRIPE_BYTES) / SECRET_STEP_BYTES;
        final int stripes = (length - 1) / STRIPE_BYTES;
        int inBlock = 0;
        for (int i = 0; i <= stripes; i++) {
            final boolean isLast = i == stripes;
            final long at = isLast ? input + length - STRIPE_BYTES : input + (long) i * STRIPE_BYTES;
            final int key = isLast ? SECRET_BYTES.length - STRIPE_BYTES - LAST_STRIPE_SECRET_BYTES
                : inBlock * SECRET_STEP_BYTES;
            final long d0 = word(at);
            final long d1 = word(at + 8);
            final long d2 = word(at + 16);
            final long d3 = word(at + 24);
            final long d4 = word(at + 32);
            final long d5 = word(at + 40);
            final long d6 = word(at + 48);
            final long d7 = word(at + 56);
            s0 += d1 + product32(d0 ^ secret(key));
            s1 += d0 + product32(d1 ^ secret(key + 8));
            s2 += d3 + product32(d2 ^ secret(key + 16));
            s3 += d2 + product32(d3 ^ secret(key + 24));
            s4 += d5 + product32(d4 ^ secret(key + 32));
            s5 += d4 + product32(d5 ^ secret(key + 40));
            s6 += d7 + product32(d6 ^ secret(key + 48));
            s7 += d6 + product32(d7 ^ secret(key + 56));
            if (++inBlock == stripesPerBlock && !isLast) {
                inBlock = 0;
                s0 = scramble(s0, 0);
                s1 = scramble(s1, 1);
                s2 = scramble(s2, 2);
                s3 = scramble(s3, 3);
                s4 = scramble(s4, 4);
                s5 = scramble(s5, 5);
                s6 = scramble(s6, 6);
                s7 = scramble(s7, 7);
            }
        }
        final int key = MERGE_SECRET_OFFSET;
        return avalanche(length * PRIME64_1 + fold(s0 ^ secret(key), s1 ^ secret(key + 8))
            + fold(s2 ^ secret(key + 16), s3 ^ secret(key + 24)) + fold(s4 ^ secret(key + 32), s5 ^ secret(key + 40))
            + fold(s6 ^ secret(key + 48), s7 ^ secret(key + 56)));
    }

    private static long scramble(final long sum, final int lane) {
        return (sum ^ sum >>> 47 ^ secret(SECRET_BYTES.length - STRIPE_BYTES + 8 * lane)) * PRIME32_1;
    }

    private static long product32(final long keyed) {
        return (keyed & LOW_32) * (keyed >>> 32);
    }

    private static long mix16(final long input, final int key) {
        return fold(word(input) ^ secret(key), word(input + 8) ^ secret(key + 8));
    }

    private static long fold(final long a, final long b) {
        // The high half of the unsigned product, from that of the signed one.
        final long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
        return a * b ^ high;
    }

    private static long avalanche(final long value) {
        long mixed = (value ^ value >>> 37) * PRIME_MX1;
        mixed ^= mixed >>> 32;
        return mixed;
    }

    private static long avalanche64(final long value) {
        long mixed = (value ^ value >>> 33) * PRIME64_2;
        mixed = (mixed ^ mixed >>> 29) * PRIME64_3;
        return mixed ^ mixed >>> 32;
    }

    private static long word(final long address) {
        return NativeMemory.getLong(address);
    }

    private static long secret(final int offset) {
        return NativeMemory.getLong(SECRET + offset);
    }

    private static int secret32(final int offset) {
        return NativeMemory.getInt(SECRET + offset);
    }
}
