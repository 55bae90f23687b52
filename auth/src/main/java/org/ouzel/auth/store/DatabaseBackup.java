package org.ouzel.auth.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Copies of the user database in a directory: {@code users-20261121T140102Z.db}, the latest few of them. A copy gets
 * that name when SQLite has found it sound; so what has the name can be used in the database's place.
 */
public final class DatabaseBackup {
    /** What copies are called until they have been found sound. */
    public static final Pattern UNCHECKED = Pattern.compile("users-[0-9]{8}T[0-9]{9}Z\\.db\\.part");

    private static final String PREFIX = "users-";
    private static final String SUFFIX = ".db";
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final UserDatabase database;
    private final Path directory;
    private final int keptCount;

    /** @param keptCount copies that stay when another one has been made */
    public DatabaseBackup(final UserDatabase database, final Path directory, final int keptCount) {
        this.database = database;
        this.directory = directory;
        this.keptCount = keptCount;
    }

    /**
     * Makes a copy, and removes old ones.
     *
     * @return the copy
     */
    public Path make(final Instant now) throws IOException, SQLException {
        Files.createDirectories(directory);
        final Path copy = directory.resolve(PREFIX + TIME.format(now) + SUFFIX);
        final Path unchecked = directory.resolve(copy.getFileName() + ".part");
        Files.deleteIfExists(unchecked);
        try {
            Files.createFile(unchecked, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rw-------")));
            database.copyTo(unchecked);
            verify(unchecked);
            Files.move(unchecked, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unchecked);
        }
        prune();
        return copy;
    }

    private static void verify(final Path copy) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
            Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
                if (!result.next() || !"ok".equals(result.getString(1))) {
                    throw new SQLException("copy of the user database isn't sound: path=" + copy);
                }
            }
            statement.executeQuery("SELECT count(*) FROM users").close();
        }
    }

    private void prune() throws IOException {
        final List<Path> copies = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            found.forEach(copies::add);
        }
        copies.sort(Collections.reverseOrder());
        for (final Path old : copies.subList(Math.min(keptCount, copies.size()), copies.size())) {
            Files.delete(old);
        }
    }
}
