package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class SlowLogCommandsTest extends CommandTest {
    @Override
    protected String[] settings() {
        return new String[] {"slowlog-log-slower-than", "0"};
    }

    @Test
    void shouldKeepWhatWasRunLatestFirst() {
        engine.run("CLIENT SETNAME me");
        engine.run("SET", "key", "x".repeat(200));
        engine.run("GET key");
        final String log = engine.run("SLOWLOG GET 2");
        assertTrue(log.matches("(?s)\\*2 \\*6 :\\d+ :1700000000 :\\d+ \\*2 \\$3 GET \\$3 key \\$11 127.0.0.1:1 \\$2 me"
            + " \\*6 :\\d+ :1700000000 :\\d+ \\*3 \\$3 SET \\$3 key \\$147 x{128}\\.\\.\\. \\(72 more bytes\\)"
            + " \\$11 127.0.0.1:1 \\$2 me"), log);
    }

    @Test
    void shouldMergeTheShardsLogs() {
        for (int i = 0; i < 20; i++) {
            engine.run("SET key" + i + " value");
        }
        final String log = engine.run("SLOWLOG GET");
        assertTrue(log.startsWith("*10 "));
        for (int i = 10; i < 20; i++) {
            assertTrue(log.contains(" key" + i + " "), log);
        }
        assertTrue(log.indexOf("key19") < log.indexOf("key11"), log);
        assertTrue(Long.parseLong(engine.run("SLOWLOG LEN").substring(1)) >= 20);
    }

    @Test
    void shouldKeepOnceWhatAllShardsShared() {
        engine.run("SET key value");
        engine.run("KEYS *");
        final String log = engine.run("SLOWLOG GET");
        assertTrue(log.startsWith("*2 "), log);
        assertTrue(log.contains(" *2 $4 KEYS $1 * "), log);
        assertTrue(engine.run("LATENCY HISTOGRAM keys").contains("$5 calls :1 "),
            () -> engine.run("LATENCY HISTOGRAM keys"));
    }

    @Test
    void shouldClipLongRequests() {
        final String[] request = new String[50];
        Arrays.fill(request, "x");
        request[0] = "DEL";
        engine.run(request);
        assertTrue(engine.run("SLOWLOG GET 1").contains("$23 ... (19 more arguments)"), engine.run("SLOWLOG GET 1"));
    }

    @Test
    void shouldForgetOnReset() {
        engine.run("SET key value");
        expect("+OK", "SLOWLOG RESET");
        final String log = engine.run("SLOWLOG GET -1");
        assertFalse(log.contains("$3 SET"), log);
        assertTrue(log.startsWith("*1 "), log);
    }

    @Test
    void shouldKeepNoPasswords() {
        engine.run("AUTH default secret");
        engine.run("HELLO 3 AUTH default secret");
        assertFalse(engine.run("SLOWLOG GET -1").contains("secret"));
    }

    @Test
    void shouldStayWithinItsLength() {
        engine.run("CONFIG SET slowlog-max-len 3");
        for (int i = 0; i < 20; i++) {
            engine.run("SET key" + i + " value");
        }
        assertEquals(":3", engine.run("SLOWLOG LEN"));
        assertTrue(engine.run("SLOWLOG GET -1").startsWith("*3 "));
    }

    @Test
    void shouldRefuseOtherCounts() {
        expect("-ERR count should be greater than or equal to -1", "SLOWLOG GET -2");
        expect("-ERR count should be greater than or equal to -1", "SLOWLOG GET x");
        expect("*0", "SLOWLOG GET 0");
    }
}
