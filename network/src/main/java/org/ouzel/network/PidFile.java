package org.ouzel.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds the process id while the server runs, for service managers. Written and closed by the main thread
 * and the shutdown path.
 */
public final class PidFile implements AutoCloseable {
    private final Path path;

    private PidFile(final Path path) {
        this.path = path;
    }

    /**
     * Writes the file, over an old one.
     *
     * @param pidfile value of the setting; empty for no file
     * @return closes to removing the file
     * @throws IOException when it can't be written
     */
    public static PidFile write(final String pidfile) throws IOException {
        if (pidfile.isEmpty()) {
            return new PidFile(null);
        }
        final Path path = Path.of(pidfile).toAbsolutePath();
        Files.writeString(path, ProcessHandle.current().pid() + "\n");
        return new PidFile(path);
    }

    @Override
    public void close() throws IOException {
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
