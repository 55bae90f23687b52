package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Data outlives users: nobody who comes later gets to see what somebody else has left behind. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class NamespaceDataIT {
    @TempDir
    private Path directory;
    @Parameter
    private OuzelSetup setup;

    private ServerUnderTest start(final String kind, final String... more) {
        final List<String> options = new ArrayList<>(List.of("--dir", directory.toString(), "--admin-password",
            "boss"));
        options.addAll(kind.equals("aof") ? List.of("--appendonly", "yes") : List.of("--save", "3600 1"));
        options.addAll(List.of(more));
        return setup.start(options.toArray(String[]::new));
    }

    private static RawConnection login(final ServerUnderTest server, final String name, final String password) {
        final RawConnection connection = server.connect();
        assertEquals("+OK\r\n", connection.call("AUTH", name, password));
        return connection;
    }

    private static void addUsers(final RawConnection admin, final String... names) {
        for (final String name : names) {
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", name, "on", ">pw", "~*", "+@all"));
        }
    }

    private static void write(final ServerUnderTest server, final String... names) {
        for (final String name : names) {
            try (RawConnection client = login(server, name, "pw")) {
                assertEquals("+OK\r\n", client.call("SET", "k", name));
            }
        }
    }

    private static void assertHas(final ServerUnderTest server, final String name, final String value) {
        try (RawConnection client = login(server, name, "pw")) {
            assertEquals(value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n",
                client.call("GET", "k"), name);
            assertEquals(value == null ? ":0\r\n" : ":1\r\n", client.call("DBSIZE"), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aof", "rdb"})
    void shouldShowOldDataToNoNewUser(final String kind) {
        try (ServerUnderTest server = start(kind, "--user-database", "old.db");
            RawConnection admin = login(server, "admin", "boss")) {
            addUsers(admin, "al", "bo", "cy");
            write(server, "al", "bo", "cy");
            assertEquals(":1\r\n", admin.call("ACL", "DELUSER", "cy"));
            assertEquals("+OK\r\n", admin.call("TENANT", "DROP", "cy"));
        }
        try (ServerUnderTest server = start(kind, "--user-database", "new.db");
            RawConnection admin = login(server, "admin", "boss")) {
            addUsers(admin, "amy", "bo", "cy");
            assertHas(server, "amy", null);
            assertHas(server, "bo", "bo");
            assertHas(server, "cy", null);
            write(server, "amy", "cy");
        }
        try (ServerUnderTest server = start(kind, "--user-database", "new.db")) {
            assertHas(server, "amy", "amy");
            assertHas(server, "bo", "bo");
            assertHas(server, "cy", "cy");
        }
        try (ServerUnderTest server = start(kind, "--user-database", "old.db")) {
            assertHas(server, "al", "al");
            assertHas(server, "bo", "bo");
        }
    }

    @Test
    void shouldGoOnWithUsersOfAFileWithoutNumbers() throws Exception {
        final Path file = directory.resolve("users.acl");
        final String bo = "user bo on nopass ~* +@all namespace=bo\n";
        Files.writeString(file, bo);
        try (ServerUnderTest server = start("aof", "--aclfile", file.toString())) {
            write(server, "bo");
        }
        Files.writeString(file, "user al on nopass ~* +@all namespace=al\n" + bo);
        try (ServerUnderTest server = start("aof", "--aclfile", file.toString())) {
            assertHas(server, "al", null);
            assertHas(server, "bo", "bo");
        }
    }

    @Test
    void shouldFollowNamesThatChange() {
        try (ServerUnderTest server = start("aof", "--user-database", "users.db");
            RawConnection admin = login(server, "admin", "boss")) {
            addUsers(admin, "al");
            write(server, "al");
            assertEquals("+OK\r\n", admin.call("TENANT", "RENAME", "al", "owls"));
            addUsers(admin, "bo");
            assertEquals("+OK\r\n", admin.call("ACL", "SETUSER", "bo", "namespace=al"));
            assertHas(server, "bo", null);
        }
        try (ServerUnderTest server = start("aof", "--user-database", "users.db")) {
            assertHas(server, "al", "al");
            assertHas(server, "bo", null);
        }
    }

    /** What follows a server that had no such table, or whose table was lost with the directory's other small files. */
    @ParameterizedTest
    @ValueSource(strings = {"aof", "rdb"})
    void shouldNotStartWhereDataMayBeSomebodyElses(final String kind) throws Exception {
        try (ServerUnderTest server = start(kind, "--user-database", "old.db");
            RawConnection admin = login(server, "admin", "boss")) {
            addUsers(admin, "al");
            write(server, "al");
        }
        final Path table = directory.resolve("ouzel.namespaces");
        assertEquals("1\n1 al\n", Files.readString(table));
        Files.delete(table);
        final Path file = Files.writeString(directory.resolve("users.acl"),
            "user bo on nopass ~* +@all namespace=bo\n");
        final IllegalStateException refusal = assertThrows(IllegalStateException.class,
            () -> start(kind, "--aclfile", file.toString()).close());
        assertTrue(refusal.getMessage().startsWith("there is data under the number 1, which the new namespace 'bo' was"
            + " given"), refusal.getMessage());
        Files.writeString(table, "1\n");
        try (ServerUnderTest server = start(kind, "--aclfile", file.toString())) {
            assertHas(server, "bo", null);
        }
        Files.writeString(file, "namespace 1 bo\nuser bo on nopass ~* +@all namespace=bo\n");
        Files.writeString(table, "1\n1 al\n");
        final IllegalStateException claim = assertThrows(IllegalStateException.class,
            () -> start(kind, "--aclfile", file.toString()).close());
        assertTrue(claim.getMessage().contains("namespace 'bo' can't have the number 1, which is that of 'al'"),
            claim.getMessage());
    }

    @Test
    void shouldNotTakeNumbersOfOthersFromADatabase() throws Exception {
        try (ServerUnderTest server = start("aof", "--user-database", "users.db");
            RawConnection admin = login(server, "admin", "boss")) {
            addUsers(admin, "al", "bo");
            write(server, "al");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("users.db"));
                Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE namespaces SET number = 3 WHERE name = 'al'");
                statement.executeUpdate("UPDATE namespaces SET number = 1 WHERE name = 'bo'");
            }
            assertEquals("-ERR namespace 'bo' can't have the number 1, which is that of 'al'\r\n",
                admin.call("ACL", "LOAD"));
            assertHas(server, "bo", null);
            assertHas(server, "al", "al");
        }
        assertThrows(IllegalStateException.class, () -> start("aof", "--user-database", "users.db").close());
    }
}
