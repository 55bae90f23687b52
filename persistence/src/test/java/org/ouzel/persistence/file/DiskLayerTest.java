package org.ouzel.persistence.file;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLayerTest {
    @TempDir
    private Path parent;

    @Test
    void shouldLetTwoThreadsMakeTheSameDirectory() throws Exception {
        final CyclicBarrier start = new CyclicBarrier(2);
        for (int i = 0; i < 300; i++) {
            final Path directory = parent.resolve("d" + i);
            final FutureTask<Void> other = new FutureTask<>(() -> create(directory, start), null);
            new Thread(other).start();
            create(directory, start);
            assertNull(other.get());
            assertTrue(Files.isDirectory(directory));
        }
    }

    @Test
    void shouldNotTakeAFileForADirectory() throws IOException {
        final Path file = Files.createFile(parent.resolve("file"));
        assertThrows(IOException.class, () -> FileLayer.DISK.createDirectory(file));
    }

    private static void create(final Path directory, final CyclicBarrier start) {
        try {
            start.await();
            FileLayer.DISK.createDirectory(directory);
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
