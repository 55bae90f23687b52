package org.ouzel.auth.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserDatabaseTest {
    private static final StoredUser ALICE = new StoredUser("alice", "h", true, "on #h ~* +@all");

    @TempDir
    private Path directory;

    private void execute(final Path file, final String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement()) {
            for (final String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    @Test
    void shouldKeepUsers() throws Exception {
        final Path file = directory.resolve("users.db");
        try (UserDatabase database = UserDatabase.open(file)) {
            database.saveUser(ALICE);
            database.saveUser(new StoredUser("bob", "", false, "off"));
            database.saveUser(new StoredUser("bob", "x", false, "on"));
            database.deleteUser("nobody");
            assertEquals(List.of(ALICE, new StoredUser("bob", "x", false, "on")), database.readUsers());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (UserDatabase database = UserDatabase.open(file)) {
            database.deleteUser("bob");
            assertEquals(List.of(ALICE), database.readUsers());
        }
    }

    @Test
    void shouldOpenWhatRustyKvWrote() throws Exception {
        final Path file = directory.resolve("rusty.db");
        execute(file, "CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT UNIQUE NOT NULL, password TEXT NOT"
            + " NULL, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, root_user BOOLEAN NOT NULL)",
            "INSERT INTO users VALUES (7, 'root', 'abc', '2024-01-01', '2024-01-01', 1)",
            "INSERT INTO users VALUES (9, 'joe', 'def', '2024-01-01', '2024-01-01', 0)");
        try (UserDatabase database = UserDatabase.open(file)) {
            assertEquals(List.of(new StoredUser("joe", "def", false, null), new StoredUser("root", "abc", true, null)),
                database.readUsers());
            database.saveUser(new StoredUser("joe", "new", false, "on"));
            database.saveUser(ALICE);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT id, created_at, updated_at > '2024-01-02' FROM users"
                + " WHERE username = 'joe'")) {
            assertTrue(row.next());
            assertEquals(9, row.getInt(1));
            assertEquals("2024-01-01", row.getString(2));
            assertTrue(row.getBoolean(3));
        }
    }

    @Test
    void shouldRefuseWhatItCantUnderstand() throws Exception {
        final Path junk = Files.writeString(directory.resolve("junk.db"), "this is no database at all, ".repeat(99));
        assertThrows(SQLException.class, () -> UserDatabase.open(junk));
        final Path later = directory.resolve("later.db");
        UserDatabase.open(later).close();
        execute(later, "INSERT INTO migrations (number) VALUES (999)");
        assertTrue(assertThrows(SQLException.class, () -> UserDatabase.open(later)).getCause().getMessage()
            .contains("later version"));
    }

    @Test
    void shouldMakeSoundCopiesAndKeepTheLatest() throws Exception {
        final Path copies = directory.resolve("copies");
        try (UserDatabase database = UserDatabase.open(directory.resolve("users.db"))) {
            final DatabaseBackup backup = new DatabaseBackup(database, copies, 2);
            final Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
            final Path first = backup.make(now);
            assertEquals("users-20260102T030405678Z.db", first.getFileName().toString());
            database.saveUser(ALICE);
            final Path second = backup.make(now.plusSeconds(1));
            final Path third = backup.make(now.plusSeconds(2));
            assertFalse(Files.exists(first));
            assertEquals(List.of(second, third), list(copies));
            try (UserDatabase copy = UserDatabase.open(second)) {
                assertEquals(List.of(ALICE), copy.readUsers());
            }
        }
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
