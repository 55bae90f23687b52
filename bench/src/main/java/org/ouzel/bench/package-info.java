/**
 * Entry point of {@code scripts/ouzel-bench}: the comparison with Redis, the open-loop load generator and the JMH
 * classes, each in a package of its own. Nothing of the server depends on this module.
 */
package org.ouzel.bench;
