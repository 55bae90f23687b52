package org.ouzel.network.http;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Which names the server may be asked by. As long as everybody may come in without a password, a page from elsewhere
 * could have its own name lead here (DNS rebinding) and use the browser's way in: then only addresses and
 * {@code localhost} are taken.
 */
final class HostRule {
    static final String REFUSAL = "ask by address, or as localhost: while the default user needs no password and"
        + " protected-mode is on, other names are refused";

    private final BooleanSupplier isStrict;

    /** @param isStrict whether names are refused now */
    HostRule(final BooleanSupplier isStrict) {
        this.isStrict = isStrict;
    }

    /** @param host the header Host: name or address, and perhaps a port */
    boolean isAllowed(final String host) {
        if (!isStrict.getAsBoolean() || host.isEmpty()) {
            return true; // only what isn't a browser sends no name
        }
        final int portColon = host.lastIndexOf(':');
        final boolean hasPort = portColon > host.lastIndexOf(']') && host.indexOf(':') == portColon
            || host.startsWith("[") && portColon > host.lastIndexOf(']');
        final String name = (hasPort ? host.substring(0, portColon) : host).toLowerCase(Locale.ROOT);
        final boolean isBracketed = name.startsWith("[") && name.endsWith("]");
        return name.equals("localhost") || name.endsWith(".localhost") || NetUtil.isValidIpV4Address(name)
            || isBracketed && NetUtil.isValidIpV6Address(name);
    }
}
