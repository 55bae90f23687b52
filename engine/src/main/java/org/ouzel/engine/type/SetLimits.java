package org.ouzel.engine.type;

/**
 * Up to what size a set is kept packed, from {@code set-max-intset-entries}, {@code set-max-listpack-entries} and
 * {@code set-max-listpack-value}.
 *
 * @param integers    most members of a set of integers
 * @param entries     most members of any other set
 * @param memberBytes longest member of one
 */
public record SetLimits(int integers, int entries, int memberBytes) {
    /** Above this a sorted blob costs more to insert into than a table. */
    private static final int MAX_INTEGERS = 1 << 17;

    /** Takes the settings, bounded by what a blob can hold. */
    public static SetLimits of(final long integers, final long entries, final long memberBytes) {
        return new SetLimits((int) Math.min(MAX_INTEGERS, integers), (int) Math.min(PackedBlob.MAX_COUNT, entries),
            (int) Math.min(Integer.MAX_VALUE, memberBytes));
    }
}
