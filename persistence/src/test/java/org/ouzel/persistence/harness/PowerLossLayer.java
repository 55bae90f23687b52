package org.ouzel.persistence.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;

/**
 * A disk whose machine can stop: of what was written to an open file since it was last forced, any pages may be lost
 * then, and a file that grew may be any shorter. Renames and what {@link #replace} writes are never lost. An fsync may
 * be made to fail; as on Linux, the pages that it should have written count as written from then on. Any thread.
 */
public final class PowerLossLayer implements FileLayer {
    private static final int PAGE_BYTES = 4096;

    private double failingShare;
    private String failingSuffix = "";
    private final Random failures = new Random(5);
    private final Map<Path, Image> images = new HashMap<>();

    /** Lets a share of all fsyncs fail, from 0 to 1. */
    public void setFailingShare(final double share) {
        setFailingShare(share, "");
    }

    /** Lets a share of the fsyncs fail, from 0 to 1, of files whose names end in some way. */
    public synchronized void setFailingShare(final double share, final String suffix) {
        failingShare = share;
        failingSuffix = suffix;
    }

    /** What a file held when it was last forced, and its pages that were written since. */
    private static final class Image {
        private byte[] forced = new byte[PAGE_BYTES];
        private int forcedBytes;
        private final Set<Integer> written = new TreeSet<>();

        void touch(final long from, final long to) {
            for (long page = from / PAGE_BYTES; page * PAGE_BYTES < to; page++) {
                written.add((int) page);
            }
        }

        void force(final FileChannel file) throws IOException {
            forcedBytes = (int) file.size();
            if (forcedBytes > forced.length) {
                forced = Arrays.copyOf(forced, 2 * forcedBytes);
            }
            for (final int page : written) {
                final int from = page * PAGE_BYTES;
                if (from < forcedBytes) {
                    file.read(ByteBuffer.wrap(forced, from, Math.min(PAGE_BYTES, forcedBytes - from)), from);
                }
            }
            written.clear();
        }

        void forget() {
            forced = new byte[PAGE_BYTES];
            forcedBytes = 0;
        }

        byte[] forcedOnly(final byte[] now) {
            return Arrays.copyOf(forced, Math.min(forcedBytes, now.length));
        }

        byte[] left(final byte[] now, final Random random) {
            final int least = Math.min(forcedBytes, now.length);
            final byte[] left = Arrays.copyOf(Arrays.copyOf(forced, least),
                least + random.nextInt(now.length - least + 1));
            for (final int page : written) {
                final int from = page * PAGE_BYTES;
                final int to = Math.min(left.length, from + PAGE_BYTES);
                if (from < to && random.nextBoolean()) {
                    System.arraycopy(now, from, left, from, to - from);
                }
            }
            return left;
        }
    }

    /** Lets the machine stop: the files are then what a start would find. */
    public void stop(final Random random) throws IOException {
        stop((image, now) -> image.left(now, random));
    }

    /** Lets the machine stop, and all be lost that wasn't forced. */
    public void stopAndLoseAll() throws IOException {
        stop(Image::forcedOnly);
    }

    private synchronized void stop(final BiFunction<Image, byte[], byte[]> left) throws IOException {
        for (final Map.Entry<Path, Image> entry : images.entrySet()) {
            if (Files.exists(entry.getKey())) {
                Files.write(entry.getKey(), left.apply(entry.getValue(), Files.readAllBytes(entry.getKey())));
            }
            // What has it open is held by threads of the engine that was killed.
            entry.getValue().forget();
        }
        images.clear();
    }

    @Override
    public synchronized WritableFile open(final Path file) throws IOException {
        final WritableFile opened = FileLayer.DISK.open(file);
        final FileChannel readable = FileChannel.open(file, StandardOpenOption.READ);
        if (!images.containsKey(file)) {
            final Image image = new Image();
            image.touch(0, readable.size());
            image.force(readable);
            images.put(file, image);
        }
        return new TrackedFile(opened, readable, images.get(file));
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        FileLayer.DISK.createDirectory(directory);
    }

    @Override
    public void replace(final Path file, final byte[] content) throws IOException {
        FileLayer.DISK.replace(file, content);
    }

    @Override
    public synchronized void move(final Path from, final Path to) throws IOException {
        FileLayer.DISK.move(from, to);
        images.remove(to);
        if (images.containsKey(from)) {
            images.put(to, images.remove(from));
        }
    }

    @Override
    public synchronized void delete(final Path file) throws IOException {
        FileLayer.DISK.delete(file);
        images.remove(file);
    }

    /** Passes on to a real file, and remembers what isn't forced. */
    private final class TrackedFile implements WritableFile {
        private final WritableFile file;
        private final FileChannel readable;
        private final Image image;

        TrackedFile(final WritableFile file, final FileChannel readable, final Image image) {
            this.file = file;
            this.readable = readable;
            this.image = image;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int write(final ByteBuffer source, final long position) throws IOException {
            synchronized (PowerLossLayer.this) {
                final int written = file.write(source, position);
                image.touch(position, position + written);
                return written;
            }
        }

        /** Without a real fsync, which would take most of a test's time. */
        @Override
        public void force() throws IOException {
            synchronized (PowerLossLayer.this) {
                if (path().toString().endsWith(failingSuffix) && failures.nextDouble() < failingShare) {
                    image.written.clear();
                    throw new IOException("Input/output error");
                }
                image.force(readable);
            }
        }

        @Override
        public void truncate(final long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public boolean isInPlace() {
            return file.isInPlace();
        }

        @Override
        public void close() throws IOException {
            readable.close();
            file.close();
        }
    }
}
