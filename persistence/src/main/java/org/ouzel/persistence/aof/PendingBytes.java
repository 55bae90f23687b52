package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * Bytes on their way to a file: taken in piece by piece, written with one call.
 *
 * <p>One chunk is kept for good; as long as writing works no other is needed, since a full one is written at once. What
 * can't be written is kept in as many as it takes. In front of the first one's bytes is room for the header of a batch
 * of the commit log. One thread.
 */
final class PendingBytes {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int HEADER_BYTES = CommitLogDescriptor.BATCH_HEADER_BYTES;

    private int last;
    private long lastAddress;
    private int lastLength = HEADER_BYTES;
    private long size;
    private final List<ByteBuffer> chunks = new ArrayList<>();

    PendingBytes() {
        chunks.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
        lastAddress = BufferUtil.address(chunks.get(0));
    }

    /** Returns the number of bytes held. */
    long size() {
        return size;
    }

    /** Returns whether the next byte needs another chunk. */
    boolean isFull() {
        return lastLength == CHUNK_BYTES;
    }

    /** Takes in as many bytes as there is room for in the chunk at hand, or in another if that is full. */
    int append(final long address, final int length) {
        if (isFull()) {
            addChunk();
        }
        final int taken = Math.min(length, CHUNK_BYTES - lastLength);
        NativeMemory.copy(address, lastAddress + lastLength, taken);
        lastLength += taken;
        size += taken;
        return taken;
    }

    /** Takes in a few bytes. */
    void append(final byte[] bytes) {
        reserve(bytes.length);
        NativeMemory.copy(bytes, 0, lastAddress + lastLength, bytes.length);
        lastLength += bytes.length;
        size += bytes.length;
    }

    /** Takes in the digits of a number. */
    void appendDecimal(final long number) {
        reserve(Decimal.MAX_BYTES);
        final int length = Decimal.write(number, lastAddress + lastLength);
        lastLength += length;
        size += length;
    }

    /**
     * Writes everything from a position of the file on; the bytes are kept until {@link #clear()}.
     *
     * @throws IOException when not all could be written
     */
    void writeTo(final WritableFile file, final long position) throws IOException {
        long written = 0;
        for (int i = 0; i <= last; i++) {
            final ByteBuffer chunk = chunks.get(i);
            if (i == last) {
                chunk.limit(lastLength);
            }
            chunk.position(i == 0 ? HEADER_BYTES : 0);
            final int length = chunk.remaining();
            file.writeFully(chunk, position + written);
            written += length;
        }
    }

    /**
     * Returns everything, with the room for the header in front, from position 0 up to the limit; null if it is in
     * several pieces.
     */
    ByteBuffer batch() {
        return last == 0 ? chunks.get(0).limit(lastLength).position(0) : null;
    }

    /** Forgets everything. */
    void clear() {
        while (last > 0) {
            chunks.remove(last);
            last--;
        }
        lastAddress = BufferUtil.address(chunks.get(0));
        lastLength = HEADER_BYTES;
        size = 0;
    }

    private void reserve(final int bytes) {
        if (CHUNK_BYTES - lastLength < bytes) {
            addChunk();
        }
    }

    private void addChunk() {
        final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        chunks.get(last).limit(lastLength);
        chunks.add(chunk);
        last++;
        lastAddress = BufferUtil.address(chunk);
        lastLength = 0;
    }
}
