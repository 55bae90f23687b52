/** The commands of the group set; the value itself is {@link org.ouzel.engine.type.SetValue}. */
package org.ouzel.engine.command.set;
