/**
 * Commands that wait: how their sessions are kept, found, served and let go. Which commands wait for what is the
 * business of their families.
 */
package org.ouzel.engine.blocking;
