package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.auth.password.SlowHashing;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.connection.ClientListing;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.transaction.Transaction;
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
    private final Namespaces namespaces;
    private final AtomicBoolean isTableBeingWritten = new AtomicBoolean();
    private volatile boolean isDataLoaded;
    private final Queue<Namespace> withoutData = new ConcurrentLinkedQueue<>();
    private final Authenticator authenticator = new Authenticator(this);
    private final Consumer<String> notice;

    /** What sessions hold on to, and the rules that it comes from. */
    private record Account(User user, AclUser rules) {
    }

    /**
     * @param notice told once, at the first start, what the operator has to know and no log may keep
     * @param table  which namespaces have data here
     */
    public AclAccess(final Consumer<String> notice, final NamespaceTable table) {
        this.notice = notice;
        this.namespaces = new Namespaces(table);
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
                replaceAll(restored(file.read(this::storedUser)));
            } else if (!settings.getText(SettingsTable.USER_DATABASE).isEmpty()) {
                store = UserStore.open(settings, table);
                replaceAll(restored(store.read(this::storedUser)));
                makeAdministrator();
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
    public String refusalOfNewcomer(final boolean isCounted) {
        final Namespace namespace = find(User.DEFAULT_NAME).namespace();
        return isDefaultOpen() && !namespace.hasRoomFor(isCounted ? 0 : 1)
            ? namespace.refuse(Namespace.Limit.CONNECTIONS) : null;
    }

    @Override
    public boolean welcomeCertified(final Session session, final String name, final long nowMs) {
        final User user = find(name);
        if (user != null && welcomeAgain(session, user)) {
            return true;
        }
        log.count(AclLog.Reason.TLS_CERT, session.namespace());
        log.add(AclLog.Reason.TLS_CERT, AclLog.Origin.TOPLEVEL, "", name, clientLine(session, nowMs), nowMs,
            maxLogLength());
        return false;
    }

    @Override
    public boolean welcomeAgain(final Session session, final User user) {
        if (find(user.name()) != user || !rulesOrNobody(user.name()).isOn()) {
            return false;
        }
        if (!user.namespace().hasRoomFor(1)) {
            user.namespace().refuse(Namespace.Limit.CONNECTIONS);
            return false;
        }
        session.setUser(user, true);
        return true;
    }

    @Override
    public void authenticate(final CommandContext context, final String name, final byte[] password,
        final Authenticated outcome) {
        authenticator.authenticate(context, name, password, outcome);
    }

    @Override
    public boolean prepare(final Session session, final Transaction queued, final long nowMs, final Runnable ready) {
        return authenticator.prepare(session, queued, nowMs, ready);
    }

    @Override
    public void onDenied(final CommandEvent event, final AccessDenial denial) {
        final int argument = denial.argument();
        final String object = denial.reason() == AccessDenial.Reason.COMMAND ? event.spec().name()
            : NativeMemory.toText(event.argAddress(argument), event.argLength(argument));
        final boolean isQueued = event.isNested() || event.session().transaction() != null;
        final AclLog.Origin origin = event.isOfScript() ? AclLog.Origin.LUA
            : isQueued ? AclLog.Origin.MULTI : AclLog.Origin.TOPLEVEL;
        log.count(AclLog.Reason.of(denial.reason()), event.namespace());
        log.add(AclLog.Reason.of(denial.reason()), origin, object, event.user().name(),
            clientLine(event.session(), event.nowMs()), event.nowMs(), maxLogLength());
    }

    @Override
    public Map<String, Long> refusalCounts() {
        return log.counts(AclLog.ALL_NAMESPACES);
    }

    @Override
    public Map<String, Long> refusalCounts(final int namespace) {
        return log.counts(namespace);
    }

    void logFailure(final CommandContext context, final String command, final String name) {
        log.count(AclLog.Reason.AUTH, context.event().namespace());
        log.add(AclLog.Reason.AUTH, context.event().isNested() ? AclLog.Origin.MULTI : AclLog.Origin.TOPLEVEL, command,
            name, clientLine(context.session(), context.nowMs()), context.nowMs(), maxLogLength());
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

    /** Returns the users that belong to a namespace, by their names. */
    List<AclUser> usersOf(final Namespace namespace) {
        return allRules().stream().filter(user -> user.namespace().equals(namespace.name())).toList();
    }

    Namespaces namespaces() {
        return namespaces;
    }

    /** Returns the namespace of a name, made if there is none; in a rendezvous of all shards. */
    Namespace namespace(final String name) {
        final Namespace known = namespaces.find(name);
        if (known != null) {
            return known;
        }
        int highestUsed = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            highestUsed = Math.max(highestUsed, server.shard(i).keyspace().namespaceCount() - 1);
        }
        final boolean isNew = namespaces.table().numberOf(name) == 0;
        final Namespace made = namespaces.make(name, highestUsed);
        if (isNew && !isDataLoaded) {
            withoutData.add(made);
        }
        keepTable();
        return made;
    }

    /** Has the table of namespaces written soon, if it has changed. */
    private void keepTable() {
        if (namespaces.table().isChanged() && isTableBeingWritten.compareAndSet(false, true)
            && !hashing().submit(0, this::writeTable)) {
            isTableBeingWritten.set(false);
        }
    }

    private void writeTable() {
        isTableBeingWritten.set(false);
        namespaces.table().write();
    }

    /** Has the table of namespaces written, before files follow it, and the users' database says the same. */
    void keepTable(final Consumer<Exception> done) {
        if (!namespaces.table().isKept()) {
            done.accept(null);
        } else if (!runSoon(() -> done.accept(namespaces.table().write()))) {
            done.accept(new RejectedExecutionException("too much waits to be written"));
        }
    }

    /** Has something run that waits for the disk; returns false if too much waits already. */
    boolean runSoon(final Runnable task) {
        return hashing().submit(0, task);
    }

    /**
     * Makes sure that no namespace which is new since the start has somebody's data; once, when all data is loaded.
     *
     * @throws IllegalStateException if one has; the message says what to do
     */
    public void onDataLoaded() {
        isDataLoaded = true;
        for (final Namespace each : withoutData) {
            if (server.keyCount(each) > 0) {
                throw new IllegalStateException("there is data under the number " + each.number() + ", which the new"
                    + " namespace '" + each.name() + "' was given: the file " + NamespaceTable.NAME + " that belongs to"
                    + " the data is missing. Put it back into the data directory, or one with a single line there, the"
                    + " highest number in use");
            }
        }
        withoutData.clear();
    }

    /** Removes a namespace; in a rendezvous of all shards. */
    void drop(final Namespace namespace) {
        namespaces.remove(namespace);
        keepTable();
    }

    /** Gives a namespace another name, in its users' rules as well; in a rendezvous of all shards. Returns them. */
    Map<String, AclUser> rename(final Namespace namespace, final String newName) {
        final Map<String, AclUser> moved = new TreeMap<>();
        for (final AclUser user : allRules()) {
            if (user.namespace().equals(namespace.name())) {
                moved.put(user.name(), user.in(newName));
            }
        }
        namespaces.rename(namespace, newName);
        keepTable();
        putAll(moved);
        return moved;
    }

    /** Changes a user's rules, or makes the user; in a rendezvous of all shards. All rules are taken, or none. */
    AclUser setUser(final CommandContext context, final String name, final List<String> rules) throws RuleException {
        final Account account = accounts.get(name);
        final AclUser user = account == null ? newUser(name) : account.rules.copy();
        user.applyAll(rules);
        change(context, () -> putAll(Map.of(name, user)));
        return user;
    }

    /** Stores a user with its namespace. */
    void store(final AclUser user, final Consumer<Exception> stored) {
        store.save(user, namespaces.find(user.namespace()), stored);
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
        store(user, stored);
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
        change(context, () -> accounts = Collections.unmodifiableMap(changed));
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

    /** Reads the users from where they are kept; one of the two is called, on another thread. */
    void readLater(final Consumer<StoredUsers> done, final Consumer<Exception> failed) {
        if (store != null) {
            store.readLater(this::storedUser, done, failed);
        } else {
            file.readLater(this::storedUser, done, failed);
        }
    }

    /**
     * Puts other users in the place of those in force; in a rendezvous of all shards.
     *
     * @throws RuleException if their namespaces contradict those that there are; nothing is changed then
     */
    void reload(final CommandContext context, final StoredUsers stored) throws RuleException {
        stored.restoreInto(namespaces);
        change(context, () -> replaceAll(stored.users()));
        keepTable();
    }

    /** Has the users written to the file as they are now; {@code done} gets null, or why it can't be done. */
    void writeFileLater(final Consumer<Exception> done) {
        file.writeLater(AclFile.text(allRules(), namespaces.all()), done);
    }

    /** A database begins with an administrator. */
    private void makeAdministrator() throws RuleException {
        if (allRules().stream().noneMatch(store::isRoot)) {
            final String name = server.settings().getText(SettingsTable.ADMIN_USER);
            final String given = server.settings().getText(SettingsTable.ADMIN_PASSWORD);
            final String password = given.isEmpty() ? AclQuestions.randomDigits(GENERATED_DIGIT_COUNT) : given;
            final AclUser user = storedUser(new String(name.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
            user.applyAll(List.of("on", "~*", "&*", "+@all",
                "#" + PasswordHash.slow(password.getBytes(StandardCharsets.UTF_8))));
            putAll(Map.of(user.name(), user));
            store(user, failure -> { });
            if (given.isEmpty()) {
                notice.accept("The user database has no administrator yet: made user '" + name + "' with the password "
                    + password + ", which is shown this once only");
            }
        }
    }

    private Map<String, AclUser> restored(final StoredUsers stored) throws RuleException {
        stored.restoreInto(namespaces);
        return stored.users();
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
            final Namespace namespace = namespace(rules.namespace());
            final User user = before == null || before.user.namespace() != namespace
                ? new User(name, namespace, permissions) : before.user;
            user.setPermissions(permissions);
            changed.put(name, new Account(user, rules));
        });
        accounts = Collections.unmodifiableMap(changed);
    }

    /**
     * Changes users. Those who are gone, or live elsewhere now, may do nothing in their old place, and their
     * connections end; so do those that listen to channels that they may no longer listen to.
     */
    private void change(final CommandContext context, final Runnable change) {
        final Map<String, Account> before = accounts;
        change.run();
        for (final Account account : before.values()) {
            final Account after = accounts.get(account.user.name());
            if (after == null || after.user != account.user) {
                account.user.setPermissions(CompiledRules.compile(newUser(account.user.name()), table));
            }
        }
        for (final Session session : server.sessions().all()) {
            if (session != context.session() && (find(session.user().name()) != session.user()
                || session.isSubscribed() && !mayListen(session))) {
                context.deliver(new Delivery(Delivery.Kind.CLOSE, session, null));
            }
        }
    }

    private static boolean mayListen(final Session session) {
        final CompiledRules rules = (CompiledRules) session.user().permissions().rules();
        for (final SubscriptionKind kind : SubscriptionKind.values()) {
            for (final byte[] name : session.subscriptions().names(kind)) {
                if (!rules.mayListen(LatinText.of(name), kind == SubscriptionKind.PATTERN)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void takeSetPassword(final Settings settings) {
        final AclUser user = accounts.get(User.DEFAULT_NAME).rules.copy();
        user.setOnlyPassword(settings.getText(SettingsTable.REQUIREPASS).getBytes(StandardCharsets.UTF_8));
        putAll(Map.of(User.DEFAULT_NAME, user));
    }

    /** Makes a user who has no rules yet. */
    private AclUser newUser(final String name) {
        final boolean isOwn = server.settings().getText(SettingsTable.ACL_NEW_USER_NAMESPACE).equals("own")
            && !name.equals(User.DEFAULT_NAME);
        return new AclUser(name, isOwn ? name : Namespace.DEFAULT_NAME, table, areNewUsersOnAllChannels());
    }

    /** Makes a user whose rules say it if it has a namespace. */
    private AclUser storedUser(final String name) {
        return new AclUser(name, Namespace.DEFAULT_NAME, table, areNewUsersOnAllChannels());
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
        if (file != null) {
            file.close();
        }
        namespaces.table().writeAtEnd();
        if (store != null) {
            store.close();
        }
    }
}
