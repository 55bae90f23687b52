package org.ouzel.persistence.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.persistence.snapshot.FileTarget;

class LeftoversTest {
    /** No process has this number: it is above what systems give. */
    private static final String NOBODY = "4194999999";

    @TempDir
    private Path directory;

    @Test
    void shouldRemoveWhatHasExactlySuchAName() throws IOException {
        final List<String> others = List.of("temp--dump.rdb", "temp-1x-dump.rdb", "temp-" + NOBODY + "-other.rdb",
            "temp-" + NOBODY + "-dump.rdb.bak", "a-temp-" + NOBODY + "-dump.rdb", "dump.rdb", "temp-dump.rdb",
            "temp-12345678901-dump.rdb");
        for (final String name : others) {
            Files.createFile(directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("temp-2-dump.rdb"));
        Files.createSymbolicLink(directory.resolve("temp-4194999998-dump.rdb"),
            directory.resolve("dump.rdb"));
        final List<String> before = names();
        Files.writeString(directory.resolve("temp-" + NOBODY + "-dump.rdb"), "REDIS");
        Files.writeString(directory.resolve("temp-" + ProcessHandle.current().pid() + "-dump.rdb"), "REDIS");
        Leftovers.remove(directory, FileTarget.leftovers("dump\\.rdb"));
        assertEquals(before, names());
    }

    @Test
    void shouldLeaveWhatALivingProcessOfTheSameProgramWrites() throws Exception {
        final String program = ProcessHandle.current().info().command().orElseThrow();
        // Waits for its standard input.
        final Process other = new ProcessBuilder(program, "--source", "17", "/dev/stdin")
            .redirectErrorStream(true).start();
        try {
            final Path file = Files.createFile(directory.resolve("temp-" + other.pid() + "-dump.rdb"));
            while (!other.info().command().equals(ProcessHandle.current().info().command())) {
                assertTrue(other.isAlive());
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Leftovers.remove(directory, FileTarget.leftovers("dump\\.rdb"));
            assertEquals(List.of(file.getFileName().toString()), names());
        } finally {
            other.destroyForcibly().waitFor();
        }
        Leftovers.remove(directory, FileTarget.leftovers("dump\\.rdb"));
        assertEquals(List.of(), names());
    }

    @Test
    void shouldRemoveTemporaryFilesOfThePlatform() throws IOException {
        Files.createTempFile(directory, "ouzel.seed", ".tmp");
        Files.createFile(directory.resolve("ouzel.seed.tmp"));
        Files.createFile(directory.resolve("ouzel.seedling1.tmp"));
        Leftovers.remove(directory, Leftovers.ofTemporary("ouzel.seed", ".tmp"));
        assertEquals(List.of("ouzel.seed.tmp", "ouzel.seedling1.tmp"), names());
    }

    @Test
    void shouldPassOverADirectoryThatIsNotThere() throws IOException {
        Leftovers.remove(directory.resolve("missing"), FileTarget.leftovers("dump\\.rdb"));
        assertEquals(List.of(), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
