package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RdbCheck;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** How keys have been used goes in snapshot files from Ouzel to a real redis-server and back. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class UseExchangeIT {
    private static final long IDLE_SECONDS = 1_000_000;
    /** More than any test takes. */
    private static final long SECONDS_PER_DAY = 86_400;

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"allkeys-lru, IDLETIME, 1000000", "volatile-lfu, FREQ, 77"})
    void shouldKeepWhatIsKnownOfUse(final String policy, final String what, final String value) throws IOException {
        final String[] options = {"--dir", dir.toString(), "--maxmemory-policy", policy, "--lfu-decay-time", "0"};
        try (ServerUnderTest ouzel = setup.start(options); RawConnection ours = ouzel.connect()) {
            assertEquals("+OK\r\n", ours.call("SET", "string", "value"));
            final List<String> push = new ArrayList<>(List.of("SADD", "set"));
            for (int i = 0; i < 3000; i++) {
                push.add("member" + i);
            }
            assertEquals(":3000\r\n", ours.call(push.toArray(String[]::new)));
            for (final String key : List.of("string", "set")) {
                final String dump = ours.call("DUMP", key);
                assertEquals("+OK\r\n", ours.call("RESTORE", key, "1000000000",
                    dump.substring(dump.indexOf('\n') + 1, dump.length() - 2), "REPLACE", what, value));
            }
            assertEquals("+OK\r\n", ours.call("SAVE"));
            check(ours, what);
        }
        RdbCheck.check(dir.resolve("dump.rdb"));
        try (ServerProcess redis = RedisReference.start(options); RawConnection theirs = redis.connect()) {
            check(theirs, what);
            assertEquals("+OK\r\n", theirs.call("SAVE"));
        }
        try (ServerUnderTest ouzel = setup.start(options); RawConnection ours = ouzel.connect()) {
            check(ours, what);
        }
    }

    private static void check(final RawConnection connection, final String what) {
        for (final String key : List.of("string", "set")) {
            final String reply = connection.call("OBJECT", what, key);
            if (what.equals("FREQ")) {
                assertEquals(":77\r\n", reply, key);
            } else {
                final long seconds = Long.parseLong(reply.substring(1).trim());
                assertTrue(seconds >= IDLE_SECONDS && seconds < IDLE_SECONDS + SECONDS_PER_DAY, key + " " + reply);
            }
        }
    }
}
