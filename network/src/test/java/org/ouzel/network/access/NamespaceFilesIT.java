package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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

/** The files of a namespace are its own: they follow its name, and nobody else gets at them. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class NamespaceFilesIT {
    private static final String OK = "+OK\r\n";
    private static final String SECRET = "s3cr3t";
    /** Where the other tenant's files are, as somebody may guess. */
    private static final List<String> NAMES = List.of("data", "backup", "data.kdb", "../owner/data",
        "../owner/data.kdb", "owner/data", "..", ".", "", "%2e%2e", "..\\owner\\data", "kdb/owner/data", "/etc/passwd",
        "temp-1-data", "%dropped", "data\0", "DATA");

    @TempDir
    private Path directory;
    @Parameter
    private OuzelSetup setup;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "users.db"})
    void shouldTakeItsFilesAlongWhenItIsRenamed(final String database) throws IOException {
        try (ServerUnderTest server = start(database); RawConnection admin = login(server, "admin", "boss")) {
            addUser(admin, "al");
            save(server, "al", "of al");
            // Somebody's who had that name once.
            Files.writeString(Files.createDirectories(directory.resolve("kdb/owls")).resolve("data.kdb"), "old");
            assertEquals(OK, admin.call("TENANT", "RENAME", "al", "owls"));
            assertEquals(List.of("%dropped", "owls"), names(directory.resolve("kdb")));
            assertEquals("old", Files.readString(directory.resolve("kdb/%dropped/1-owls/data.kdb")));
            try (RawConnection al = login(server, "al", "pw")) {
                assertTrue(al.call("KDB", "LIST").startsWith("*1\r\n"));
                assertEquals(OK, al.call("FLUSHALL"));
                assertEquals(OK, al.call("KDB", "LOAD", "data"));
                assertEquals("$5\r\nof al\r\n", al.call("GET", "k"));
            }
            addUser(admin, "bo");
            assertEquals(OK, admin.call("ACL", "SETUSER", "bo", "namespace=al"));
            try (RawConnection bo = login(server, "bo", "pw")) {
                assertEquals("*0\r\n", bo.call("KDB", "LIST"));
                assertEquals("-ERR No such KDB file\r\n", bo.call("KDB", "LOAD", "data"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "users.db"})
    void shouldKeepFromOthersWhatADroppedOneLeft(final String database) throws IOException {
        try (ServerUnderTest server = start(database); RawConnection admin = login(server, "admin", "boss")) {
            for (int i = 1; i <= 2; i++) {
                addUser(admin, "al");
                try (RawConnection al = login(server, "al", "pw")) {
                    assertEquals("*0\r\n", al.call("KDB", "LIST"));
                    assertEquals("-ERR No such KDB file\r\n", al.call("KDB", "LOAD", "data"));
                }
                save(server, "al", "of al " + i);
                assertEquals(":1\r\n", admin.call("ACL", "DELUSER", "al"));
                assertEquals(OK, admin.call("TENANT", "DROP", "al"));
                assertEquals(List.of("%dropped"), names(directory.resolve("kdb")));
                assertTrue(Files.exists(directory.resolve("kdb/%dropped/" + i + "-al/data.kdb")));
            }
            // A name that looks like the place leads elsewhere.
            addUser(admin, "%dropped");
            save(server, "%dropped", "x");
            assertEquals(List.of("%25dropped", "%dropped"), names(directory.resolve("kdb")));
        }
    }

    @Test
    void shouldFinishAtTheNextStartWhatACrashLeft() throws IOException {
        try (ServerUnderTest server = start("users.db"); RawConnection admin = login(server, "admin", "boss")) {
            addUser(admin, "al");
            save(server, "al", "of al");
            assertEquals(OK, admin.call("TENANT", "RENAME", "al", "owls"));
            assertEquals(List.of("owls"), names(directory.resolve("kdb")));
        }
        // As it is after the new name was kept.
        Files.move(directory.resolve("kdb/owls"), directory.resolve("kdb/al"));
        Files.writeString(directory.resolve("kdb/%moving-7"), "1 al owls\n");
        try (ServerUnderTest server = start("users.db"); RawConnection al = login(server, "al", "pw")) {
            assertEquals(List.of("owls"), names(directory.resolve("kdb")));
            assertEquals(OK, al.call("KDB", "LOAD", "data"));
            assertEquals("$5\r\nof al\r\n", al.call("GET", "k"));
        }
    }

    @Test
    void shouldTellWhenTheFilesCouldntFollow() throws IOException {
        try (ServerUnderTest server = start(""); RawConnection admin = login(server, "admin", "boss")) {
            addUser(admin, "al");
            save(server, "al", "of al");
            // In the way of where dropped ones go.
            Files.writeString(directory.resolve("kdb/%dropped"), "no directory");
            assertEquals(":1\r\n", admin.call("ACL", "DELUSER", "al"));
            assertEquals("-ERR The namespace has been changed, but its KDB files couldn't be moved. Check logs.\r\n",
                admin.call("TENANT", "DROP", "al"));
            assertTrue(Files.exists(directory.resolve("kdb/al/data.kdb")));
        }
    }

    @Test
    void shouldHideFilesAndSavedKeysFromAnotherTenant() throws IOException {
        try (ServerUnderTest server = start(""); RawConnection admin = login(server, "admin", "boss")) {
            addUser(admin, "owner");
            addUser(admin, "tenant");
            final String digest;
            try (RawConnection owner = login(server, "owner", "pw")) {
                assertEquals(OK, owner.call("SET", "k", SECRET));
                assertEquals(OK, owner.call("KDB", "SAVE"));
                assertEquals(OK, owner.call("KDB", "SAVE", "backup"));
                digest = owner.call("DEBUG", "DIGEST");
            }
            final Map<String, String> files = files("owner");
            assertEquals(2, files.size());
            for (final List<String> request : requests()) {
                try (RawConnection tenant = login(server, "tenant", "pw")) {
                    final String reply = tenant.call(request.toArray(String[]::new));
                    assertFalse(reply.contains(SECRET), () -> request + " -> " + reply);
                    assertFalse(reply.contains("backup"), () -> request + " -> " + reply);
                    assertEquals("$-1\r\n", tenant.call("GET", "k"), request::toString);
                }
                assertEquals(files, files("owner"), request::toString);
            }
            try (RawConnection owner = login(server, "owner", "pw")) {
                assertEquals(digest, owner.call("DEBUG", "DIGEST"));
                assertEquals(OK, owner.call("KDB", "LOAD", "backup"));
                assertEquals("$" + SECRET.length() + "\r\n" + SECRET + "\r\n", owner.call("GET", "k"));
            }
        }
    }

    /** Returns what reaches files or whole values, of all commands that persistence adds to the engine's. */
    private static List<List<String>> requests() {
        final List<List<String>> requests = new ArrayList<>();
        for (final String name : NAMES) {
            requests.add(List.of("KDB", "LOAD", name));
        }
        for (final String request : List.of("KDB LIST", "KDB PERSIST", "KDB HELP", "DUMP k", "SAVE", "BGSAVE",
            "BGSAVE SCHEDULE", "BGREWRITEAOF", "LASTSAVE", "FUNCTION DUMP", "FUNCTION RESTORE x", "RESTORE k 0 x",
            "RESTORE k 0 x REPLACE", "DEBUG DIGEST-VALUE k", "DEBUG OBJECT k", "COPY k k2", "CONFIG GET dir",
            "CONFIG SET dir kdb/owner", "CONFIG SET kdb-dir kdb/owner", "CONFIG SET dbfilename data.kdb")) {
            requests.add(Arrays.asList(request.split(" ")));
        }
        for (final String name : NAMES) {
            requests.add(List.of("KDB", "SAVE", name));
        }
        return requests;
    }

    private Map<String, String> files(final String namespace) throws IOException {
        final Map<String, String> files = new TreeMap<>();
        for (final String name : names(directory.resolve("kdb").resolve(namespace))) {
            files.put(name, RawConnection.text(Files.readAllBytes(
                directory.resolve("kdb").resolve(namespace).resolve(name))));
        }
        return files;
    }

    private ServerUnderTest start(final String database) {
        final List<String> options = new ArrayList<>(List.of("--dir", directory.toString(), "--enable-debug-command",
            "yes", "--user-database", database));
        if (database.isEmpty()) {
            options.addAll(List.of("--aclfile", "users.acl"));
            write("users.acl", "user admin on >boss ~* &* +@all\nuser default off\n");
        } else {
            options.addAll(List.of("--admin-password", "boss"));
        }
        return setup.start(options.toArray(String[]::new));
    }

    private void write(final String name, final String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RawConnection login(final ServerUnderTest server, final String name, final String password) {
        final RawConnection connection = server.connect();
        assertEquals(OK, connection.call("AUTH", name, password));
        return connection;
    }

    private static void addUser(final RawConnection admin, final String name) {
        assertEquals(OK, admin.call("ACL", "SETUSER", name, "on", ">pw", "~*", "&*", "+@all", "-tenant", "-acl"));
    }

    private static void save(final ServerUnderTest server, final String user, final String value) {
        try (RawConnection client = login(server, user, "pw")) {
            assertEquals(OK, client.call("SET", "k", value));
            assertEquals(OK, client.call("KDB", "SAVE"));
        }
    }

    private static List<String> names(final Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
