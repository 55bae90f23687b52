/** The commands about HyperLogLogs, which are strings with a layout that {@code org.ouzel.engine.type} knows. */
package org.ouzel.engine.command.hyperloglog;
