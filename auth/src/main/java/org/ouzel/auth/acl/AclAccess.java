package org.ouzel.auth.acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * Access control by Redis's rules; users in memory, on demand also in a file.
 *
 * <p>The users are one immutable map, replaced as a whole in slots that all shards have reached, or before the start;
 * read by any thread. Names hold one byte a character (ISO-8859-1).
 */
public final class AclAccess implements AccessControl {
    private volatile Map<String, Account> accounts = Map.of();
    private ServerState server;
    private CommandTable table;
    private AclFile file;
    private final AclLog log = new AclLog();

    /** What sessions hold on to, and the rules that it comes from. */
    private record Account(User user, AclUser rules) {
    }

    /** @throws IllegalStateException if the ACL file can't be taken; the message says why */
    @Override
    public void attach(final ServerState newServer) {
        server = newServer;
        table = newServer.commandTable();
        final Settings settings = newServer.settings();
        final String path = settings.getText(SettingsTable.ACLFILE);
        file = path.isEmpty() ? null : new AclFile(Path.of(settings.getText(SettingsTable.DIR)).resolve(path));
        putAll(Map.of(User.DEFAULT_NAME, firstUser()));
        if (file != null) {
            try {
                load();
            } catch (final RuleException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
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
        final Account account = accounts.get(name);
        // Nobody's password is looked at as well, so that the time doesn't tell which users there are.
        final AclUser rules = account == null ? newUser(name) : account.rules;
        final boolean isGranted = rules.isPassword(password) && rules.isOn();
        if (isGranted) {
            context.session().setUser(account.user, true);
        } else {
            log.add(AclLog.Reason.AUTH, AclLog.Origin.TOPLEVEL, context.argText(0), name,
                clientLine(context.session(), context.nowMs()), context.nowMs(), maxLogLength());
        }
        outcome.answer(context, isGranted);
    }

    @Override
    public void onDenied(final CommandEvent event, final AccessDenial denial) {
        final int argument = denial.argument();
        final String object = denial.reason() == AccessDenial.Reason.COMMAND ? event.spec().name()
            : NativeMemory.toText(event.argAddress(argument), event.argLength(argument));
        log.add(AclLog.Reason.of(denial.reason()), AclLog.Origin.TOPLEVEL, object, event.user().name(),
            clientLine(event.session(), event.nowMs()), event.nowMs(), maxLogLength());
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

    /** Returns the rules of all users by their names, in order. */
    Collection<AclUser> allRules() {
        return accounts.values().stream().map(Account::rules).toList();
    }

    /** Changes a user's rules, or makes the user; in a rendezvous of all shards. All rules are taken, or none. */
    void setUser(final String name, final List<String> rules) throws RuleException {
        final Account account = accounts.get(name);
        final AclUser user = account == null ? newUser(name) : account.rules.copy();
        user.applyAll(rules);
        putAll(Map.of(name, user));
    }

    /** Removes a user and ends its connections; in a rendezvous of all shards. Returns whether there was one. */
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

    /** Puts the file's users in the place of those in force; in a rendezvous of all shards. All, or none. */
    void reload(final CommandContext context) throws RuleException {
        final Map<String, Account> before = accounts;
        load();
        for (final Account account : before.values()) {
            if (!accounts.containsKey(account.user.name())) {
                dismiss(context, account.user);
            }
        }
    }

    void save() throws IOException {
        file.write(allRules());
    }

    private void load() throws RuleException {
        final Map<String, AclUser> users = file.read(table, areNewUsersOnAllChannels());
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
            if (session == context.session() && session.user() == user) {
                context.event().closeAfterReply();
            } else if (session.user() == user) {
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

    private AclUser firstUser() {
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
}
