package org.ouzel.persistence.aof;

import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with the append only file at present, from the threads that find out. */
final class FailureBoard {
    private static final Logger LOG = LoggerFactory.getLogger(FailureBoard.class);

    private volatile String write;
    private volatile String background;
    private volatile String current;
    private Consumer<String> listener = reason -> { };

    /** Names who is told the reason, or null when all is well again; once, before the first. */
    void onChange(final Consumer<String> newListener) {
        listener = newListener;
    }

    /** Returns why the last write or fsync of the journal's own thread failed, or null. */
    String write() {
        return write;
    }

    /** Returns the reason that clients are told, or null. */
    String current() {
        return current;
    }

    void setWrite(final String reason) {
        if (!Objects.equals(reason, write)) {
            write = reason;
            update();
        }
    }

    void setBackground(final String reason) {
        if (!Objects.equals(reason, background)) {
            background = reason;
            update();
        }
    }

    /** Forgets what was wrong, when there is no file any more. */
    void clear() {
        setWrite(null);
        setBackground(null);
    }

    private synchronized void update() {
        final String reason = write != null ? write : background;
        if (Objects.equals(reason, current)) {
            return;
        }
        if (reason != null) {
            LOG.warn("Error writing to the AOF file: {}", reason);
        } else {
            LOG.warn("AOF write error looks solved. The server can write again.");
        }
        current = reason;
        listener.accept(reason);
    }
}
