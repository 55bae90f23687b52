/**
 * The commands of the group string, by topic. {@link org.ouzel.engine.command.string.StringFamily} binds them; commands
 * on the bits of strings live in {@code org.ouzel.engine.command.bitmap}.
 */
package org.ouzel.engine.command.string;
