package org.ouzel.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file open for writing. One thread writes; {@link #force()} and {@link #isInPlace()} may be another's. */
public interface WritableFile extends AutoCloseable {
    Path path();

    long size() throws IOException;

    /**
     * Writes a buffer's remaining bytes, or some of them, from a position of the file on.
     *
     * @return how many were written, above 0
     */
    int write(ByteBuffer source, long position) throws IOException;

    /** Writes all of a buffer's remaining bytes from a position of the file on. */
    default void writeFully(final ByteBuffer source, final long position) throws IOException {
        final long end = position + source.remaining();
        while (source.hasRemaining()) {
            write(source, end - source.remaining());
        }
    }

    /** Puts what was written on disk. */
    void force() throws IOException;

    /** Cuts the file off. */
    void truncate(long size) throws IOException;

    /** Tells whether the path still leads to this file. */
    boolean isInPlace();

    @Override
    void close() throws IOException;
}
