package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** The largest value that {@code proto-max-bulk-len} lets in by default: 512 MB, there and back. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class HugeValueIT {
    private static final int VALUE_BYTES = 512 * 1024 * 1024;
    private static final int PIECE_BYTES = 1024 * 1024;

    @Parameter
    private OuzelSetup setup;

    @Test
    void shouldKeepTheLargestValueByteForByte() throws IOException {
        try (ServerUnderTest server = setup.start(); RawConnection other = server.connect()) {
            try (Socket socket = new Socket(ServerUnderTest.HOST, server.port())) {
                final DataInputStream input = new DataInputStream(socket.getInputStream());
                send(socket.getOutputStream());
                assertArrayEquals(RawConnection.bytes("+OK\r\n"), input.readNBytes(5));
                assertEquals(":" + VALUE_BYTES + "\r\n", other.call("STRLEN", "huge"));
                final int seam = 7 * PIECE_BYTES;
                assertEquals("$2\r\n\u0006\u0007\r\n", other.call("GETRANGE", "huge", "" + (seam - 1), "" + seam));
                socket.getOutputStream().write(RawConnection.bytes("GET huge\r\n"));
                receive(input);
            }
            assertEquals(":1\r\n", other.call("UNLINK", "huge"));
        }
    }

    /** Each piece is filled with its number, so that a lost or doubled piece shows. */
    private static void send(final OutputStream output) throws IOException {
        output.write(RawConnection.bytes("*3\r\n$3\r\nSET\r\n$4\r\nhuge\r\n$" + VALUE_BYTES + "\r\n"));
        for (int number = 0; number < VALUE_BYTES / PIECE_BYTES; number++) {
            output.write(piece(number));
        }
        output.write(RawConnection.bytes("\r\n"));
    }

    private static void receive(final DataInputStream input) throws IOException {
        final byte[] header = RawConnection.bytes("$" + VALUE_BYTES + "\r\n");
        assertArrayEquals(header, input.readNBytes(header.length));
        final byte[] received = new byte[PIECE_BYTES];
        for (int number = 0; number < VALUE_BYTES / PIECE_BYTES; number++) {
            input.readFully(received);
            assertArrayEquals(piece(number), received, "piece=" + number);
        }
        assertArrayEquals(RawConnection.bytes("\r\n"), input.readNBytes(2));
    }

    private static byte[] piece(final int number) {
        final byte[] piece = new byte[PIECE_BYTES];
        Arrays.fill(piece, (byte) number);
        return piece;
    }
}
