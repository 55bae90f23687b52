package org.ouzel.persistence.file;

import java.io.IOException;
import java.nio.file.Path;

/** What persistence asks of the disk; any thread. */
public interface FileLayer {
    /** The real disk. */
    FileLayer DISK = new DiskLayer();

    /** Opens a file for writing, made if there is none; its content stays. */
    WritableFile open(Path file) throws IOException;

    /** Opens a file for writing, made if there is none; its content goes. */
    default WritableFile openEmpty(final Path file) throws IOException {
        final WritableFile opened = open(file);
        try {
            opened.truncate(0);
            return opened;
        } catch (final IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Makes a directory if there is none. */
    void createDirectory(Path directory) throws IOException;

    /** Returns where the new content of a file is written by {@link #replace} until it is complete. */
    static Path temporary(final Path file) {
        return file.resolveSibling("temp-" + file.getFileName());
    }

    /** Gives a file new content: all of it or, if this fails, none; on disk when this returns. */
    void replace(Path file, byte[] content) throws IOException;

    /** Renames a file within its file system, over another one if there is one; on disk when this returns. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file, if there is one. */
    void delete(Path file) throws IOException;
}
