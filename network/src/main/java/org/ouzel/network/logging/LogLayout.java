package org.ouzel.network.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line in the shape of Redis's log: {@code 4242:M 20 Nov 2026 21:16:07.123 * Ready}. The mark is {@code .} for
 * debug, {@code -} for verbose, {@code *} for notice and {@code #} for warning and above; a stack trace follows on
 * lines of its own.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);

    private final String prefix = ProcessHandle.current().pid() + ":M ";
    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public String doLayout(final ILoggingEvent event) {
        final StringBuilder line = new StringBuilder(prefix);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
        line.append(' ').append(mark(event.getLevel())).append(' ').append(event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static char mark(final Level level) {
        if (level.isGreaterOrEqual(Level.WARN)) {
            return '#';
        }
        if (level.isGreaterOrEqual(Level.INFO)) {
            return '*';
        }
        return level.isGreaterOrEqual(Level.DEBUG) ? '-' : '.';
    }
}
