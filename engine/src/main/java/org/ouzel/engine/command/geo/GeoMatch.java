package org.ouzel.engine.command.geo;

/**
 * A place that a search found.
 *
 * @param member    its name
 * @param score     its score in the sorted set
 * @param longitude degrees
 * @param latitude  degrees
 * @param distance  metres from the centre
 */
record GeoMatch(byte[] member, double score, double longitude, double latitude, double distance) {
}
