/**
 * The commands of the group sorted_set, by topic; {@link org.ouzel.engine.command.sortedset.SortedSetFamily} binds
 * them. How sorted sets are stored is {@link org.ouzel.engine.type.SortedSetValue}'s business.
 */
package org.ouzel.engine.command.sortedset;
