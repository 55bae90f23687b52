/** The commands of the group hash; the value itself is {@link org.ouzel.engine.type.HashValue}. */
package org.ouzel.engine.command.hash;
