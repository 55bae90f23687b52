package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineSetup;
import org.ouzel.persistence.harness.JournaledEngine;

/** Libraries of functions come back, each to its namespace, from the base as from what was appended. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class AofFunctionsTest {
    private static final String LOADED = "$1 ";

    @Parameter
    private EngineSetup setup;

    @TempDir
    private Path directory;

    /** The source of a library with one function of the same name; without blanks, since requests are split at them. */
    private static String library(final String name, final String body) {
        return "#!lua\tname=" + name + "\nredis.register_function('" + name + "',function(k,a)" + body + "\tend)";
    }

    private static void load(final JournaledEngine engine, final String name, final String body) {
        assertEquals(LOADED + name, engine.run("FUNCTION LOAD REPLACE " + library(name, body)));
    }

    @Test
    void shouldBringBackWhatWasAppended() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            change(engine);
            engine.kill();
        }
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            check(engine);
        }
    }

    @Test
    void shouldBringBackWhatTheBaseHolds() throws IOException {
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            change(engine);
            assertTrue(engine.run("BGREWRITEAOF").startsWith("+"));
            while (!"0".equals(engine.info("aof_rewrite_in_progress"))) {
                engine.tickAfter(1);
            }
            engine.kill();
        }
        final Path increment = directory.resolve("appendonlydir").resolve("appendonly.aof.2.incr.aof");
        assertFalse(Files.readString(increment).contains("FUNCTION"));
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            check(engine);
            assertEquals("+OK", engine.run("FUNCTION FLUSH"));
            engine.kill();
        }
        try (JournaledEngine engine = JournaledEngine.start(setup, directory)) {
            assertEquals("-ERR Function not found", engine.run("FCALL c 0"));
            engine.enter(1);
            assertEquals("$3 one", engine.run("FCALL a 0"));
        }
    }

    private static void change(final JournaledEngine engine) {
        load(engine, "a", "return(redis.call('INCR',k[1]))");
        load(engine, "b", "return('b')");
        assertEquals(":1", engine.run("FCALL a 1 n"));
        assertEquals(":2", engine.run("FCALL a 1 n"));
        load(engine, "a", "return(redis.call('INCRBY',k[1],10))");
        assertEquals(":12", engine.run("FCALL a 1 n"));
        assertEquals("+OK", engine.run("FUNCTION DELETE b"));
        load(engine, "c", "return('c')");
        engine.enter(1);
        load(engine, "a", "return('one')");
        engine.enter(2);
        load(engine, "b", "return('two')");
        assertEquals("+OK", engine.run("FUNCTION FLUSH"));
        engine.enter(0);
    }

    private static void check(final JournaledEngine engine) {
        assertEquals("$2 12", engine.run("GET n"));
        assertEquals(":22", engine.run("FCALL a 1 n"));
        assertEquals("$1 c", engine.run("FCALL c 0"));
        assertEquals("-ERR Function not found", engine.run("FCALL b 0"));
        engine.enter(1);
        assertEquals("$3 one", engine.run("FCALL a 0"));
        assertEquals("-ERR Function not found", engine.run("FCALL c 0"));
        engine.enter(2);
        assertEquals("*0", engine.run("FUNCTION LIST"));
        engine.enter(0);
    }
}
