package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.protocol.NativeMemory;

class RingOrderTest {
    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldAnswerInOrderWhenAPipelineIsManyTimesTheRing(final EngineSetup setup) {
        final List<String> requests = new ArrayList<>();
        final StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            requests.add("SET key:" + i + " value:" + i);
            requests.add("MGET key:" + i + " key:" + (i - 1));
            requests.add("PING " + i);
            requests.add("NOSUCH");
            final String value = "value:" + i;
            final String before = "value:" + (i - 1);
            expected.append("+OK *2 $").append(value.length()).append(' ').append(value)
                .append(i == 0 ? " $-1" : " $" + before.length() + " " + before)
                .append(" $").append(String.valueOf(i).length()).append(' ').append(i)
                .append(" -ERR unknown command 'NOSUCH', with args beginning with:  ");
        }
        try (EngineHarness engine = EngineHarness.start(setup)) {
            assertEquals(expected.toString().strip(),
                engine.newClient().pipeline(requests.toArray(new String[0])).strip());
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldKeepASessionsDatabaseForTheRequestsBehindSelect(final EngineSetup setup) {
        try (EngineHarness engine = EngineHarness.start(setup)) {
            assertEquals("+OK +OK $-1 +OK +OK $1 0", engine.newClient()
                .pipeline("SET k 0", "SELECT 1", "GET k", "SET k 1", "SELECT 0", "GET k"));
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldTakeNothingMoreFromASessionThatEnds(final EngineSetup setup) {
        try (EngineHarness engine = EngineHarness.start(setup)) {
            final EngineHarness.Client client = engine.newClient();
            assertEquals("+OK +OK", client.pipeline("SET k 1", "QUIT", "SET k 2", "SET k 3"));
            assertTrue(client.isClosed());
            engine.expect("$1 1", "GET k");
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldGiveOutsizedRequestsAndRepliesBack(final EngineSetup setup) {
        final String big = "x".repeat(300_000);
        try (EngineHarness engine = EngineHarness.start(setup)) {
            for (int i = 0; i < 200; i++) {
                engine.expect("+OK", "SET", "k" + i % 3, big);
                engine.expect("$300000 " + big, "GET", "k" + i % 3);
            }
            final long allocatedBytes = NativeMemory.allocatedBytes();
            engine.expect("+OK", "SET", "k0", big);
            engine.expect("$300000 " + big, "GET", "k0");
            assertEquals(allocatedBytes, NativeMemory.allocatedBytes());
        }
    }
}
