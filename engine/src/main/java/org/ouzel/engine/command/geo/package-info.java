/**
 * The commands of the group geo: places are members of sorted sets, whose scores hold their coordinates.
 *
 * <p>{@link org.ouzel.engine.command.geo.GeoFamily} binds them. {@link org.ouzel.engine.command.geo.Geohash} says how
 * coordinates become a score; how sorted sets are stored and read is the business of
 * {@link org.ouzel.engine.type.SortedSetValue}.
 */
package org.ouzel.engine.command.geo;
