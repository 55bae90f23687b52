package org.ouzel.engine.settings;

/**
 * When a client that doesn't read its replies is cut off. 0 means no limit.
 *
 * @param hardBytes cut off at once when more than this is pending
 * @param softBytes cut off when more than this has been pending for {@code softSeconds}
 * @param softSeconds how long the soft limit may be exceeded
 */
public record OutputBufferLimit(long hardBytes, long softBytes, long softSeconds) {
}
