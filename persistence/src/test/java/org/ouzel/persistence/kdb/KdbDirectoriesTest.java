package org.ouzel.persistence.kdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.NamespaceFiles.Move;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;

/** The files of a namespace follow it, wherever a process ends. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KdbDirectoriesTest {
    private static final int NUMBER = 1;

    @TempDir
    private Path directory;
    private int round;

    @Test
    void shouldFinishARenameAfterACrashAtEachStep() throws IOException {
        int stepCount = 0;
        boolean isDone = false;
        while (!isDone) {
            begin(true);
            final String kept = renameUntil(stepCount);
            isDone = kept == null;
            // Unless it was kept that the namespace is called owls now, it is called al after the next start.
            final String owner = isDone ? "owls" : kept;
            restart(owner);
            assertEquals("of al", Files.readString(root().resolve(owner).resolve("data.kdb")), "step " + stepCount);
            assertEquals(owner.equals("owls") ? List.of("%dropped", "owls") : List.of("al", "owls"), names(root()),
                "step " + stepCount);
            if (owner.equals("owls")) {
                assertEquals("old", Files.readString(root().resolve("%dropped").resolve("1-owls").resolve("data.kdb")));
            }
            stepCount++;
        }
        // The note and its directory, what is in the way and where it goes, the move, and the end of the note.
        assertEquals(7, stepCount);
    }

    @Test
    void shouldFinishADropAfterACrashAtEachStep() throws IOException {
        int stepCount = 0;
        boolean isDone = false;
        while (!isDone) {
            begin(false);
            final FailingAfter layer = new FailingAfter(stepCount);
            final boolean isKept;
            try (KdbDirectories directories = new KdbDirectories(settings(), layer)) {
                final Move move = directories.prepare(NUMBER, "al", null);
                isKept = !layer.isDead();
                if (isKept) {
                    move.begin(new Namespace(NUMBER, "al"));
                    make(move);
                    isDone = !layer.isDead();
                }
            }
            restart(isKept ? null : "al");
            final Path file = isKept ? root().resolve("%dropped").resolve("1-al") : root().resolve("al");
            assertEquals("of al", Files.readString(file.resolve("data.kdb")), "step " + stepCount);
            assertEquals(List.of(isKept ? "%dropped" : "al"), names(root()), "step " + stepCount);
            stepCount++;
        }
        assertEquals(6, stepCount);
    }

    @Test
    void shouldFollowSeveralNamesUpToTheOneThatWasKept() throws IOException {
        for (int keptCount = 0; keptCount <= 3; keptCount++) {
            begin(false);
            final List<String> called = List.of("al", "b", "c", "d");
            try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
                for (int i = 0; i < 3; i++) {
                    directories.prepare(NUMBER, called.get(i), called.get(i + 1)).begin(
                        new Namespace(NUMBER, called.get(i + 1)));
                }
            }
            restart(called.get(keptCount));
            assertEquals(List.of(called.get(keptCount)), names(root()));
        }
    }

    @Test
    void shouldKeepOthersFromFilesThatCouldntBeMoved() throws IOException {
        begin(false);
        Files.writeString(root().resolve("%dropped"), "in the way");
        final Namespace later = new Namespace(2, "al");
        try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
            final Move move = directories.prepare(NUMBER, "al", null);
            assertFalse(directories.isMoving(later));
            move.begin(new Namespace(NUMBER, "al"));
            assertTrue(directories.isMoving(later));
            assertNotNull(make(move));
            assertTrue(directories.isMoving(later));
        }
        try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
            directories.finish(number -> null);
            assertTrue(directories.isMoving(later));
            Files.delete(root().resolve("%dropped"));
            // The next one makes up for it.
            final Move move = directories.prepare(3, "x", "y");
            move.begin(new Namespace(3, "y"));
            assertNull(make(move));
            assertFalse(directories.isMoving(later));
        }
        assertEquals(List.of("%dropped"), names(root()));
    }

    @Test
    void shouldForgetWhatDidntHappen() throws IOException {
        begin(false);
        try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
            directories.prepare(NUMBER, "al", "owls").cancel();
            assertFalse(directories.isMoving(new Namespace(NUMBER, "al")));
        }
        restart("owls");
        assertEquals(List.of("al"), names(root()));
    }

    /** Returns what the table of namespaces says at the end, or null if all was done. */
    private String renameUntil(final int stepCount) {
        final FailingAfter layer = new FailingAfter(stepCount);
        try (KdbDirectories directories = new KdbDirectories(settings(), layer)) {
            final Move move = directories.prepare(NUMBER, "al", "owls");
            if (layer.isDead()) {
                return "al";
            }
            // With the note on disk the process may end before the table is written just as well; tested below.
            move.begin(new Namespace(NUMBER, "owls"));
            make(move);
            return layer.isDead() ? "owls" : null;
        }
    }

    @Test
    void shouldLeaveFilesWhereTheyAreIfTheNameWasntKept() throws IOException {
        begin(true);
        try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
            directories.prepare(NUMBER, "al", "owls").begin(new Namespace(NUMBER, "owls"));
        }
        assertEquals(3, names(root()).size());
        restart("al");
        assertEquals(List.of("al", "owls"), names(root()));
        assertEquals("of al", Files.readString(root().resolve("al").resolve("data.kdb")));
    }

    private static Exception make(final Move move) {
        final CompletableFuture<Exception> end = new CompletableFuture<>();
        move.make(end::complete);
        return end.join();
    }

    /** Gives each round a directory of its own, with a file of al's, and perhaps one of somebody called owls once. */
    private void begin(final boolean isInTheWay) throws IOException {
        round++;
        Files.writeString(Files.createDirectories(root().resolve("al")).resolve("data.kdb"), "of al");
        if (isInTheWay) {
            Files.writeString(Files.createDirectories(root().resolve("owls")).resolve("data.kdb"), "old");
        }
    }

    private void restart(final String owner) {
        try (KdbDirectories directories = new KdbDirectories(settings(), FileLayer.DISK)) {
            directories.finish(number -> number == NUMBER ? owner : null);
        }
    }

    private Path root() {
        return directory.resolve(Integer.toString(round)).resolve("kdb");
    }

    private Settings settings() {
        final Settings settings = new Settings();
        try {
            settings.put("dir", root().getParent().toString());
            settings.conclude();
        } catch (final SettingException e) {
            throw new AssertionError(e);
        }
        return settings;
    }

    private static List<String> names(final Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A disk that a process which ends after so many steps has; the step at which it ends isn't done. */
    private static final class FailingAfter implements FileLayer {
        private volatile int left;
        private volatile boolean isDead;

        FailingAfter(final int stepCount) {
            left = stepCount;
        }

        boolean isDead() {
            return isDead;
        }

        private void step() throws IOException {
            isDead |= left == 0;
            if (isDead) {
                throw new IOException("the process has ended");
            }
            left--;
        }

        @Override
        public WritableFile open(final Path file) throws IOException {
            step();
            return FileLayer.DISK.open(file);
        }

        @Override
        public void createDirectory(final Path made) throws IOException {
            step();
            FileLayer.DISK.createDirectory(made);
        }

        @Override
        public void replace(final Path file, final byte[] content) throws IOException {
            step();
            FileLayer.DISK.replace(file, content);
        }

        @Override
        public void move(final Path from, final Path to) throws IOException {
            step();
            FileLayer.DISK.move(from, to);
        }

        @Override
        public void delete(final Path file) throws IOException {
            step();
            FileLayer.DISK.delete(file);
        }
    }
}
