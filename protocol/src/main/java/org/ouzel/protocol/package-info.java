/**
 * The wire format: reading requests (RESP2, RESP3 and inline) from native memory and writing replies into it.
 *
 * <p>Nothing here knows a socket, a thread or a command: a decoder is handed an address and a length, a writer owns
 * a buffer. {@link org.ouzel.protocol.NativeMemory} is the only door to raw memory in the whole project.
 */
package org.ouzel.protocol;
