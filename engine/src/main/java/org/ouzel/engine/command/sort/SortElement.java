package org.ouzel.engine.command.sort;

import java.util.Arrays;
import java.util.Comparator;

/**
 * An element with what it is sorted by.
 *
 * @param text   the element
 * @param weight in a sort by numbers: its number, 0 if the pattern leads nowhere
 * @param bytes  in a sort by bytes: those compared, null if the pattern leads nowhere
 */
record SortElement(byte[] text, double weight, byte[] bytes) {
    /** Elements of equal weight are compared themselves, so that the order doesn't depend on where they came from. */
    static final Comparator<SortElement> BY_NUMBER = Comparator.comparingDouble(SortElement::weightOrZero)
        .thenComparing(SortElement::text, Arrays::compareUnsigned);
    static final Comparator<SortElement> BY_BYTES =
        Comparator.comparing(SortElement::bytes, Comparator.nullsFirst(Arrays::compareUnsigned));

    /** Negative zero is equal to zero. */
    private double weightOrZero() {
        return weight + 0.0;
    }
}
