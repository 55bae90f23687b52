package org.ouzel.network.harness;

/** A started server on a loopback port. Closing it stops the server and waits until it is gone. */
public interface ServerUnderTest extends AutoCloseable {
    String HOST = "127.0.0.1";

    int port();

    @Override
    void close();

    /** A new connection that speaks RESP2. */
    default RawConnection connect() {
        return RawConnection.open(port());
    }

    /** A new connection that has answered {@code HELLO protocol}. */
    default RawConnection connect(final int protocol) {
        final RawConnection connection = connect();
        if (protocol != 2) {
            connection.call("HELLO", Integer.toString(protocol));
        }
        return connection;
    }
}
