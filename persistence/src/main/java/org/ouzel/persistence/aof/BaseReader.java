package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ouzel.engine.ServerState;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbInput;
import org.ouzel.persistence.snapshot.DatasetTarget;

/** The snapshot that an append only file's base is, or begins with; read in pieces, each while all shards are held. */
final class BaseReader implements AutoCloseable {
    private static final String MAGIC = "REDIS";
    private static final int RECORD_COUNT = 256;

    private boolean isBegun;
    private final long nowMs;
    private final Path path;
    private final FileChannel channel;
    private final RdbInput input;
    private final DatasetTarget target;
    private final RdbFileReader reader;

    BaseReader(final Path path, final ServerState server, final long nowMs) throws IOException {
        this.path = path;
        this.nowMs = nowMs;
        channel = FileChannel.open(path, StandardOpenOption.READ);
        input = RdbInput.of(channel, 0, channel.size());
        target = new DatasetTarget(server);
        reader = new RdbFileReader(input, target, server);
    }

    /** Tells whether a file begins with a snapshot. */
    static boolean isSnapshot(final Path path) throws IOException {
        try (var file = Files.newInputStream(path)) {
            return MAGIC.equals(new String(file.readNBytes(MAGIC.length()),
                StandardCharsets.ISO_8859_1));
        }
    }

    /** Reads some more; returns whether there is more of the snapshot. */
    boolean readSome() throws IOException {
        try {
            if (!isBegun) {
                isBegun = true;
                reader.begin(nowMs, false);
            }
            return reader.readSome(RECORD_COUNT);
        } catch (final IOException e) {
            throw new AofFormatException("Error reading the base of the append only file: file=" + path + " offset="
                + input.offset() + " cause=" + e.getMessage()
                + "; make a backup of your AOF files, and check the file with redis-check-rdb");
        }
    }

    Path path() {
        return path;
    }

    /** Returns how far the file has been read. */
    long offset() {
        return input.offset();
    }

    long loadedCount() {
        return reader.loadedCount();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        input.close();
        channel.close();
    }
}
