/**
 * The other end of the wire: a small blocking client and a reply reader for tools, load generators and tests.
 *
 * <p>Made to be plain and exact rather than fast or complete: no pools, no reconnecting, no threads. Nothing in the
 * server uses it.
 */
package org.ouzel.protocol.client;
