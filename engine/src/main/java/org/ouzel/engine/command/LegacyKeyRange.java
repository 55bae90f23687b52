package org.ouzel.engine.command;

import java.util.List;

/**
 * The first, last and step of COMMAND INFO, which older clients go by, derived from the key specifications as Redis
 * derives them: a single range is taken as it is; of several, those that follow one another with step 1 are joined.
 *
 * @param first     argument index of the first key; 0 without keys
 * @param last      argument index of the last key, or counted from the end if negative
 * @param step      distance between keys
 * @param isMovable whether there are keys outside the range
 */
record LegacyKeyRange(int first, int last, int step, boolean isMovable) {
    private static final LegacyKeyRange NONE = new LegacyKeyRange(0, 0, 0, false);

    static LegacyKeyRange of(final List<KeySpec> specs) {
        if (specs.isEmpty()) {
            return NONE;
        }
        if (specs.size() == 1 && specs.get(0).isIndexedRange()) {
            final KeySpec spec = specs.get(0);
            return new LegacyKeyRange(spec.beginIndex(), absoluteLast(spec), spec.step(),
                spec.has(KeyFlag.INCOMPLETE));
        }
        return join(specs);
    }

    private static LegacyKeyRange join(final List<KeySpec> specs) {
        int first = 0;
        int last = 0;
        boolean isMovable = false;
        for (final KeySpec spec : specs) {
            final boolean isConsecutive = last == 0 || last == spec.beginIndex() - 1;
            if (!spec.isIndexedRange() || spec.step() != 1 || !isConsecutive) {
                isMovable = true;
                continue;
            }
            isMovable |= spec.has(KeyFlag.INCOMPLETE);
            first = first == 0 ? spec.beginIndex() : Math.min(first, spec.beginIndex());
            final int specLast = absoluteLast(spec);
            // Counted from the end is behind every index.
            last = Integer.compareUnsigned(specLast, last) > 0 ? specLast : last;
        }
        return new LegacyKeyRange(first, last, first == 0 ? 0 : 1, isMovable);
    }

    private static int absoluteLast(final KeySpec spec) {
        return spec.lastKey() >= 0 ? spec.beginIndex() + spec.lastKey() : spec.lastKey();
    }
}
