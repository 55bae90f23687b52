package org.ouzel.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.persistence.file.Leftovers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The seed of key hashes, kept with the data: 16 hexadecimal digits and a line end, readable by the owner only.
 *
 * <p>Drawn at the first start in a directory. With the same seed, cursors of SCAN outlive a restart, and a recorded
 * history replays alike. Whoever knows the seed can craft keys that collide, hence the permissions. Used by the thread
 * that starts the server.
 */
public final class HashSeedFile {
    public static final String NAME = "ouzel.seed";

    private static final String SUFFIX = ".tmp";
    private static final Logger LOG = LoggerFactory.getLogger(HashSeedFile.class);
    private static final int DIGIT_COUNT = 16;
    private static final String OWNER_ONLY = "rw-------";

    private final Path path;

    private HashSeedFile(final Path path) {
        this.path = path;
    }

    /** Removes files that a killed process left unfinished; before {@link #readOrDraw}. */
    public void removeLeftovers() {
        Leftovers.remove(path.getParent(), Leftovers.ofTemporary(NAME, SUFFIX));
    }

    /** Names the file in a data directory, which may not exist. */
    public static HashSeedFile in(final Path dir) {
        return new HashSeedFile(dir.toAbsolutePath().resolve(NAME));
    }

    /**
     * Returns the seed that was kept, or draws one and keeps it. A directory that can't be written, or a file that
     * holds something else, costs a log line: the seed then is one for this start only.
     */
    public long readOrDraw() {
        try {
            return parse(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (final NoSuchFileException e) {
            return draw();
        } catch (final IOException e) {
            LOG.warn("Hash seed not read, this start has one of its own: file={} cause={}", path, e.toString());
            return ServerIdentity.drawSeed();
        }
    }

    private static long parse(final String text) throws IOException {
        final String digits = text.strip();
        if (digits.length() != DIGIT_COUNT) {
            throw new IOException("not a seed: digits=" + digits.length() + " expected=" + DIGIT_COUNT);
        }
        try {
            return Long.parseUnsignedLong(digits, DIGIT_COUNT);
        } catch (final NumberFormatException e) {
            throw new IOException("not a seed: not hexadecimal", e);
        }
    }

    private long draw() {
        final long seed = ServerIdentity.drawSeed();
        try {
            final Path temporary = Files.createTempFile(path.getParent(), NAME, SUFFIX,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            try {
                Files.writeString(temporary, String.format("%016x%n", seed));
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (final IOException | UnsupportedOperationException e) {
            LOG.warn("Hash seed not kept, the next start has another: file={} cause={}", path, e.toString());
        }
        return seed;
    }
}
