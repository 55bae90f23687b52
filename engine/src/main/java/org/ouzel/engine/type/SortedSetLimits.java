package org.ouzel.engine.type;

/**
 * Up to what size a sorted set is kept packed, from {@code zset-max-listpack-entries} and
 * {@code zset-max-listpack-value}.
 *
 * @param entries     most members
 * @param memberBytes longest member
 */
public record SortedSetLimits(int entries, int memberBytes) {
    /** Takes the settings, bounded by what a blob of members and scores can hold. */
    public static SortedSetLimits of(final long entries, final long memberBytes) {
        return new SortedSetLimits((int) Math.min(PackedBlob.MAX_COUNT / 2, entries),
            (int) Math.min(Integer.MAX_VALUE, memberBytes));
    }

    /** Tells whether a sorted set of so many members, the longest of so many bytes, is packed. */
    public boolean allow(final long count, final int length) {
        return count <= entries && length <= memberBytes;
    }
}
