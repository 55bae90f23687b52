/**
 * Commands on keys of any type, and on whole databases. What depends on a value's type lives with that type's commands.
 */
package org.ouzel.engine.command.generic;
