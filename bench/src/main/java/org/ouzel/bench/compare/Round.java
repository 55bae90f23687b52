package org.ouzel.bench.compare;

/**
 * One measurement of each server, one right after the other.
 *
 * @param baseline what Redis gave
 * @param candidate what Ouzel gave
 */
public record Round(Sample baseline, Sample candidate) {
}
