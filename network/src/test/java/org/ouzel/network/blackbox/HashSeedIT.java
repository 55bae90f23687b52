package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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

/** The hash seed, which decides the order of SCAN, stays with the data directory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class HashSeedIT {
    private static final int KEY_COUNT = 200;
    private static final String NOT_WRITABLE = "/proc";

    @Parameter
    private OuzelSetup setup;

    @Test
    void shouldScanInTheSameOrderAfterARestart(@TempDir final Path dir, @TempDir final Path other) {
        final String order = orderOfScan(dir);
        assertEquals(order, orderOfScan(dir));
        assertNotEquals(order, orderOfScan(other));
    }

    @Test
    void shouldStartWhereNothingCanBeWritten() {
        assertNotEquals(orderOfScan(Path.of(NOT_WRITABLE)), orderOfScan(Path.of(NOT_WRITABLE)));
    }

    private String orderOfScan(final Path dir) {
        try (ServerUnderTest server = setup.start("--dir", dir.toString());
            RawConnection connection = server.connect()) {
            for (int i = 0; i < KEY_COUNT; i++) {
                assertEquals("+OK\r\n", connection.call("SET", "key:" + i, "value"));
            }
            return connection.call("SCAN", "0", "COUNT", "1000000");
        }
    }
}
