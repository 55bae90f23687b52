/**
 * Lua 5.1 in Java: compiler, virtual machine, and the standard libraries that need nothing of the outside.
 *
 * <p>Knows nothing of Redis; what a script may call of the server is {@code org.ouzel.engine.script}'s business.
 */
package org.ouzel.engine.lua;
