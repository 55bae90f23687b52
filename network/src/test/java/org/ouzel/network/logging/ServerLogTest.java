package org.ouzel.network.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ServerLogTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger log = LoggerFactory.getLogger(ServerLogTest.class);

    @AfterEach
    void restore() {
        context.reset();
        new LogConfigurator().configure(context);
    }

    @Test
    void shouldBeConfiguredWithoutAFile() {
        final Appender<ILoggingEvent> console = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
        assertTrue(console.isStarted());
        assertEquals(Level.INFO, context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel());
    }

    @Test
    void shouldWriteRedisLikeLinesToTheLogFile(@TempDir final Path dir) throws IOException, SettingException {
        final Path file = dir.resolve("ouzel.log");
        ServerLog.configure(settings("debug", file.toString()));
        log.trace("one");
        log.debug("two");
        log.info("three {}", 3);
        log.warn("four");
        log.error("five", new IllegalStateException("cause"));
        final List<String> lines = Files.readAllLines(file);
        final String head = ProcessHandle.current().pid()
            + ":M \\d\\d [A-Z][a-z][a-z] \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";
        assertTrue(lines.get(0).matches(head + "\\. one"), lines.get(0));
        assertTrue(lines.get(1).matches(head + "- two"), lines.get(1));
        assertTrue(lines.get(2).matches(head + "\\* three 3"), lines.get(2));
        assertTrue(lines.get(3).matches(head + "# four"), lines.get(3));
        assertTrue(lines.get(4).matches(head + "# five"), lines.get(4));
        assertEquals("java.lang.IllegalStateException: cause", lines.get(5));
    }

    @Test
    void shouldFollowChangesOfTheLevel() throws IOException, SettingException {
        final Settings settings = settings("warning", "");
        ServerLog.configure(settings);
        assertFalse(log.isInfoEnabled());
        settings.change(List.of("loglevel"), List.of("verbose"));
        assertTrue(log.isDebugEnabled());
        assertFalse(log.isTraceEnabled());
        assertFalse(LoggerFactory.getLogger("io.netty.x").isDebugEnabled());
    }

    @Test
    void shouldFailWhenTheLogFileCannotBeWritten(@TempDir final Path dir) throws SettingException {
        final Settings settings = settings("notice", dir.resolve("missing/ouzel.log").toString());
        assertThrows(IOException.class, () -> ServerLog.configure(settings));
    }

    private static Settings settings(final String level, final String file) throws SettingException {
        final Settings settings = new Settings();
        settings.put("loglevel", level);
        settings.put("logfile", file);
        settings.conclude();
        return settings;
    }
}
