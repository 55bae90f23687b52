package org.ouzel.persistence.rdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Database;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * What DUMP gives and RESTORE takes: type (1 byte), value, RDB version (2 bytes), checksum of all before (8 bytes).
 *
 * <p>Reused; one thread.
 */
public final class DumpPayload implements AutoCloseable {
    private static final int VERSION_BYTES = Short.BYTES;
    private static final int FOOTER_BYTES = VERSION_BYTES + RdbFormat.CHECKSUM_BYTES;
    /** The version that brought the form of libraries. */
    private static final int FUNCTIONS_VERSION = 10;
    private static final int BUFFER_BYTES = 4096;
    private static final int KEPT_BUFFER_BYTES = 1 << 20;

    private ValueReader reader;
    private final ValueWriter writer = new ValueWriter();
    private final RdbOutput out = new RdbOutput(null);
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);

    /** Writes the value of an entry; the buffer is valid until the next call. */
    public NativeBuffer write(final Database database, final long entry, final boolean isCompressing) {
        buffer.reset();
        out.wrap(buffer, isCompressing);
        final int type = writer.typeOf(database, entry);
        out.putByte(type);
        writer.write(database, entry, type, out);
        return seal(ValueWriter.versionFor(type));
    }

    /** Writes libraries of functions, one behind the other; the buffer is valid until the next call. */
    public NativeBuffer writeFunctions(final List<byte[]> libraries, final boolean isCompressing) {
        buffer.reset();
        out.wrap(buffer, isCompressing);
        libraries.forEach(library -> RdbFileWriter.writeFunction(library, out));
        return seal(FUNCTIONS_VERSION);
    }

    /**
     * Reads the libraries of functions of a payload that {@linkplain #isIntact is intact}.
     *
     * @throws RdbFormatException if it holds anything else
     */
    public List<byte[]> readFunctions(final long address, final int length) throws IOException {
        final List<byte[]> libraries = new ArrayList<>();
        try (RdbInput in = RdbInput.of(address, length - FOOTER_BYTES)) {
            in.withoutChecksum();
            while (in.remaining() > 0) {
                if (in.readByte() != RdbFormat.OP_FUNCTION2) {
                    throw in.failure("something else than functions");
                }
                libraries.add(in.readBytes());
            }
        }
        return libraries;
    }

    private NativeBuffer seal(final int version) {
        NativeMemory.putShort(buffer.reserve(VERSION_BYTES), (short) version);
        buffer.advance(VERSION_BYTES);
        out.putLong(Crc64.update(0, buffer.address(), buffer.length()));
        return buffer;
    }

    /** Tells whether version and checksum of a payload are right. */
    public static boolean isIntact(final long address, final int length) {
        if (length < FOOTER_BYTES) {
            return false;
        }
        final long footer = address + length - FOOTER_BYTES;
        return (NativeMemory.getShort(footer) & 0xFFFF) <= RdbFormat.MAX_VERSION
            && NativeMemory.getLong(footer + VERSION_BYTES)
            == Crc64.update(0, address, length - RdbFormat.CHECKSUM_BYTES);
    }

    /**
     * Puts the value of a payload that {@linkplain #isIntact is intact} under a key, in place of what was there.
     *
     * @return the entry, {@link org.ouzel.engine.store.SegmentedIndex#NONE} for an empty collection
     * @throws RdbFormatException if it holds no value that can be read; the key is as it was
     */
    public long read(final ServerState server, final long address, final int length, final Database database,
        final long keyHash, final long keyAddress, final int keyLength, final long expiryMs, final int access)
        throws IOException {
        if (reader == null) {
            reader = new ValueReader(server);
        }
        try (RdbInput in = RdbInput.of(address, length - FOOTER_BYTES)) {
            in.withoutChecksum();
            final int type = in.readByte();
            if (!RdbFormat.isType(type)) {
                throw in.failure("unknown type of value: code=" + type);
            }
            return reader.read(in, type, database, keyHash, keyAddress, keyLength, expiryMs, access);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        writer.close();
        out.close();
        buffer.close();
    }
}
