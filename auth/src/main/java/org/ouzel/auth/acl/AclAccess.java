package org.ouzel.auth.acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.auth.password.SlowHashing;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.connection.ClientListing;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.protocol.NativeMemory;

/**
 * Access control by Redis's rules; users in memory, on demand also in a file or in a database.
 *
 * <p>The users are one immutable map, replaced as a whole in slots that all shards have reached, or before the start;
 * read by any thread. Names hold one byte a character (ISO-8859-1).
 */
public final class AclAccess implements AccessControl, AutoCloseable {
    private static final int GENERATED_DIGIT_COUNT = 32;

    private volatile Map<String, Account> accounts = Map.of();
    private ServerState server;
    private CommandTable table;
    private AclFile file;
    private UserStore store;
    private final AclLog log = new AclLog();
    private final Authenticator authenticator = new Authenticator(this);
    private final Consumer<String> notice;

    /** What sessions hold on to, and the rules that it comes from. */
    private record Account(User user, AclUser rules) {
    }

    /** @param notice told once, at the first start, what the operator has to know and no log may keep */
    public AclAccess(final Consumer<String> notice) {
        this.notice = notice;
    }

    /** @throws IllegalStateException if the file or the database of users can't be taken; the message says why */
    @Override
    public void attach(final ServerState newServer) {
        server = newServer;
        table = newServer.commandTable();
        final Settings settings = newServer.settings();
        final String path = settings.getText(SettingsTable.ACLFILE);
        file = path.isEmpty() ? null : new AclFile(Path.of(settings.getText(SettingsTable.DIR)).resolve(path));
        putAll(Map.of(User.DEFAULT_NAME, openUser()));
        try {
            if (file != null) {
                replaceAll(file.read(table, areNewUsersOnAllChannels()));
            } else if (!settings.getText(SettingsTable.USER_DATABASE).isEmpty()) {
                store = UserStore.open(settings, table);
                replaceAll(withAdministrator(store.read(areNewUsersOnAllChannels())));
            }
        } catch (final SQLException | RuleException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        if (!settings.getText(SettingsTable.REQUIREPASS).isEmpty()) {
            takeSetPassword(settings);
        }
        settings.onChange(SettingsTable.REQUIREPASS, this::takeSetPassword);
    }

    @Override
    public boolean isDefaultOpen() {
        final AclUser user = accounts.get(User.DEFAULT_NAME).rules;
        return user.isOn() && user.isNoPass();
    }

    @Override
    public User find(final String name) {
        final Account account = accounts.get(name);
        return account == null ? null : account.user;
    }

    @Override
    public void authenticate(final CommandContext context, final String name, final byte[] password,
        final Authenticated outcome) {
        authenticator.authenticate(context, name, password, outcome);
    }

    @Override
    public void onDenied(final CommandEvent event, final AccessDenial denial) {
        final int argument = denial.argument();
        final String object = denial.reason() == AccessDenial.Reason.COMMAND ? event.spec().name()
            : NativeMemory.toText(event.argAddress(argument), event.argLength(argument));
        log.add(AclLog.Reason.of(denial.reason()), AclLog.Origin.TOPLEVEL, object, event.user().name(),
            clientLine(event.session(), event.nowMs()), event.nowMs(), maxLogLength());
    }

    void logFailure(final CommandContext context, final String command, final String name) {
        log.add(AclLog.Reason.AUTH, AclLog.Origin.TOPLEVEL, command, name,
            clientLine(context.session(), context.nowMs()), context.nowMs(), maxLogLength());
    }

    SlowHashing hashing() {
        return authenticator.hashing();
    }

    AclLog log() {
        return log;
    }

    CommandTable table() {
        return table;
    }

    /** Returns the rules of a user, or null. */
    AclUser rules(final String name) {
        final Account account = accounts.get(name);
        return account == null ? null : account.rules;
    }

    /** Returns the rules of a user, or of one who can't log in where there is none. */
    AclUser rulesOrNobody(final String name) {
        final AclUser rules = rules(name);
        return rules == null ? newUser(name) : rules;
    }

    /** Returns the rules of all users by their names, in order. */
    Collection<AclUser> allRules() {
        return accounts.values().stream().map(Account::rules).toList();
    }

    /** Changes a user's rules, or makes the user; in a rendezvous of all shards. All rules are taken, or none. */
    AclUser setUser(final String name, final List<String> rules) throws RuleException {
        final Account account = accounts.get(name);
        final AclUser user = account == null ? newUser(name) : account.rules.copy();
        user.applyAll(rules);
        putAll(Map.of(name, user));
        return user;
    }

    /** Puts another hash of the same password in the place of one; in a rendezvous of all shards. */
    void replacePassword(final String name, final String hash, final String newHash,
        final Consumer<Exception> stored) {
        final Account account = accounts.get(name);
        if (account == null) {
            stored.accept(null);
            return;
        }
        final AclUser user = account.rules.copy();
        user.replacePassword(hash, newHash);
        putAll(Map.of(name, user));
        store.save(user, stored);
    }

    /**
     * Removes a user and ends its connections, the caller's own excepted; in a rendezvous of all shards.
     *
     * @return whether there was one
     */
    boolean removeUser(final CommandContext context, final String name) {
        final Map<String, Account> changed = new TreeMap<>(accounts);
        final Account removed = changed.remove(name);
        if (removed == null) {
            return false;
        }
        accounts = Collections.unmodifiableMap(changed);
        dismiss(context, removed.user);
        return true;
    }

    boolean hasFile() {
        return file != null;
    }

    boolean hasStore() {
        return store != null;
    }

    UserStore store() {
        return store;
    }

    Map<String, AclUser> readFile() throws RuleException {
        return file.read(table, areNewUsersOnAllChannels());
    }

    /** Puts other users in the place of those in force; in a rendezvous of all shards. */
    void reload(final CommandContext context, final Map<String, AclUser> users) {
        final Map<String, Account> before = accounts;
        replaceAll(users);
        for (final Account account : before.values()) {
            if (!accounts.containsKey(account.user.name())) {
                dismiss(context, account.user);
            }
        }
    }

    void writeFile() throws IOException {
        file.write(allRules());
    }

    /** A database begins with an administrator. */
    private Map<String, AclUser> withAdministrator(final Map<String, AclUser> users) throws RuleException {
        if (users.values().stream().noneMatch(store::isRoot)) {
            final String name = server.settings().getText(SettingsTable.ADMIN_USER);
            final String given = server.settings().getText(SettingsTable.ADMIN_PASSWORD);
            final String password = given.isEmpty() ? AclQuestions.randomDigits(GENERATED_DIGIT_COUNT) : given;
            final AclUser user = newUser(new String(name.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
            user.applyAll(List.of("on", "~*", "&*", "+@all",
                "#" + PasswordHash.slow(password.getBytes(StandardCharsets.UTF_8))));
            users.put(user.name(), user);
            store.save(user, failure -> { });
            if (given.isEmpty()) {
                notice.accept("The user database has no administrator yet: made user '" + name + "' with the password "
                    + password + ", which is shown this once only");
            }
        }
        return users;
    }

    private void replaceAll(final Map<String, AclUser> users) {
        users.putIfAbsent(User.DEFAULT_NAME, firstUser());
        final Map<String, Account> kept = new TreeMap<>(accounts);
        kept.keySet().retainAll(users.keySet());
        accounts = kept;
        putAll(users);
    }

    /** Puts users in force. One that was there stays the same to its sessions, but for what it may do. */
    private void putAll(final Map<String, AclUser> users) {
        final Map<String, Account> changed = new TreeMap<>(accounts);
        users.forEach((name, rules) -> {
            final Account before = changed.get(name);
            final var permissions = CompiledRules.compile(rules, table);
            final User user = before == null ? new User(name, permissions) : before.user;
            user.setPermissions(permissions);
            changed.put(name, new Account(user, rules));
        });
        accounts = Collections.unmodifiableMap(changed);
    }

    /** A user who is gone may do nothing, and his connections end. */
    private void dismiss(final CommandContext context, final User user) {
        user.setPermissions(CompiledRules.compile(newUser(user.name()), table));
        for (final Session session : server.sessions().all()) {
            if (session != context.session() && session.user() == user) {
                context.deliver(new Delivery(Delivery.Kind.CLOSE, session, null));
            }
        }
    }

    private void takeSetPassword(final Settings settings) {
        final AclUser user = accounts.get(User.DEFAULT_NAME).rules.copy();
        user.setOnlyPassword(settings.getText(SettingsTable.REQUIREPASS).getBytes(StandardCharsets.UTF_8));
        putAll(Map.of(User.DEFAULT_NAME, user));
    }

    private AclUser newUser(final String name) {
        return new AclUser(name, table, areNewUsersOnAllChannels());
    }

    /** Makes the default user. Who has a database of users wants them to log in: then it is of no use by itself. */
    private AclUser firstUser() {
        final Settings settings = server.settings();
        final boolean hasPassword = !settings.getText(SettingsTable.REQUIREPASS).isEmpty();
        final AclUser user = store != null && !hasPassword ? newUser(User.DEFAULT_NAME) : openUser();
        if (hasPassword) {
            user.setOnlyPassword(settings.getText(SettingsTable.REQUIREPASS).getBytes(StandardCharsets.UTF_8));
        }
        return user;
    }

    private AclUser openUser() {
        final AclUser user = newUser(User.DEFAULT_NAME);
        try {
            user.applyAll(List.of("on", "nopass", "~*", "&*", "+@all"));
        } catch (final RuleException e) {
            throw new IllegalStateException("rules of the default user", e);
        }
        return user;
    }

    private boolean areNewUsersOnAllChannels() {
        return server.settings().getText(SettingsTable.ACL_PUBSUB_DEFAULT).equals("allchannels");
    }

    private int maxLogLength() {
        return server.settings().getInt(SettingsTable.ACLLOG_MAX_LEN);
    }

    private static String clientLine(final Session session, final long nowMs) {
        return ClientListing.line(session, nowMs).stripTrailing();
    }

    /** Ends when what was changed has been stored; after the engine. */
    @Override
    public void close() {
        authenticator.close();
        if (store != null) {
            store.close();
        }
    }
}
