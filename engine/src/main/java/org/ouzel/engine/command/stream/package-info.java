/** The commands about streams and their consumer groups; the structure is {@code org.ouzel.engine.type.Stream}. */
package org.ouzel.engine.command.stream;
