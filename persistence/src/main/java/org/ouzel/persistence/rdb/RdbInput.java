package org.ouzel.persistence.rdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.agrona.BufferUtil;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads the primitives of the RDB format, from a stretch of a file or from memory, with the checksum on the way.
 *
 * <p>Its window on a file grows only as far as the file has bytes. What a method returns the address of is valid until
 * the next read. All methods throw {@link RdbFormatException} where bytes are missing or malformed. One thread.
 */
public final class RdbInput implements AutoCloseable {
    private static final int WINDOW_BYTES = 256 * 1024;
    private static final int SCRATCH_BYTES = 4096;
    private static final int KEPT_SCRATCH_BYTES = 1 << 20;
    private static final long MAX_KEPT_BYTES = 256 * 1024;
    private static final int SKIPPED_BYTES = 64 * 1024;

    private long position;
    private long limit;
    /** The offset in the file or payload of what lies at {@link #limit}. */
    private long limitOffset;
    private long checksum;
    private long checkedUpTo;
    private long keptFrom;
    private boolean isKeeping;
    private boolean isChecksummed = true;
    private long textAddress;
    private int textLength;
    private boolean isTextInteger;
    private long textInteger;
    private long window;
    private long windowBytes;
    private long endOffset;
    private final FileChannel channel;
    private final ByteBuffer transfer;
    private final NativeBuffer scratch = new NativeBuffer(SCRATCH_BYTES, KEPT_SCRATCH_BYTES);
    private final long digits = NativeMemory.allocate(Decimal.MAX_BYTES);

    private RdbInput(final FileChannel channel, final long address, final long from, final long to) {
        this.channel = channel;
        this.endOffset = to;
        if (channel == null) {
            transfer = null;
            position = address;
            limit = address + to;
            limitOffset = to;
        } else {
            transfer = ByteBuffer.allocateDirect(WINDOW_BYTES);
            windowBytes = WINDOW_BYTES;
            window = NativeMemory.allocate(windowBytes);
            position = window;
            limit = window;
            limitOffset = from;
        }
        checkedUpTo = position;
    }

    /** Reads memory that stays the caller's. */
    public static RdbInput of(final long address, final long bytes) {
        return new RdbInput(null, address, 0, bytes);
    }

    /** Reads a file between two offsets; the channel stays the caller's. */
    public static RdbInput of(final FileChannel channel, final long from, final long to) {
        return new RdbInput(channel, 0, from, to);
    }

    /** Reads other memory from now on, which stays the caller's; {@code offset} is its place in a file. */
    void wrap(final long address, final long bytes, final long offset) {
        position = address;
        limit = address + bytes;
        limitOffset = offset + bytes;
        endOffset = limitOffset;
        checkedUpTo = position;
    }

    /** Leaves the checksum out. */
    void withoutChecksum() {
        isChecksummed = false;
    }

    /** Keeps the byte that was read last and those to come in one piece, as long as they are no more than a few. */
    void keepFromLast() {
        isKeeping = true;
        keptFrom = position - 1;
    }

    /** Keeps nothing any more, and returns the address of what was kept; 0 if it was too much. */
    long takeKept() {
        final long kept = isKeeping ? keptFrom : 0;
        isKeeping = false;
        return kept;
    }

    /** Returns how many bytes of the file or payload lie before what is read next. */
    public long offset() {
        return limitOffset - (limit - position);
    }

    /** Returns how many bytes there are still. */
    public long remaining() {
        return endOffset - offset();
    }

    /** Returns the checksum of all bytes read so far. */
    public long checksum() {
        updateChecksum();
        return checksum;
    }

    /** Returns the next bytes without going on. */
    long look(final long bytes) throws IOException {
        if (limit - position < bytes) {
            fill(bytes);
        }
        return position;
    }

    /** Goes over the next bytes and returns their address. */
    long take(final long bytes) throws IOException {
        final long address = look(bytes);
        position += bytes;
        return address;
    }

    /** Goes over the next bytes, however many. */
    void skip(final long bytes) throws IOException {
        if (bytes > remaining()) {
            throw failure("unexpected end: needed=" + bytes + " left=" + remaining());
        }
        for (long left = bytes; left > 0;) {
            final long step = Math.min(left, SKIPPED_BYTES);
            take(step);
            left -= step;
        }
    }

    int readByte() throws IOException {
        return NativeMemory.getUnsignedByte(take(1));
    }

    int readInt() throws IOException {
        return NativeMemory.getInt(take(Integer.BYTES));
    }

    long readLong() throws IOException {
        return NativeMemory.getLong(take(Long.BYTES));
    }

    /** Reads a number that is stored as a length: unsigned, 64 bits. */
    long readLength() throws IOException {
        final int head = readByte();
        return switch (head >>> RdbFormat.LENGTH_SHIFT) {
            case RdbFormat.LENGTH_6_BITS -> head;
            case RdbFormat.LENGTH_14_BITS -> (head & RdbFormat.LOW_6_BITS) << Byte.SIZE | readByte();
            default -> readLongLength(head);
        };
    }

    private long readLongLength(final int head) throws IOException {
        if (head == RdbFormat.LENGTH_32_BITS) {
            return Integer.reverseBytes(readInt()) & 0xFFFFFFFFL;
        }
        if (head == RdbFormat.LENGTH_64_BITS) {
            return Long.reverseBytes(readLong());
        }
        throw failure("not a length: code=" + head);
    }

    /** Reads a number of things of which each takes a byte or more. */
    long readCount() throws IOException {
        final long count = readLength();
        if (count < 0 || count > remaining()) {
            throw failure("more elements than bytes: count=" + Long.toUnsignedString(count));
        }
        return count;
    }

