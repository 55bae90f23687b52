package org.ouzel.network.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.slf4j.LoggerFactory;

/**
 * Applies {@code loglevel} and {@code logfile}.
 */
public final class ServerLog {
    private ServerLog() {
    }

    /**
     * Sends the log where the settings say, and follows changes of its level.
     *
     * @param settings concluded settings
     * @throws IOException when the log file can't be written
     */
    public static void configure(final Settings settings) throws IOException {
        final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        applyLevel(context, settings);
        settings.onChange(SettingsTable.LOGLEVEL, changed -> applyLevel(context, changed));
        final String logfile = settings.getText(SettingsTable.LOGFILE);
        if (!logfile.isEmpty()) {
            appendTo(context, Path.of(logfile).toAbsolutePath());
        }
    }

    private static void applyLevel(final LoggerContext context, final Settings settings) {
        final String word = settings.getText(SettingsTable.LOGLEVEL);
        final Level level = switch (word) {
            case "debug" -> Level.TRACE;
            case "verbose" -> Level.DEBUG;
            case "notice" -> Level.INFO;
            case "warning" -> Level.WARN;
            default -> throw new IllegalStateException("loglevel=" + word);
        };
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        // Netty's own debug lines are about Netty; they would bury the server's.
        context.getLogger("io.netty").setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
    }

    private static void appendTo(final LoggerContext context, final Path path) throws IOException {
        // Logback would only note a failure in its status list, and go on without a log.
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
        final FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setName("file");
        file.setFile(path.toString());
        file.setEncoder(LogConfigurator.encoder(context));
        file.start();
        final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(file);
    }
}
