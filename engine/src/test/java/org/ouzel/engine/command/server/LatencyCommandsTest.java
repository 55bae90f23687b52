package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.latency.LatencyMonitor;

class LatencyCommandsTest extends CommandTest {
    @Override
    protected String[] settings() {
        return new String[] {"latency-sample-interval", "1"};
    }

    private static final long START_SECONDS = EngineHarness.START_MS / 1000;

    @BeforeEach
    void noteSlowMoments() {
        final var first = engine.server().shard(0).latencyMonitor();
        final var last = engine.server().shard(setup.shardCount() - 1).latencyMonitor();
        first.record(LatencyMonitor.COMMAND, EngineHarness.START_MS, 50);
        last.record(LatencyMonitor.COMMAND, EngineHarness.START_MS + 2000, 30);
        last.record(LatencyMonitor.EXPIRE_CYCLE, EngineHarness.START_MS + 1000, 7);
    }

    @Test
    void shouldGiveTheLatestAndTheWorst() {
        expect("*2 *4 $7 command :" + (START_SECONDS + 2) + " :30 :50 *4 $12 expire-cycle :" + (START_SECONDS + 1)
            + " :7 :7", "LATENCY LATEST");
    }

    @Test
    void shouldGiveTheHistoryOldestFirst() {
        expect("*2 *2 :" + START_SECONDS + " :50 *2 :" + (START_SECONDS + 2) + " :30", "LATENCY HISTORY command");
        expect("*0", "LATENCY HISTORY fast-command");
    }

    @Test
    void shouldForgetEventsByName() {
        expect(":1", "LATENCY RESET command fast-command");
        expect("*0", "LATENCY HISTORY command");
        expect(":1", "LATENCY RESET");
        expect("*0", "LATENCY LATEST");
        expect(":0", "LATENCY RESET");
    }

    @Test
    void shouldDrawAGraph() {
        engine.advance(60_000);
        final String graph = engine.run("LATENCY GRAPH command");
        assertTrue(graph.contains("command - high 50 ms, low 30 ms (all time high 50 ms)"), graph);
        assertTrue(graph.endsWith("\n# \n| \n| \n|#\n\n15\nm8\n s\n"), graph);
        expect("-ERR No samples available for event 'junk'", "LATENCY GRAPH junk");
    }

    @Test
    void shouldAdviseByWhatHappened() {
        final String advice = engine.run("LATENCY DOCTOR");
        assertTrue(advice.contains("command: 2 slow seconds, 40 ms on average, 50 ms at worst."), advice);
        assertTrue(advice.contains("- Slow commands:") && advice.contains("- Expiry:"), advice);
        engine.run("LATENCY RESET");
        assertTrue(engine.run("LATENCY DOCTOR").contains("latency-monitor-threshold"));
    }

    @Test
    void shouldGiveCumulativeBucketsOfEachCommand() {
        engine.run("GET a");
        engine.run("GET b");
        engine.run("CLIENT ID");
        final String get = engine.run("LATENCY HISTOGRAM get junk");
        assertTrue(get.matches("\\*2 \\$3 get \\*4 \\$5 calls :2 \\$14 histogram_usec \\*\\d+ :\\d+.* :2"), get);
        assertTrue(engine.run("LATENCY HISTOGRAM client").startsWith("*2 $9 client|id *4 $5 calls :1"));
        assertTrue(engine.run("LATENCY HISTOGRAM").contains("$3 get "));
        expect("*0", "LATENCY HISTOGRAM set");
        engine.run("HELLO 3");
        assertEquals("%1", engine.run("LATENCY HISTOGRAM get").substring(0, 2));
        engine.run("CONFIG RESETSTAT");
        expect("%0", "LATENCY HISTOGRAM get");
    }
}
