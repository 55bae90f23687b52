package org.ouzel.network.http;

import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * The cookie that holds a session's token. Its name holds the port, since browsers keep the cookies of all ports of a
 * host together.
 */
final class SessionCookie {
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";

    private SessionCookie() {
    }

    /** Returns the token that a request brings, or an empty text. */
    static String read(final WebRequest request, final Settings settings) {
        final String wanted = name(request, settings) + '=';
        for (final String cookie : request.header("Cookie").split(";")) {
            if (cookie.trim().startsWith(wanted)) {
                return cookie.trim().substring(wanted.length());
            }
        }
        return "";
    }

    /** Returns the header that has the browser keep a token, until it is closed. */
    static String of(final WebRequest request, final Settings settings, final String token) {
        return name(request, settings) + '=' + token + RULES + secure(request);
    }

    /** Returns the header that has the browser forget it. */
    static String ended(final WebRequest request, final Settings settings) {
        return name(request, settings) + '=' + RULES + "; Max-Age=0" + secure(request);
    }

    private static String name(final WebRequest request, final Settings settings) {
        return (request.isSecure() ? "__Host-" : "") + "ouzel-" + settings.getInt(SettingsTable.HTTP_PORT);
    }

    private static String secure(final WebRequest request) {
        return request.isSecure() ? "; Secure" : "";
    }
}