    /** Reads a string; {@link #address()} and {@link #length()} then tell it. */
    void readString() throws IOException {
        final int head = NativeMemory.getUnsignedByte(look(1));
        isTextInteger = false;
        if (head >>> RdbFormat.LENGTH_SHIFT != RdbFormat.LENGTH_ENCODED) {
            textLength = readStringLength();
            textAddress = take(textLength);
            return;
        }
        position++;
        switch (head) {
            case RdbFormat.STRING_INT8 -> setInteger((byte) readByte());
            case RdbFormat.STRING_INT16 -> setInteger(NativeMemory.getShort(take(Short.BYTES)));
            case RdbFormat.STRING_INT32 -> setInteger(readInt());
            case RdbFormat.STRING_LZF -> readCompressed();
            default -> throw failure("unknown encoding of a string: code=" + head);
        }
    }

    /** Goes over a string. */
    void skipString() throws IOException {
        final int head = NativeMemory.getUnsignedByte(look(1));
        if (head >>> RdbFormat.LENGTH_SHIFT != RdbFormat.LENGTH_ENCODED) {
            skip(readStringLength());
            return;
        }
        position++;
        switch (head) {
            case RdbFormat.STRING_INT8 -> skip(Byte.BYTES);
            case RdbFormat.STRING_INT16 -> skip(Short.BYTES);
            case RdbFormat.STRING_INT32 -> skip(Integer.BYTES);
            case RdbFormat.STRING_LZF -> {
                final long bytes = readCompressedLength();
                readLength();
                skip(bytes);
            }
            default -> throw failure("unknown encoding of a string: code=" + head);
        }
    }

    private int readStringLength() throws IOException {
        final long length = readLength();
        if (length < 0 || length > Math.min(Integer.MAX_VALUE, remaining())) {
            throw failure("string is longer than what is left: length=" + Long.toUnsignedString(length));
        }
        return (int) length;
    }

    private long readCompressedLength() throws IOException {
        final long bytes = readLength();
        if (bytes < 0 || bytes > Math.min(Integer.MAX_VALUE, remaining())) {
            throw failure("compressed string is longer than what is left: length=" + Long.toUnsignedString(bytes));
        }
        return bytes;
    }

    /** Returns the address of the last string read, valid until the next read. */
    long address() {
        return textAddress;
    }

    /** Returns the length of the last string read. */
    int length() {
        return textLength;
    }

    /** Tells whether the last string read was stored as a number, which {@link #integer()} is. */
    boolean isInteger() {
        return isTextInteger;
    }

    long integer() {
        return textInteger;
    }

    /** Reads a string and returns a copy of it; not for many. */
    byte[] readBytes() throws IOException {
        readString();
        return NativeMemory.toArray(textAddress, textLength);
    }

    /** Returns what is to be thrown when the bytes just read are wrong. */
    RdbFormatException failure(final String what) {
        return new RdbFormatException(what, offset());
    }

    @Override
    public void close() {
        if (window != 0) {
            NativeMemory.free(window, windowBytes);
            BufferUtil.free(transfer);
        }
        scratch.close();
        NativeMemory.free(digits, Decimal.MAX_BYTES);
    }

    private void setInteger(final long number) {
        isTextInteger = true;
        textInteger = number;
        textAddress = digits;
        textLength = Decimal.write(number, digits);
    }

    private void readCompressed() throws IOException {
        final long bytes = readCompressedLength();
        final long length = readLength();
        // Nothing is made room for that so few bytes can't stand for.
        if (length < 0 || length > Integer.MAX_VALUE || length > bytes * Lzf.MAX_RATIO) {
            throw failure("compressed string can't be so long: length=" + Long.toUnsignedString(length) + " bytes="
                + bytes);
        }
        final long source = take(bytes);
        scratch.reset();
        textAddress = scratch.reserve((int) length);
        textLength = (int) length;
        if (!Lzf.decompress(source, (int) bytes, textAddress, textLength)) {
            throw failure("compressed string is malformed: length=" + length);
        }
    }

    private void fill(final long bytes) throws IOException {
        if (bytes - (limit - position) > endOffset - limitOffset) {
            throw failure("unexpected end: needed=" + bytes + " left=" + remaining());
        }
        updateChecksum();
        isKeeping &= limit - keptFrom <= MAX_KEPT_BYTES;
        final long from = isKeeping ? keptFrom : position;
        final long before = position - from;
        final long held = limit - from;
        if (before + bytes > windowBytes) {
            final long grown = Math.max(before + bytes, 2 * windowBytes);
            final long larger = NativeMemory.allocate(grown);
            NativeMemory.copy(from, larger, held);
            NativeMemory.free(window, windowBytes);
            window = larger;
            windowBytes = grown;
        } else {
            NativeMemory.move(from, window, held);
        }
        keptFrom = window;
        position = window + before;
        checkedUpTo = position;
        limit = window + held;
        while (limit - position < bytes) {
            read();
        }
    }

    private void read() throws IOException {
        final long room = Math.min(window + windowBytes - limit, endOffset - limitOffset);
        transfer.clear().limit((int) Math.min(room, transfer.capacity()));
        final int count = channel.read(transfer, limitOffset);
        if (count <= 0) {
            throw failure("the file became shorter while it was read:");
        }
        NativeMemory.copy(BufferUtil.address(transfer), limit, count);
        limit += count;
        limitOffset += count;
    }

    private void updateChecksum() {
        if (isChecksummed) {
            checksum = Crc64.update(checksum, checkedUpTo, position - checkedUpTo);
        }
        checkedUpTo = position;
    }
}
