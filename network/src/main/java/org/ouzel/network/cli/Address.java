package org.ouzel.network.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a server is, and as whom one comes.
 *
 * @param host     name or IP address
 * @param port     1 to 65,535
 * @param socket   the file of a UNIX domain socket, which then stands for host and port; else null
 * @param isTls    whether the connection is one of TLS
 * @param user     null for the default user
 * @param password null for none; never printed
 * @param database number of the database to select
 */
record Address(String host, int port, String socket, boolean isTls, String user, String password, int database) {
    static final String DEFAULT_HOST = "127.0.0.1";
    static final int DEFAULT_PORT = 6379;
    static final Address DEFAULT = new Address(DEFAULT_HOST, DEFAULT_PORT, null, false, null, null, 0);

    private static final int MAX_PORT = 65_535;
    private static final int HEX = 16;

    /**
     * Reads an address such as {@code kv://user:password@host:port/database}.
     *
     * <p>{@code kv} and {@code redis} are the same, {@code kvs} and {@code rediss} the same by TLS; everything behind
     * the scheme may be missing. A single word before the {@code @} is the password. User and password are
     * percent-encoded. {@code unix://user:password@/path?db=1} names a socket file.
     *
     * @throws IllegalArgumentException when it is no such address; the message is for the user
     */
    static Address parse(final String uri) {
        final int colon = uri.indexOf("://");
        final String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        final boolean isUnix = "unix".equals(scheme) || "redis+unix".equals(scheme);
        final boolean isTls = "rediss".equals(scheme) || "kvs".equals(scheme);
        if (!isUnix && !isTls && !"redis".equals(scheme) && !"kv".equals(scheme)) {
            throw new IllegalArgumentException("Invalid URI scheme: kv, kvs, redis, rediss or unix is expected");
        }
        String rest = uri.substring(colon + 3);
        final int at = rest.lastIndexOf('@');
        final String login = at < 0 ? "" : rest.substring(0, at);
        rest = rest.substring(at + 1);
        final int separator = login.indexOf(':');
        final String user = separator > 0 ? decode(login.substring(0, separator)) : null;
        final String password = login.isEmpty() ? null : decode(login.substring(separator + 1));
        return isUnix ? ofSocket(rest, user, password) : ofHost(rest, isTls, user, password);
    }

    Address withHost(final String newHost) {
        return new Address(newHost, port, socket, isTls, user, password, database);
    }

    Address withPort(final int newPort) {
        return new Address(host, newPort, socket, isTls, user, password, database);
    }

    Address withSocket(final String newSocket) {
        return new Address(host, port, newSocket, isTls, user, password, database);
    }

    Address withTls() {
        return new Address(host, port, socket, true, user, password, database);
    }

    Address withLogin(final String newUser, final String newPassword) {
        return new Address(host, port, socket, isTls, newUser, newPassword, database);
    }

    Address withDatabase(final int newDatabase) {
        return new Address(host, port, socket, isTls, user, password, newDatabase);
    }

    /** Returns what the prompt and messages call the server: {@code host:port}, {@code [host]:port} or the file. */
    String place() {
        if (socket != null) {
            return socket;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Address[" + place() + ", isTls=" + isTls + ", user=" + user + ", database=" + database + "]";
    }

    private static Address ofHost(final String text, final boolean isTls, final String user, final String password) {
        final int query = text.indexOf('?');
        final String withPath = query < 0 ? text : text.substring(0, query);
        final int slash = withPath.indexOf('/');
        final String place = slash < 0 ? withPath : withPath.substring(0, slash);
        final String path = slash < 0 ? "" : withPath.substring(slash + 1);
        final int bracket = place.lastIndexOf(']');
        final int colon = place.indexOf(':', Math.max(0, bracket));
        final String name = colon < 0 ? place : place.substring(0, colon);
        final String host = bracket > 0 && name.startsWith("[") ? name.substring(1, bracket) : name;
        final int port = colon < 0 || colon == place.length() - 1 ? DEFAULT_PORT : port(place.substring(colon + 1));
        return new Address(host.isEmpty() ? DEFAULT_HOST : decode(host), port, null, isTls, user, password,
            path.isEmpty() ? 0 : database(path));
    }

    private static Address ofSocket(final String text, final String user, final String password) {
        final int query = text.indexOf('?');
        final String path = decode(query < 0 ? text : text.substring(0, query));
        if (path.isEmpty()) {
            throw new IllegalArgumentException("Invalid URI: a path is expected, as in unix:///run/ouzel.sock");
        }
        int database = 0;
        for (final String pair : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            if (pair.startsWith("db=")) {
                database = database(pair.substring(3));
            }
        }
        return new Address(DEFAULT_HOST, DEFAULT_PORT, path, false, user, password, database);
    }

    /** @throws IllegalArgumentException when the text is no port */
    static int port(final String text) {
        final int port = number(text);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("Invalid server port: " + text);
        }
        return port;
    }

    private static int database(final String text) {
        final int database = number(text);
        if (database < 0) {
            throw new IllegalArgumentException("Invalid database number: " + text);
        }
        return database;
    }

    private static int number(final String text) {
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            return -1;
        }
    }

    /** Replaces {@code %HH} by bytes of UTF-8; unlike in a form, a plus stands for itself. */
    private static String decode(final String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        final byte[] from = text.getBytes(StandardCharsets.UTF_8);
        final byte[] bytes = new byte[from.length];
        int count = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                bytes[count++] = from[i];
                continue;
            }
            final int high = i + 2 < from.length ? Character.digit(from[i + 1], HEX) : -1;
            final int low = i + 2 < from.length ? Character.digit(from[i + 2], HEX) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("Incomplete URI encoding");
            }
            bytes[count++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
