package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Users in SQLite: a RustyKV database, slow hashes, changes that outlive the server, copies. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class UserDatabaseIT {
    /** Keccak-256 of {@code hello}, a published value. */
    private static final String HELLO_HASH = "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8";

    @TempDir
    private Path directory;

    @Parameter
    private OuzelSetup setup;
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve(setup + ".db");
    }

    private ServerUnderTest start(final String... more) {
        return setup.start(Stream.concat(Stream.of("--user-database", file.toString(), "--admin-password", "boss"),
            Stream.of(more)).toArray(String[]::new));
    }

    private static RawConnection login(final ServerUnderTest server, final String name, final String password) {
        final RawConnection connection = server.connect();
        assertEquals("+OK\r\n", connection.call("AUTH", name, password));
        return connection;
    }

    private List<String> query(final String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? List.of(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))) : List.of();
        }
    }

    @Test
    void shouldBeginWithAnAdministrator() throws Exception {
        try (ServerUnderTest server = start(); RawConnection stranger = server.connect();
            RawConnection admin = login(server, "admin", "boss")) {
            assertTrue(stranger.call("PING").startsWith("-NOAUTH"));
            assertTrue(stranger.call("AUTH", "default", "").startsWith("-WRONGPASS"));
            assertTrue(stranger.call("AUTH", "admin", "wrong").startsWith("-WRONGPASS"));
            assertEquals("+OK\r\n", admin.call("SET", "a", "1"));
        }
        final List<String> row = query("SELECT password, root_user FROM users WHERE username = 'admin'");
        assertTrue(row.get(0).startsWith("$argon2id$v=19$"), row.toString());
        assertEquals("1", row.get(1));
    }

    @Test
    void shouldUpgradeWhatRustyKvWrote() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL"
                + " UNIQUE, password TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, root_user"
                + " INTEGER NOT NULL DEFAULT 0)");
            statement.executeUpdate("INSERT INTO users (username, password, created_at, updated_at, root_user) VALUES"
                + " ('joe', '" + HELLO_HASH + "', '2024', '2024', 0), ('root', '" + HELLO_HASH
                + "', '2024', '2024', 1)");
        }
        try (ServerUnderTest server = start(); RawConnection stranger = server.connect()) {
            assertTrue(stranger.call("AUTH", "joe", "wrong").startsWith("-WRONGPASS"));
            assertEquals(HELLO_HASH, query("SELECT password, root_user FROM users WHERE username = 'joe'").get(0));
            try (RawConnection joe = login(server, "joe", "hello"); RawConnection root = login(server, "root",
                "hello")) {
                assertEquals("+OK\r\n", joe.call("SET", "a", "1"));
                assertTrue(joe.call("ACL", "LIST").startsWith("-NOPERM"));
                assertTrue(root.call("ACL", "LIST").contains("user joe on "));
                assertFalse(root.call("ACL", "LIST").contains("user admin "));
            }
        }
        final List<String> row = query("SELECT password, rules FROM users WHERE username = 'joe'");
        assertTrue(row.get(0).startsWith("$argon2id$"), row.toString());
        assertFalse(row.get(1).contains("keccak"), row.toString());
        try (ServerUnderTest server = start(); RawConnection joe = login(server, "joe", "hello")) {
            assertEquals("+PONG\r\n", joe.call("PING"));
            assertTrue(joe.call("AUTH", "joe", "hell").startsWith("-WRONGPASS"));
        }
    }

    @Test
    void shouldKeepChangesOfUsers() throws Exception {
        try (ServerUnderTest server = start(); RawConnection admin = login(server, "admin", "boss")) {
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", "al\u00c3\u00a9", "on", ">one", ">two", "~a*",
                "+@all"));
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", "bob", "on", ">pw", "+@all"));
            assertTrue(admin.call("ACL", "SETUSER", "bob", "junk").startsWith("-ERR Error in ACL SETUSER modifier"));
            assertTrue(admin.call("ACL", "SETUSER", "bob", "<junk").contains("does not exist"));
            assertEquals("-ERR Usernames in a database must be UTF-8\r\n", admin.call("ACL", "SETUSER", "\u00ff"));
            try (RawConnection bob = login(server, "bob", "pw")) {
                assertEquals(":1\r\n", admin.call("ACL", "DELUSER", "bob", "nobody"));
                assertEquals("", bob.readToEnd());
            }
        }
        try (ServerUnderTest server = start(); RawConnection admin = login(server, "admin", "boss");
            RawConnection al = login(server, "al\u00c3\u00a9", "two")) {
            assertTrue(al.call("GET", "b").startsWith("-NOPERM"));
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", "al\u00c3\u00a9", "<two", "~b"));
            assertTrue(al.call("AUTH", "al\u00c3\u00a9", "two").startsWith("-WRONGPASS"));
            assertEquals("+OK\r\n", al.call("AUTH", "al\u00c3\u00a9", "one"));
            assertEquals("$-1\r\n", al.call("GET", "b"));
            assertFalse(admin.call("ACL", "USERS").contains("bob"));
            assertEquals(":1\r\n", al.call("ACL", "DELUSER", "al\u00c3\u00a9"));
            assertEquals("", al.readToEnd());
        }
    }

    @Test
    void shouldReadTheDatabaseAgainAndCopyIt() throws Exception {
        final Path copies = directory.resolve("copies");
        try (ServerUnderTest server = start("--user-database-backup-path", copies.toString());
            RawConnection admin = login(server, "admin", "boss")) {
            assertEquals("+OK\r\n", admin.call("ACL", "SAVE"));
            try (Stream<Path> found = Files.list(copies)) {
                assertEquals(1, found.filter(path -> path.toString().endsWith(".db")).count());
            }
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO users (username, password, root_user) VALUES ('eve', '"
                    + HELLO_HASH + "', 0)");
            }
            assertEquals("+OK\r\n", admin.call("ACL", "LOAD"));
            try (RawConnection eve = login(server, "eve", "hello"); RawConnection stranger = server.connect()) {
                assertTrue(stranger.call("PING").startsWith("-NOAUTH"));
                assertEquals("+PONG\r\n", eve.call("PING"));
            }
        }
    }

    @Test
    void shouldKeepTheKeysOfEachNamespace() throws Exception {
        final Path data = Files.createDirectory(directory.resolve(setup + "-data"));
        final String[] options = {"--dir", data.toString(), "--appendonly", "yes"};
        try (ServerUnderTest server = start(options); RawConnection admin = login(server, "admin", "boss")) {
            for (final String name : new String[] {"al", "bo"}) {
                assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", name, "on", ">pw", "~*", "+@all"));
                try (RawConnection user = login(server, name, "pw")) {
                    assertEquals("+OK\r\n", user.call("SET", "k", name));
                }
            }
            assertEquals("+OK\r\n", admin.call("TENANT", "SETQUOTA", "bo", "keys", "1"));
            assertEquals("+OK\r\n", admin.call("TENANT", "RENAME", "al", "owls"));
        }
        try (ServerUnderTest server = start(options); RawConnection admin = login(server, "admin", "boss");
            RawConnection al = login(server, "al", "pw"); RawConnection bo = login(server, "bo", "pw")) {
            assertEquals("$2\r\nal\r\n", al.call("GET", "k"));
            assertEquals("$2\r\nbo\r\n", bo.call("GET", "k"));
            assertEquals("$-1\r\n", admin.call("GET", "k"));
            assertTrue(bo.call("SET", "l", "1").startsWith("-OOM"));
            assertTrue(admin.call("ACL", "LIST").contains("namespace=owls"));
            assertEquals(":2\r\n", admin.call("ACL", "DELUSER", "al", "bo"));
            assertEquals("+OK\r\n", admin.call("TENANT", "DROP", "owls"));
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", "al", "on", ">pw", "~*", "+@all"));
            try (RawConnection again = login(server, "al", "pw")) {
                assertEquals("$-1\r\n", again.call("GET", "k"));
            }
        }
    }

    @Test
    void shouldHandOnNothingBeforeThePasswordIsChecked() {
        try (ServerUnderTest server = start(); RawConnection client = server.connect()) {
            client.add("AUTH", "admin", "wrong").add("SET", "a", "1").add("AUTH", "admin", "boss")
                .add("SET", "a", "x".repeat(50_000)).add("STRLEN", "a").flush();
            assertTrue(client.readText().startsWith("-WRONGPASS"));
            assertTrue(client.readText().startsWith("-NOAUTH"));
            assertEquals("+OK\r\n", client.readText());
            assertEquals("+OK\r\n", client.readText());
            assertEquals(":50000\r\n", client.readText());
        }
    }

    /** A slow hash takes tens of milliseconds: 2,000 of them would take longer than the test may. */
    @Test
    void shouldRecogniseClientsThatComeBack() {
        try (ServerUnderTest server = start()) {
            for (int i = 0; i < 2000; i++) {
                login(server, "admin", "boss").close();
            }
        }
    }

    @Test
    void shouldServeOthersWhilePasswordsAreGuessed() {
        try (ServerUnderTest server = start(); RawConnection admin = login(server, "admin", "boss");
            RawConnection guesser = server.connect()) {
            for (int i = 0; i < 12; i++) {
                guesser.add("AUTH", i % 2 == 0 ? "admin" : "nobody" + i, "guess" + i);
            }
            guesser.flush();
            assertEquals("+PONG\r\n", admin.call("PING"));
            for (int i = 0; i < 12; i++) {
                assertTrue(guesser.readText().startsWith("-WRONGPASS"));
            }
            try (RawConnection leaving = server.connect()) {
                leaving.add("AUTH", "admin", "guess").flush();
            }
            assertTrue(admin.call("ACL", "LOG").contains("$4\r\nauth\r\n"));
            assertEquals("+PONG\r\n", admin.call("PING"));
        }
    }
}
