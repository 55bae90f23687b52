/** Benchmarks: JMH classes that state their question, load, and the comparison with Redis. */
package org.ouzel.bench;
