package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerUnderTest;

/** {@code --stat --scan --bigkeys --latency --pipe}, beside Ouzel and beside Redis. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModesIT {
    private ServerUnderTest server;

    enum Server { OUZEL, REDIS }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPrintFiguresAtAnInterval(final Server kind) throws Exception {
        start(kind);
        run("MSET a 1 b 2\nSELECT 2\nSET c 3\n");
        final List<String> lines = run("", "--stat", "-r", "3", "-i", "0.01").out().lines().toList();
        assertEquals(5, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("------- data ------"), lines.get(0));
        assertTrue(lines.get(2).matches("3 +[0-9.]+[BKMG] +1 +0 +[0-9]+ \\(\\+0\\) +[0-9]+"), lines.get(2));
        assertTrue(lines.get(4).matches("3 .* \\(\\+1\\) +[0-9]+"), lines.get(4));
    }

    @ParameterizedTest
    @EnumSource
    void shouldPrintKeys(final Server kind) throws Exception {
        start(kind);
        final StringBuilder lines = new StringBuilder("SET other 1\nSET \"user:\\n\" 1\n");
        final TreeSet<String> expected = new TreeSet<>(List.of("\"user:\\n\""));
        for (int i = 0; i < 100; i++) {
            lines.append("SET user:").append(i).append(" 1\n");
            expected.add("\"user:" + i + "\"");
        }
        run(lines.toString());
        final String printed = run("", "--no-raw", "--scan", "--pattern", "user:*").out();
        assertEquals(expected, new TreeSet<>(printed.lines().toList()));
        assertEquals("other\n", run("", "--scan", "--pattern", "o*").out());
        assertEquals(103, run("", "--scan").out().lines().count());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindTheLargestKeys(final Server kind) throws Exception {
        start(kind);
        run("SET s 123\nSET longer 12345\nRPUSH list a b c d\nRPUSH small a\nHSET h f v\nSADD m a b\nZADD z 1 a\n"
            + "XADD x * f v\n");
        final String out = run("", "--bigkeys").out();
        final List<String> lines = out.lines().toList();
        assertTrue(lines.contains("Sampled 8 keys in the keyspace!"), out);
        assertTrue(lines.contains("Total key length in bytes is 20 (avg len 2.50)"), out);
        assertTrue(lines.contains("Biggest string found '\"longer\"' has 5 bytes"), out);
        assertTrue(lines.contains("Biggest   list found '\"list\"' has 4 items"), out);
        assertTrue(lines.contains("2 lists with 5 items (25.00% of keys, avg size 2.50)"), out);
        assertTrue(lines.contains("1 streams with 1 entries (12.50% of keys, avg size 1.00)"), out);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasureLatency(final Server kind) throws Exception {
        start(kind);
        assertTrue(run("", "--latency", "--csv", "-i", "0.05").out().matches("[0-9.]+,[0-9.]+,[0-9.]+,[1-9][0-9]*\n"));
        assertTrue(run("", "--latency", "-i", "0.01").out().matches("[0-9.]+ [0-9.]+ [0-9.]+ [1-9][0-9]*\n"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendWhatIsEncodedAlready(final Server kind) throws Exception {
        start(kind);
        final StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            requests.append("*3\r\n$5\r\nRPUSH\r\n$1\r\nl\r\n$1\r\nx\r\n");
        }
        assertEquals(new CliRun(0, "All data transferred. Waiting for the last reply...\n"
            + "Last reply received from server.\nerrors: 0, replies: 20000\n", ""), run(requests.toString(), "--pipe"));
        final CliRun mixed = run("PING\r\nNOSUCH\r\nLLEN l\r\n", "--pipe");
        assertEquals(1, mixed.exitCode());
        assertTrue(mixed.out().endsWith("errors: 1, replies: 3\n"), mixed.out());
        assertTrue(mixed.err().startsWith("ERR unknown command 'NOSUCH'"), mixed.err());
        assertEquals("20000\n", run("", "LLEN", "l").out());
    }

    private void start(final Server kind) {
        server = kind == Server.OUZEL ? OuzelSetup.FUSED.start() : RedisReference.start();
    }

    private CliRun run(final String input, final String... arguments) throws Exception {
        final List<String> all = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        all.addAll(List.of(arguments));
        return CliRun.of(input, all.toArray(String[]::new));
    }
}
