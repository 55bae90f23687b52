package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Entities outlive the server, and keys with dots that were written without the notation stay what they are. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class EntityNotationIT {
    @TempDir
    private Path directory;
    @Parameter
    private OuzelSetup setup;

    private ServerUnderTest start(final String notation) {
        return setup.start("--dir", directory.toString(), "--appendonly", "yes", "--entity-notation", notation);
    }

    @Test
    void shouldLoadWhatWasWrittenWithAndWithoutTheNotation() {
        try (ServerUnderTest server = start("no"); RawConnection client = server.connect()) {
            assertEquals("+OK\r\n", client.call("SET", "plain.key", "1"));
        }
        try (ServerUnderTest server = start("yes"); RawConnection client = server.connect()) {
            assertEquals("$-1\r\n", client.call("GET", "plain.key"));
            assertEquals(":1\r\n", client.call("STRLEN", "plain.key"));
            assertEquals("+OK\r\n", client.call("CREATE", "set", "tags"));
            assertEquals("+OK\r\n", client.call("CREATE", "list", "queue"));
            assertEquals("+OK\r\n", client.call("SET", "tags.red", "1"));
            assertEquals("+OK\r\n", client.call("SET", "orders.42", "x"));
        }
        try (ServerUnderTest server = start("yes"); RawConnection client = server.connect()) {
            assertEquals("+set\r\n", client.call("TYPE", "tags"));
            assertEquals("$1\r\nx\r\n", client.call("GET", "orders.42"));
            assertEquals(":1\r\n", client.call("STRLEN", "plain.key"));
            assertEquals("+OK\r\n", client.call("SET", "queue.a", "1"));
            assertEquals("+list\r\n", client.call("TYPE", "queue"));
            assertEquals(":1\r\n", client.call("DEL", "orders.42"));
        }
    }
}
