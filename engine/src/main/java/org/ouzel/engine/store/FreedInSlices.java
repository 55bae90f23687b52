package org.ouzel.engine.store;

/** Something large that nothing leads to any more, or soon won't. One thread at a time. */
public interface FreedInSlices {
    /** Holds nothing. */
    FreedInSlices NOTHING = unitCount -> 0;

    /**
     * Frees some of what is held.
     *
     * @param unitCount how many elements, about, may be freed now
     * @return how many were freed; fewer than {@code unitCount} means that nothing is left
     */
    int freeSlice(int unitCount);
}
