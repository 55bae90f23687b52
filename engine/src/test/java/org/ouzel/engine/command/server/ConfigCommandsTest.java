package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ConfigCommandsTest extends CommandTest {
    @Test
    void shouldGiveSettingsByNameAndPattern() {
        expect("*2 $4 save $23 3600 1 300 100 60 10000", "CONFIG GET save");
        expect("*4 $10 appendonly $2 no $9 databases $2 16", "CONFIG GET appendonly databases");
        expect("*0", "CONFIG GET no-such-setting");
        assertTrue(engine.run("CONFIG GET slowlog-*").startsWith("*4 $23 slowlog-log-slower-than "));
        engine.run("HELLO 3");
        expect("%1 $10 appendonly $2 no", "CONFIG GET appendonly");
    }

    @Test
    void shouldSetAllOrNothing() {
        expect("+OK", "CONFIG SET hz 20 slowlog-max-len 5");
        expect("*4 $2 hz $2 20 $15 slowlog-max-len $1 5", "CONFIG GET hz slowlog-max-len");
        assertEquals(5, engine.server().slowLogMaxLength());
        assertTrue(engine.run("CONFIG SET hz 30 slowlog-max-len -1").startsWith("-ERR CONFIG SET failed (possibly"
            + " related to argument 'slowlog-max-len') - "));
        expect("*2 $2 hz $2 20", "CONFIG GET hz");
        expect("-ERR Unknown option or number of arguments for CONFIG SET - 'junk'", "CONFIG SET hz 30 junk 1");
        expect("-ERR CONFIG SET failed (possibly related to argument 'hz') - duplicate parameter",
            "CONFIG SET hz 30 hz 40");
        expect("-ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config",
            "CONFIG SET databases 3");
        expect("-ERR syntax error", "CONFIG SET hz 30 timeout");
    }

    @Test
    void shouldForgetStatistics() {
        engine.run("SET key value");
        engine.run("GET key");
        engine.run("GET missing");
        engine.run("junk");
        expect("+OK", "CONFIG RESETSTAT");
        final String info = engine.run("INFO everything");
        assertTrue(info.contains("keyspace_hits:0") && info.contains("keyspace_misses:0"), info);
        assertTrue(info.contains("total_error_replies:0"), info);
        assertTrue(info.contains("total_connections_received:0"), info);
        assertTrue(!info.contains("cmdstat_get"), info);
    }

    @Test
    void shouldHaveNoFileToRewrite() {
        expect("-ERR The server is running without a config file", "CONFIG REWRITE");
        assertTrue(engine.run("CONFIG HELP").contains("+CONFIG <subcommand>"));
    }
}
