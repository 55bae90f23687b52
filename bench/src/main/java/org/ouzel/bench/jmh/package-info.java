/**
 * JMH classes; each states the question that it answers. Run them by {@code scripts/ouzel-bench jmh}, on the flags
 * that the server runs with.
 */
package org.ouzel.bench.jmh;
