package org.ouzel.network.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** The client's log on standard error. */
final class CliLog {
    private CliLog() {
    }

    /** Returns a logger of a level; above debug Logback isn't even loaded, which would cost a tenth of a second. */
    static Logger open(final CliOptions.LogLevel level) {
        if (level.compareTo(CliOptions.LogLevel.DEBUG) < 0) {
            return NOPLogger.NOP_LOGGER;
        }
        final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        final PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %msg%n");
        encoder.start();
        final ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        final ch.qos.logback.classic.Logger log = context.getLogger("ouzel-cli");
        log.setLevel(Level.toLevel(level.name()));
        log.setAdditive(false);
        log.addAppender(console);
        return log;
    }
}
