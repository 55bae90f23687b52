package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;

/**
 * A file that is read through a mapping of a part of it, which moves along. What is written to the mapping (the decoder
 * unquotes inline requests where they stand) doesn't reach the file. One thread.
 */
final class MappedWindow implements AutoCloseable {
    private static final long WINDOW_BYTES = 128L << 20;
    private static final long MAX_BYTES = Integer.MAX_VALUE - 4096L;

    private long offset;
    private int length;
    private long address;
    private MappedByteBuffer mapping;
    private final FileChannel channel;
    private final long fileBytes;

    private MappedWindow(final FileChannel channel, final long fileBytes) {
        this.channel = channel;
        this.fileBytes = fileBytes;
    }

    static MappedWindow open(final Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new MappedWindow(channel, channel.size());
    }

    long fileBytes() {
        return fileBytes;
    }

    /** Returns the offset in the file that the window begins at. */
    long offset() {
        return offset;
    }

    /** Returns the window's first byte. */
    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /** Returns whether the window reaches to the file's end. */
    boolean isAtEnd() {
        return offset + length == fileBytes;
    }

    /** Moves the window so that it begins at an offset. */
    void moveTo(final long newOffset) throws IOException {
        map(newOffset, WINDOW_BYTES);
    }

    /**
     * Lets the window reach further, its begin staying where it is.
     *
     * @return whether it could
     */
    boolean grow() throws IOException {
        if (isAtEnd() || length >= MAX_BYTES) {
            return false;
        }
        map(offset, 4L * length);
        return true;
    }

    @Override
    public void close() throws IOException {
        unmap();
        channel.close();
    }

    private void map(final long newOffset, final long bytes) throws IOException {
        unmap();
        final long size = Math.min(Math.min(bytes, MAX_BYTES), fileBytes - newOffset);
        mapping = channel.map(FileChannel.MapMode.PRIVATE, newOffset, size);
        address = BufferUtil.address(mapping);
        offset = newOffset;
        length = (int) size;
    }

    private void unmap() {
        if (mapping != null) {
            BufferUtil.free(mapping);
            mapping = null;
        }
    }
}
