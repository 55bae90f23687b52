package org.ouzel.bench.compare;

import java.util.List;

/**
 * Something to compare.
 *
 * @param name what {@code --mix} picks it by
 * @param summary one line for the table
 * @param scenario how a server is measured
 * @param holds what is to be held, from ARCHITECTURE §12
 */
public record Mix(String name, String summary, Scenario scenario, List<Hold> holds) {
}
