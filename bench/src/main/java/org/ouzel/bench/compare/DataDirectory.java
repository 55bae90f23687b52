package org.ouzel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that servers with persistence are started in, one after the other; removed with all in it. */
final class DataDirectory implements AutoCloseable {
    private final Path path;

    DataDirectory() throws IOException {
        path = Files.createTempDirectory("ouzel-bench-data-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        final List<Path> all;
        try (Stream<Path> walked = Files.walk(path)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        for (final Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
