package org.ouzel.engine.type;

/**
 * Up to what size a hash is kept packed, from {@code hash-max-listpack-entries} and {@code hash-max-listpack-value}.
 *
 * @param entries    most fields
 * @param valueBytes longest field or value
 */
public record HashLimits(int entries, int valueBytes) {
    private static final int MAX_ENTRIES = PackedBlob.MAX_COUNT / 3;

    /** Takes the settings, bounded by what a blob can hold. */
    public static HashLimits of(final long entries, final long valueBytes) {
        return new HashLimits((int) Math.min(MAX_ENTRIES, entries), (int) Math.min(Integer.MAX_VALUE, valueBytes));
    }
}
