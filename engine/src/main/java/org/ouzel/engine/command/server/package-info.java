/**
 * The commands about the server: what it is set to, how it does, what it costs, and how it ends.
 *
 * <p>Nearly all run in a rendezvous of all shards, whose statistics they may then read and reset. What the IO loops
 * count is read while they go on counting.
 */
package org.ouzel.engine.command.server;
