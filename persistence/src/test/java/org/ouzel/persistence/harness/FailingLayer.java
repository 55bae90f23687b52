package org.ouzel.persistence.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;

/** A disk with faults that tests switch on and off. */
public final class FailingLayer implements FileLayer {
    /** Bytes that still fit on the disk. */
    private volatile long roomBytes = Long.MAX_VALUE;
    private volatile boolean isForceFailing;
    private volatile boolean isGone;
    private volatile boolean isReplaceFailing;
    private volatile boolean isOpenFailing;
    private volatile boolean isMoveFailing;
    private volatile Path failing;
    private volatile int forceCount;

    /** Lets the disk be full after so many more bytes. */
    public void setRoomBytes(final long bytes) {
        roomBytes = bytes;
    }

    public void setForceFailing(final boolean isFailing) {
        isForceFailing = isFailing;
    }

    /** Lets the file not be found any more. */
    public void setGone(final boolean gone) {
        isGone = gone;
    }

    /** Lets no file get a new content as a whole. */
    public void setReplaceFailing(final boolean isFailing) {
        isReplaceFailing = isFailing;
    }

    /** Lets no file be opened, and no directory be made, as where nobody may write. */
    public void setOpenFailing(final boolean isFailing) {
        isOpenFailing = isFailing;
    }

    /** Lets no file be renamed. */
    public void setMoveFailing(final boolean isFailing) {
        isMoveFailing = isFailing;
    }

    /** Lets one file be neither written nor forced to disk; null for none. */
    public void setFailing(final Path file) {
        failing = file;
    }

    /** Returns how many fsyncs of append only files went well. */
    public int forceCount() {
        return forceCount;
    }

    @Override
    public WritableFile open(final Path file) throws IOException {
        checkOpen(file);
        return new FailingFile(FileLayer.DISK.open(file));
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        checkOpen(directory);
        FileLayer.DISK.createDirectory(directory);
    }

    @Override
    public void replace(final Path file, final byte[] content) throws IOException {
        if (isReplaceFailing) {
            throw new IOException("No space left on device");
        }
        FileLayer.DISK.replace(file, content);
    }

    @Override
    public void move(final Path from, final Path to) throws IOException {
        if (isMoveFailing) {
            throw new IOException("Input/output error");
        }
        FileLayer.DISK.move(from, to);
    }

    @Override
    public void delete(final Path file) throws IOException {
        FileLayer.DISK.delete(file);
    }

    private void checkOpen(final Path file) throws IOException {
        if (isOpenFailing) {
            throw new AccessDeniedException(file.toString());
        }
    }

    /** Passes on to a real file what the faults let through. */
    private final class FailingFile implements WritableFile {
        private final WritableFile file;

        FailingFile(final WritableFile file) {
            this.file = file;
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
            checkFailing();
            final long room = roomBytes;
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            final int limit = source.limit();
            source.limit(source.position() + (int) Math.min(source.remaining(), room));
            final int written = file.write(source, position);
            source.limit(limit);
            if (room != Long.MAX_VALUE) {
                roomBytes = room - written;
            }
            return written;
        }

        @Override
        public void force() throws IOException {
            checkFailing();
            if (isForceFailing) {
                throw new IOException("Input/output error");
            }
            file.force();
            if (path().toString().endsWith(".aof")) {
                forceCount = forceCount + 1;
            }
        }

        private void checkFailing() throws IOException {
            if (path().equals(failing)) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void truncate(final long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public boolean isInPlace() {
            return !isGone && file.isInPlace();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
