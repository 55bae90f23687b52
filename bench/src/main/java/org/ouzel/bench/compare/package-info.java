/**
 * Ouzel beside Redis: starts both servers in the same way, measures them in turn, and prints ratios. A
 * {@link org.ouzel.bench.compare.Scenario} says how one server is measured once; everything else is the same for all.
 */
package org.ouzel.bench.compare;
