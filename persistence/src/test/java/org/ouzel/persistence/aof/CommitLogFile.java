package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The commit log of a server that doesn't run. */
record CommitLogFile(Path path) {
    /** The log of the server whose files are in a directory. */
    static CommitLogFile of(final Path serverDirectory) {
        return new CommitLogFile(serverDirectory.resolve("appendonlydir").resolve("appendonly.aof.commitlog"));
    }

    /** Lets the log be of another run of the machine, as it is after a stop. */
    void nameOtherBoot() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        final ByteBuffer header = header();
        if (CommitLogDescriptor.isHeader(header)) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.write(CommitLogDescriptor.header(header.getLong(CommitLogDescriptor.GENERATION_AT), "other"), 0);
            }
        }
    }

    ByteBuffer header() throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(CommitLogDescriptor.PAGE_BYTES);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.read(header, 0);
        }
        return header;
    }
}
