package org.ouzel.network;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses of clients, and as Redis shows them: {@code 127.0.0.1:6379}, {@code [::1]:6379}. */
final class PeerText {
    private PeerText() {
    }

    /** Tells whether a client is on this machine. */
    static boolean isLoopback(final SocketAddress address) {
        return !(address instanceof InetSocketAddress)
            || ((InetSocketAddress) address).getAddress().isLoopbackAddress();
    }

    static String of(final SocketAddress address) {
        if (address instanceof InetSocketAddress) {
            final InetSocketAddress inet = (InetSocketAddress) address;
            final String host = inet.getAddress() == null ? inet.getHostString() : inet.getAddress().getHostAddress();
            return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return address == null ? "?:0" : address + ":0";
    }
}
