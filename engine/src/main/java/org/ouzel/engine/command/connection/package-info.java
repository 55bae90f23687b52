/**
 * The commands about the connection itself: who it is, how it talks, what it is called, and what others may do to it.
 *
 * <p>Most run on the connection's own IO loop and touch nothing but the session; those that concern other connections
 * run in a rendezvous of all shards.
 */
package org.ouzel.engine.command.connection;
