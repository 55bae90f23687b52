/**
 * Who may do what: users, access rules, namespaces and quotas, password hashing and the user store.
 *
 * <p>Implements what {@code org.ouzel.engine.spi} asks of it; knows neither sockets nor files of the keyspace.
 */
package org.ouzel.auth;
