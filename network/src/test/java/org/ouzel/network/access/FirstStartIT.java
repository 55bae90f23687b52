package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;

/** The password that is made up for a new user database: shown once, and to be found nowhere else, in any set-up. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstStartIT {
    private static final Pattern SHOWN = Pattern.compile("made user 'admin' with the password ([0-9a-f]{32}),");

    @TempDir
    private Path directory;

    private ServerProcess start() {
        return OuzelSetup.FUSED.startProcess("--dir", directory.toString(), "--user-database", "users.db", "--logfile",
            directory.resolve("server.log").toString(), "--loglevel", "debug", "--slowlog-log-slower-than", "0");
    }

    @Test
    void shouldShowTheAdministratorsPasswordOnce() throws Exception {
        final String password;
        try (ServerProcess server = start(); RawConnection client = server.connect()) {
            final List<MatchResult> shown = SHOWN.matcher(server.log()).results().toList();
            assertEquals(1, shown.size(), server.log());
            password = shown.get(0).group(1);
            assertTrue(client.call("PING").startsWith("-NOAUTH"));
            assertEquals("+OK\r\n", client.call("AUTH", "admin", password));
            for (final String[] question : new String[][] {{"CONFIG", "GET", "*"}, {"ACL", "LIST"}, {"ACL", "LOG"},
                {"SLOWLOG", "GET", "-1"}, {"INFO", "everything"}, {"CLIENT", "LIST"}, {"ACL", "GETUSER", "admin"}}) {
                assertFalse(client.call(question).contains(password), String.join(" ", question));
            }
            assertEquals("+OK\r\n", client.call("SET", "a", "1"));
        }
        try (ServerProcess server = start(); RawConnection client = server.connect()) {
            assertFalse(server.log().contains("password"), server.log());
            assertEquals("+OK\r\n", client.call("AUTH", "admin", password));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path each : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(each, StandardCharsets.ISO_8859_1).contains(password), each.toString());
            }
        }
    }
}
