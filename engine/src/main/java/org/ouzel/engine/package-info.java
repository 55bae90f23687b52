/**
 * The engine: one Disruptor ring of preallocated command events, the stages that walk it, and what they work on.
 *
 * <p>Knows no Netty, no file and no SQL; what it needs from outside it asks for through {@code org.ouzel.engine.spi}.
 */
package org.ouzel.engine;
