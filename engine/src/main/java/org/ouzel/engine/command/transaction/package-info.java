/** MULTI, EXEC, DISCARD, WATCH and UNWATCH. What is queued and watched is kept by {@code engine.transaction}. */
package org.ouzel.engine.command.transaction;
