/**
 * The interactive client behind {@code scripts/ouzel-cli}: addresses, connections, printed replies, completion, hints.
 *
 * <p>It talks to any RESP server over a socket and shares nothing with the server in this module but the build; the
 * server loads none of it. Requests and replies are text with one character a byte (ISO-8859-1), as in
 * {@link org.ouzel.protocol.client}; only what a person types or sees is Unicode.
 */
package org.ouzel.network.cli;
