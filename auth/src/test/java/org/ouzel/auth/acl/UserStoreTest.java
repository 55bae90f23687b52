package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.auth.store.UserDatabase;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.settings.Settings;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserStoreTest {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

    @TempDir
    private Path directory;

    private UserStore open(final String interval) throws Exception {
        final Settings settings = new Settings();
        settings.put("dir", directory.toString());
        settings.put("user-database", "users.db");
        settings.put("user-database-backup-path", "copies");
        settings.put("user-database-backup-interval", interval);
        settings.put("user-database-backup-keep", "2");
        settings.conclude();
        return UserStore.open(settings, CommandTable.of(CommandFamilies.all()));
    }

    private List<String> copies() throws IOException {
        final Path copies = directory.resolve("copies");
        if (!Files.exists(copies)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(copies)) {
            return files.map(each -> each.getFileName().toString()).filter(name -> name.endsWith(".db")).sorted()
                .toList();
        }
    }

    @Test
    void shouldCopyTheDatabaseAtAnInterval() throws Exception {
        final TreeSet<String> seen = new TreeSet<>();
        try (UserStore store = open("1")) {
            while (seen.size() < 3) {
                seen.addAll(copies());
                LockSupport.parkNanos(POLL_NS);
            }
            assertTrue(store != null);
        }
        final List<String> left = copies();
        assertEquals(2, left.size(), left.toString());
        assertTrue(left.get(1).compareTo(seen.last()) >= 0, left + " " + seen);
        try (UserDatabase copy = UserDatabase.open(directory.resolve("copies").resolve(left.get(1)))) {
            assertEquals(List.of(), copy.readUsers());
        }
    }

    @Test
    void shouldCopyTheDatabaseWhenAsked() throws Exception {
        try (UserStore store = open("86400")) {
            final CompletableFuture<Exception> failure = new CompletableFuture<>();
            store.backUp(failure::complete);
            assertNull(failure.get());
            assertEquals(1, copies().size());
        }
    }

    @Test
    void shouldSayThatItCouldNotCopy() throws Exception {
        Files.writeString(directory.resolve("copies"), "a file where the directory should be");
        try (UserStore store = open("86400")) {
            final CompletableFuture<Exception> failure = new CompletableFuture<>();
            store.backUp(failure::complete);
            assertTrue(failure.get() instanceof IOException, String.valueOf(failure.get()));
        }
    }
}
