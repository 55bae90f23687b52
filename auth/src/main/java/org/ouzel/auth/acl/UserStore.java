package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.auth.store.DatabaseBackup;
import org.ouzel.auth.store.StoredNamespace;
import org.ouzel.auth.store.StoredUser;
import org.ouzel.auth.store.UserDatabase;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in a database, read and written on a thread of its own, in the order of the calls. Callable from any thread.
 *
 * <p>Names are stored as text. Rules are stored one byte a character, as clients gave them.
 */
final class UserStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UserStore.class);
    private static final long CLOSE_SECONDS = 30;
    private static final List<String> ROOT_RULES = List.of("on", "~*", "&*", "+@all");
    /** What a user of RustyKV could do: everything, but with other users and the server. */
    private static final List<String> PLAIN_RULES = List.of("on", "~*", "&*", "+@all", "-@admin");

    private final UserDatabase database;
    private final DatabaseBackup backup;
    private final CommandTable table;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread made = new Thread(task, "ouzel-users");
        made.setDaemon(true);
        return made;
    });

    private UserStore(final UserDatabase database, final DatabaseBackup backup, final CommandTable table) {
        this.database = database;
        this.backup = backup;
        this.table = table;
    }

    /** Opens the database that the settings name, and begins to copy it at the interval that they give. */
    static UserStore open(final Settings settings, final CommandTable table) throws SQLException {
        final Path directory = Path.of(settings.getText(SettingsTable.DIR));
        final UserDatabase database =
            UserDatabase.open(directory.resolve(settings.getText(SettingsTable.USER_DATABASE)));
        final String backupPath = settings.getText(SettingsTable.USER_DATABASE_BACKUP_PATH);
        final DatabaseBackup backup = backupPath.isEmpty() ? null : new DatabaseBackup(database,
            directory.resolve(backupPath), settings.getInt(SettingsTable.USER_DATABASE_BACKUP_KEEP));
        final UserStore store = new UserStore(database, backup, table);
        if (backup != null) {
            final long seconds = settings.getLong(SettingsTable.USER_DATABASE_BACKUP_INTERVAL);
            store.thread.scheduleWithFixedDelay(() -> store.backUp(failure -> { }), seconds, seconds,
                TimeUnit.SECONDS);
        }
        return store;
    }

    /** Reads all users and namespaces; on the calling thread. */
    StoredUsers read(final Function<String, AclUser> newUser) throws SQLException, RuleException {
        final List<StoredNamespace> namespaces = new ArrayList<>();
        for (final StoredNamespace row : database.readNamespaces()) {
            namespaces.add(new StoredNamespace(row.number(), latin(row.name()), row.quota()));
        }
        return new StoredUsers(readUsers(newUser), namespaces);
    }

    private Map<String, AclUser> readUsers(final Function<String, AclUser> newUser)
        throws SQLException, RuleException {
        final Map<String, AclUser> users = new TreeMap<>();
        for (final StoredUser row : database.readUsers()) {
            final String name = latin(row.name());
            final AclUser user = newUser.apply(name);
            try {
                if (row.rules() == null) {
                    user.applyAll(List.of("#" + PasswordHash.ofRustyKv(row.password()), "namespace=" + name));
                    user.applyAll(row.isRoot() ? ROOT_RULES : PLAIN_RULES);
                } else {
                    user.applyAll(List.of(row.rules().split(" ")));
                }
            } catch (final RuleException e) {
                throw new RuleException("user database, user '" + row.name() + "': " + e.getMessage());
            }
            users.put(name, user);
        }
        return users;
    }

    /** Returns whether a name can be stored as text and read back. */
    static boolean isStorable(final String name) {
        return latin(text(name)).equals(name);
    }

    /** Tells whether a user may change users. */
    boolean isRoot(final AclUser user) {
        return CompiledRules.compile(user, table).isFree(table.find("acl|setuser").id());
    }

    /** Stores a user; {@code done} gets null, or why it can't be done. */
    void save(final AclUser user, final Namespace namespace, final Consumer<Exception> done) {
        final String rules = user.line().substring("user ".length() + user.name().length() + 1);
        final String password = user.passwords().isEmpty() ? "" : user.passwords().iterator().next();
        final StoredUser row = new StoredUser(text(user.name()), password, isRoot(user), rules);
        final StoredNamespace place = stored(namespace);
        run(() -> {
            database.saveNamespace(place);
            database.saveUser(row);
        }, done);
    }

    /** Stores a namespace under its number. */
    void save(final Namespace namespace, final Consumer<Exception> done) {
        final StoredNamespace row = stored(namespace);
        run(() -> database.saveNamespace(row), done);
    }

    /** Removes a namespace. */
    void delete(final Namespace namespace, final Consumer<Exception> done) {
        run(() -> database.deleteNamespace(namespace.number()), done);
    }

    private static StoredNamespace stored(final Namespace namespace) {
        return new StoredNamespace(namespace.number(), text(namespace.name()), namespace.quota());
    }

    void delete(final List<String> names, final Consumer<Exception> done) {
        run(() -> {
            for (final String name : names) {
                database.deleteUser(text(name));
            }
        }, done);
    }

    /** Reads all users and namespaces again; one of the two is called, on the store's thread. */
    void readLater(final Function<String, AclUser> newUser, final Consumer<StoredUsers> users,
        final Consumer<Exception> failed) {
        thread.execute(() -> {
            try {
                users.accept(read(newUser));
            } catch (final SQLException | RuleException | RuntimeException e) {
                LOG.warn("users can't be read", e);
                failed.accept(e);
            }
        });
    }

    /** Copies the database, if there is a directory for copies. */
    void backUp(final Consumer<Exception> done) {
        run(() -> {
            if (backup != null) {
                LOG.info("user database copied: path={}", backup.make(Instant.now()));
            }
        }, done);
    }

    private void run(final Task task, final Consumer<Exception> done) {
        thread.execute(() -> {
            Exception failure = null;
            try {
                task.run();
            } catch (final Exception e) {
                LOG.warn("user database not written", e);
                failure = e;
            }
            done.accept(failure);
        });
    }

    private static String latin(final String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String text(final String name) {
        return new String(LatinText.bytes(name), StandardCharsets.UTF_8);
    }

    /** Ends when everything that was asked for has been done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("user database is still being written, closing it all the same");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    /** Something that writes. */
    private interface Task {
        void run() throws Exception;
    }
}
