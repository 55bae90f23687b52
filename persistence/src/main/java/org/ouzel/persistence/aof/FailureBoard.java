package org.ouzel.persistence.aof;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the append only file at present, from the threads that find out.
 *
 * <p>A file whose fsync has failed stays in doubt: the system may count pages as written that it couldn't write, and
 * then a later fsync that goes well says nothing about them. Only a rewrite makes that good.
 */
final class FailureBoard {
    private static final Logger LOG = LoggerFactory.getLogger(FailureBoard.class);

    private volatile String write;
    private volatile String background;
    private volatile String doubt;
    private volatile String current;
    private Consumer<String> listener = reason -> { };
    private final Set<Path> doubtful = new HashSet<>();

    /** Names who is told the reason, or null when all is well again; once, before the first. */
    void onChange(final Consumer<String> newListener) {
        listener = newListener;
    }

    /** Returns why the last write failed, or null. */
    String write() {
        return write;
    }

    /** Returns why there is a file in doubt, or null. */
    String doubt() {
        return doubt;
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

    /** Takes note that an fsync of a file failed. */
    synchronized void distrust(final Path file, final String reason) {
        doubtful.add(file);
        doubt = reason;
        update();
    }

    /** Returns whether an fsync of a file would say nothing. */
    boolean isDoubtful(final Path file) {
        if (doubt == null) {
            return false;
        }
        synchronized (this) {
            return doubtful.contains(file);
        }
    }

    /** Takes note that no other file than this one holds anything any more. */
    synchronized void forgetAllBut(final Path file) {
        doubtful.removeIf(other -> !other.equals(file));
        if (doubtful.isEmpty()) {
            doubt = null;
            update();
        }
    }

    /** Forgets what was wrong, when there is no file any more. */
    void clear() {
        setWrite(null);
        setBackground(null);
        forgetAllBut(null);
    }

    private synchronized void update() {
        final String others = background != null ? background : doubt;
        final String reason = write != null ? write : others;
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
