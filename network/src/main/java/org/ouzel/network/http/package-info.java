/**
 * Metrics, health and dashboard by HTTP. What they show comes from commands of ordinary clients without sockets, as
 * {@link org.ouzel.network.http.CommandGate} lets them in; this package counts nothing, and knows no engine thread.
 *
 * <p>One event loop of its own serves all of it: an IO loop of the engine runs commands, and drawing up a page must not
 * hold them up. Unless a method says otherwise, everything here runs on that loop's thread.
 */
package org.ouzel.network.http;
