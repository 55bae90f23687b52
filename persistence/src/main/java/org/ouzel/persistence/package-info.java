/**
 * What survives a restart: the append-only journal, snapshots and recovery.
 *
 * <p>Implements what {@code org.ouzel.engine.spi} asks of it; knows neither sockets nor users.
 */
package org.ouzel.persistence;
