package org.ouzel.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Files of the operating system. */
final class DiskLayer implements FileLayer {
    @Override
    public WritableFile open(final Path file) throws IOException {
        final boolean isNew = !Files.exists(file);
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (isNew) {
            forceDirectory(file.getParent());
        }
        return new DiskFile(file, channel, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory);
        } catch (final FileAlreadyExistsException e) {
            // Another thread may have been faster.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        forceDirectory(directory.getParent());
    }

    @Override
    public void replace(final Path file, final byte[] content) throws IOException {
        final Path temporary = FileLayer.temporary(file);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
            final ByteBuffer source = ByteBuffer.wrap(content);
            while (source.hasRemaining()) {
                channel.write(source);
            }
            channel.force(true);
        }
        move(temporary, file);
    }

    @Override
    public void move(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(to.getParent());
    }

    @Override
    public void delete(final Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private static void forceDirectory(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** An open file; {@code fileKey} tells it from another one that may take its path. */
    private record DiskFile(Path path, FileChannel channel, Object fileKey) implements WritableFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int write(final ByteBuffer source, final long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(final long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public boolean isInPlace() {
            try {
                return fileKey.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            } catch (final IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
