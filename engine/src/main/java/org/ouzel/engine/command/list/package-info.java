/**
 * The commands of the group list, by topic. {@link org.ouzel.engine.command.list.ListFamily} binds them; how lists are
 * stored is {@link org.ouzel.engine.type.ListValue}'s business.
 */
package org.ouzel.engine.command.list;
