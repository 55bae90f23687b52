package org.ouzel.engine.settings;

/**
 * A snapshot is due when this much time has passed and this many changes were made since the last one.
 *
 * @param seconds at least 1
 * @param changeCount at least 0
 */
public record SavePoint(long seconds, long changeCount) {
}
