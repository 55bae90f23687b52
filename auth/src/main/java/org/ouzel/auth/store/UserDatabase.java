package org.ouzel.auth.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.access.Quota;

/**
 * A SQLite database of users, in WAL mode. What RustyKV wrote opens as it is, and stays readable for it.
 *
 * <p>Every method may block: never on an IO loop or a shard.
 */
public final class UserDatabase implements AutoCloseable {
    private static final int MIGRATION_COUNT = 3;
    private static final int POOL_SIZE = 2;
    private static final long CONNECTION_TIMEOUT_MS = 10_000;

    private final HikariDataSource pool;

    private UserDatabase(final HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a database, makes it if there is none, and brings its schema up to date.
     *
     * @throws SQLException if it is no database, or can't be read or written
     */
    public static UserDatabase open(final Path file) throws SQLException {
        try {
            if (!Files.exists(file)) {
                // SQLite's other files take over the rights of this one.
                Files.createFile(file, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
            }
        } catch (final IOException e) {
            throw new SQLException("user database can't be made: path=" + file, e);
        }
        final HikariConfig config = new HikariConfig();
        config.setPoolName("ouzel-users");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", String.valueOf(CONNECTION_TIMEOUT_MS));
        final HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (final RuntimeException e) {
            throw new SQLException("user database can't be opened: path=" + file, e);
        }
        final UserDatabase database = new UserDatabase(pool);
        try {
            database.migrate();
        } catch (final SQLException e) {
            database.close();
            throw new SQLException("user database can't be brought up to date: path=" + file, e);
        }
        return database;
    }

    private void migrate() throws SQLException {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY,"
                + " applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)");
            int done = 0;
            try (ResultSet result = statement.executeQuery("SELECT coalesce(max(number), 0) FROM migrations")) {
                done = result.next() ? result.getInt(1) : 0;
            }
            if (done > MIGRATION_COUNT) {
                throw new SQLException("the database is of a later version: migrations=" + done + " known="
                    + MIGRATION_COUNT);
            }
            connection.setAutoCommit(false);
            for (int number = done + 1; number <= MIGRATION_COUNT; number++) {
                statement.executeUpdate(migration(number));
                statement.executeUpdate("INSERT INTO migrations (number) VALUES (" + number + ")");
                connection.commit();
            }
            connection.setAutoCommit(true);
        }
    }

    private static String migration(final int number) {
        final String name = "migration-" + number + ".sql";
        try (InputStream stream = UserDatabase.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no such migration: name=" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new IllegalStateException("migration can't be read: name=" + name, e);
        }
    }

    /** Returns all users by their names. */
    public List<StoredUser> readUsers() throws SQLException {
        final List<StoredUser> users = new ArrayList<>();
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(
                "SELECT username, password, root_user, rules FROM users ORDER BY username")) {
            while (rows.next()) {
                users.add(new StoredUser(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getString(4)));
            }
        }
        return users;
    }

    /** Adds a user, or changes the one of the same name. */
    public void saveUser(final StoredUser user) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            if (update(connection, "UPDATE users SET password = ?, root_user = ?, rules = ?, updated_at ="
                + " CURRENT_TIMESTAMP WHERE username = ?", user) == 0) {
                update(connection, "INSERT INTO users (password, root_user, rules, username, created_at, updated_at)"
                    + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)", user);
            }
        }
    }

    private static int update(final Connection connection, final String sql, final StoredUser user)
        throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user.password());
            statement.setBoolean(2, user.isRoot());
            statement.setString(3, user.rules());
            statement.setString(4, user.name());
            return statement.executeUpdate();
        }
    }

    /** Removes a user, if there is one of that name. */
    public void deleteUser(final String name) throws SQLException {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("DELETE FROM users WHERE username = ?")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    /** Returns all namespaces by their numbers. */
    public List<StoredNamespace> readNamespaces() throws SQLException {
        final List<StoredNamespace> namespaces = new ArrayList<>();
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT number, name, memory_bytes, key_count, connection_count,"
                + " operations_per_second, bytes_per_second FROM namespaces ORDER BY number")) {
            while (rows.next()) {
                namespaces.add(new StoredNamespace(rows.getInt(1), rows.getString(2), new Quota(rows.getLong(3),
                    rows.getLong(4), rows.getLong(5), rows.getLong(6), rows.getLong(7))));
            }
        }
        return namespaces;
    }

    /** Adds a namespace, or changes the one of the same number. */
    public void saveNamespace(final StoredNamespace namespace) throws SQLException {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement(
                "INSERT OR REPLACE INTO namespaces VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            statement.setInt(1, namespace.number());
            statement.setString(2, namespace.name());
            statement.setLong(3, namespace.quota().memoryBytes());
            statement.setLong(4, namespace.quota().keyCount());
            statement.setLong(5, namespace.quota().connectionCount());
            statement.setLong(6, namespace.quota().operationsPerSecond());
            statement.setLong(7, namespace.quota().bytesPerSecond());
            statement.executeUpdate();
        }
    }

    /** Removes a namespace, if there is one of that number. */
    public void deleteNamespace(final int number) throws SQLException {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("DELETE FROM namespaces WHERE number = ?")) {
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }

    /** Copies the database as it is at this moment into a new file, while others go on reading and writing. */
    void copyTo(final Path file) throws SQLException {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, file.toString());
            statement.execute();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
