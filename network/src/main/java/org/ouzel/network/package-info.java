/** Sockets to ring and back: transports, connections, settings files and the server's main class. */
package org.ouzel.network;
