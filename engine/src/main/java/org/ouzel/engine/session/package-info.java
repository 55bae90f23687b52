/** Who is connected: a session's identity and settings, and the registry of all sessions. */
package org.ouzel.engine.session;
