package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.ServerUnderTest;

/** Clients that come by a UNIX domain socket. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnixSocketIT {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void shouldServeClientsOfASocketFile(final String transport) throws IOException {
        final Path file = dir.resolve("ouzel.sock");
        try (ServerUnderTest server = OuzelSetup.FUSED.start("--unixsocket", file.toString(), "--unixsocketperm",
            "700", "--transport", transport)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("+PONG\r\n", call(file, "PING\r\n", 7));
            final String reply = call(file, "CLIENT INFO\r\n", 200);
            assertTrue(reply.contains(" addr=" + file + ":0 laddr=" + file + ":0 "), reply);
            assertTrue(server.port() > 0);
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldReplaceASocketThatWasLeftBehindButNoFile() throws IOException {
        final Path file = dir.resolve("ouzel.sock");
        try (SocketChannel bound = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(file));
        }
        assertTrue(Files.exists(file));
        try (ServerUnderTest server = OuzelSetup.FUSED.start("--unixsocket", file.toString())) {
            assertEquals("+PONG\r\n", call(file, "PING\r\n", 7));
            assertTrue(server.port() > 0);
        }
        Files.writeString(file, "mine");
        assertThrows(UncheckedIOException.class, () -> OuzelSetup.FUSED.start("--unixsocket", file.toString()));
        assertEquals("mine", Files.readString(file));
    }

    private static String call(final Path file, final String request, final int leastBytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            channel.write(StandardCharsets.ISO_8859_1.encode(request));
            final ByteBuffer reply = ByteBuffer.allocate(4096);
            while (reply.position() < leastBytes && channel.read(reply) >= 0) {
                assertTrue(reply.hasRemaining());
            }
            return new String(reply.array(), 0, reply.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
