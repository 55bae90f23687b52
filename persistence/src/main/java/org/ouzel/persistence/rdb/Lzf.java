package org.ouzel.persistence.rdb;

import java.util.Arrays;
import org.ouzel.protocol.NativeMemory;

/**
 * The LZF compression of strings in RDB files.
 *
 * <pre>
 * 000lllll                      l + 1 bytes as they are follow
 * lllooooo oooooooo             l + 2 bytes (l from 1 to 6) as they came o + 1 bytes ago
 * 111ooooo llllllll oooooooo    l + 9 bytes as they came o + 1 bytes ago
 * </pre>
 *
 * Source: the format of Marc Lehmann's LibLZF. A compressor is reused, by one thread.
 */
final class Lzf {
    /** The most that one compressed byte can stand for, rounded up: 264 bytes for 3. */
    static final int MAX_RATIO = 88;

    private static final int HASH_BITS = 13;
    private static final int HASH_MULTIPLIER = 0x9E3779B1;
    private static final int MAX_LITERALS = 32;
    private static final int MAX_OFFSET = 1 << 13;
    private static final int MAX_MATCH = 264;
    private static final int MIN_MATCH = 3;
    private static final int SHORT_LENGTHS = 7;
    private static final int LENGTH_SHIFT = 5;
    private static final int OFFSET_MASK = 31;

    /** What is added to places, so that those of earlier calls are below and the table needn't be cleared each time. */
    private int base;
    /** Where three bytes with a hash were seen last: one more than their place. */
    private final int[] lastSeen = new int[1 << HASH_BITS];

    /**
     * Compresses bytes.
     *
     * @param target room for {@code maxBytes}
     * @return how many bytes were written, 0 if they would have been more than {@code maxBytes}
     */
    int compress(final long source, final int length, final long target, final int maxBytes) {
        if (base > Integer.MAX_VALUE - length - 1) {
            Arrays.fill(lastSeen, 0);
            base = 0;
        }
        final int start = base;
        base += length;
        final int lastStart = length - MIN_MATCH;
        int literals = 0;
        int written = 0;
        int at = 0;
        while (at < length) {
            int matched = 0;
            int offset = 0;
            if (at <= lastStart) {
                final int three = NativeMemory.getUnsignedByte(source + at)
                    | (NativeMemory.getShort(source + at + 1) & 0xFFFF) << Byte.SIZE;
                final int hash = three * HASH_MULTIPLIER >>> Integer.SIZE - HASH_BITS;
                final int earlier = lastSeen[hash] - start - 1;
                offset = at - earlier - 1;
                if (earlier >= 0 && offset < MAX_OFFSET) {
                    matched = match(source + earlier, source + at, Math.min(length - at, MAX_MATCH));
                }
                lastSeen[hash] = start + at + 1;
            }
            if (matched < MIN_MATCH) {
                at++;
                literals++;
                if (literals < MAX_LITERALS && at < length) {
                    continue;
                }
            }
            if (literals > 0) {
                if (written + 1 + literals > maxBytes) {
                    return 0;
                }
                NativeMemory.putByte(target + written, (byte) (literals - 1));
                NativeMemory.copy(source + at - literals, target + written + 1, literals);
                written += 1 + literals;
                literals = 0;
            }
            if (matched >= MIN_MATCH) {
                if (written + MIN_MATCH > maxBytes) {
                    return 0;
                }
                written += writeMatch(target + written, matched - 2, offset);
                at += matched;
            }
        }
        return written;
    }

    /**
     * Restores compressed bytes.
     *
     * @param target room for {@code length} bytes
     * @return whether they were just so many and well-formed
     */
    static boolean decompress(final long source, final int bytes, final long target, final int length) {
        int at = 0;
        int written = 0;
        while (at < bytes) {
            final int head = NativeMemory.getUnsignedByte(source + at++);
            if (head < MAX_LITERALS) {
                final int count = head + 1;
                if (at + count > bytes || count > length - written) {
                    return false;
                }
                NativeMemory.copy(source + at, target + written, count);
                at += count;
                written += count;
                continue;
            }
            int count = head >>> LENGTH_SHIFT;
            if (at + (count == SHORT_LENGTHS ? 2 : 1) > bytes) {
                return false;
            }
            if (count == SHORT_LENGTHS) {
                count += NativeMemory.getUnsignedByte(source + at++);
            }
            count += 2;
            final int offset = ((head & OFFSET_MASK) << Byte.SIZE | NativeMemory.getUnsignedByte(source + at++)) + 1;
            if (offset > written || count > length - written) {
                return false;
            }
            repeat(target + written, offset, count);
            written += count;
        }
        return written == length;
    }

    private static int match(final long earlier, final long later, final int limit) {
        int same = 0;
        while (same < limit && NativeMemory.getByte(earlier + same) == NativeMemory.getByte(later + same)) {
            same++;
        }
        return same;
    }

    private static int writeMatch(final long target, final int length, final int offset) {
        if (length < SHORT_LENGTHS) {
            NativeMemory.putByte(target, (byte) (length << LENGTH_SHIFT | offset >>> Byte.SIZE));
            NativeMemory.putByte(target + 1, (byte) offset);
            return 2;
        }
        NativeMemory.putByte(target, (byte) (SHORT_LENGTHS << LENGTH_SHIFT | offset >>> Byte.SIZE));
        NativeMemory.putByte(target + 1, (byte) (length - SHORT_LENGTHS));
        NativeMemory.putByte(target + 2, (byte) offset);
        return 3;
    }

    /** Copies from {@code offset} bytes before the target, which may overlap: then what was copied is copied again. */
    private static void repeat(final long target, final int offset, final int count) {
        if (offset >= count) {
            NativeMemory.copy(target - offset, target, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            NativeMemory.putByte(target + i, NativeMemory.getByte(target + i - offset));
        }
    }
}
