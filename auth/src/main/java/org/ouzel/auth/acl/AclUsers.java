package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.protocol.ReplyWriter;

/** The subcommands of ACL that show and change users. Hold all shards: a change counts for all commands behind it. */
final class AclUsers {
    private static final int NAME_ARG = 2;
    private static final int USER_ENTRY_COUNT = 7;
    private static final int SELECTOR_ENTRY_COUNT = 3;
    private static final String NO_FILE = "ERR This Redis instance is not configured to use an ACL file. You may want"
        + " to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis"
        + " configuration file set) in order to store users in the Redis configuration.";
    static final String NOT_SAVED =
        "ERR There was an error trying to save the ACLs. Please check the server logs for more information";

    private final AclAccess access;

    AclUsers(final AclAccess access) {
        this.access = access;
    }

    void setUser(final CommandContext context) {
        final String name = context.argText(NAME_ARG);
        if (AclUser.hasBlank(name)) {
            context.reply().error("ERR Usernames can't contain spaces or null characters");
        } else {
            final List<String> rules = new ArrayList<>();
            for (int i = NAME_ARG + 1; i < context.argCount(); i++) {
                rules.add(context.argText(i));
            }
            if (access.hasStore() && !UserStore.isStorable(name)) {
                context.reply().error("ERR Usernames in a database must be UTF-8");
            } else if (context.event().isNested()) {
                setQueuedUser(context, name, rules);
            } else if (access.hasStore()) {
                setStoredUser(context, name, rules);
            } else {
                context.goOnInMeeting(meeting -> setUser(meeting, name, rules));
            }
        }
    }

    /** In a transaction all shards stand still, and the slow hashes are there. */
    private void setQueuedUser(final CommandContext context, final String name, final List<String> rules) {
        if (!access.hasStore()) {
            setUser(context, name, rules);
        } else if (QueuedPasswords.of(context).isBusy()) {
            context.reply().error(Authenticator.BUSY);
        } else {
            try {
                final List<String> stored = QueuedPasswords.of(context).rules(QueuedPasswords.index(context));
                access.store(access.setUser(context, name, stored), awaitStored(context));
                closeIfGone(context);
                context.reply().ok();
            } catch (final RuleException e) {
                context.reply().error("ERR " + e.getMessage());
            }
        }
    }

    /** Lets EXEC be answered when something has been stored; a failure is the command's reply. */
    static Consumer<Exception> awaitStored(final CommandContext context) {
        return QueuedPasswords.aftermath(context).awaitStored(QueuedPasswords.index(context), NOT_SAVED);
    }

    private void setUser(final CommandContext context, final String name, final List<String> rules) {
        try {
            access.setUser(context, name, rules);
            closeIfGone(context);
            context.reply().ok();
        } catch (final RuleException e) {
            context.reply().error("ERR " + e.getMessage());
        }
    }

    /** What is stored of a password is its slow hash, which is worked out first. */
    private void setStoredUser(final CommandContext context, final String name, final List<String> rules) {
        final LateReply late = context.answerLater();
        final boolean isTaken = access.hashing().submit(0, () -> {
            final List<String> stored = new QueuedPasswords(access).withSlowHashes(name, rules);
            late.meet(meeting -> {
                try {
                    access.store(access.setUser(meeting, name, stored), failure -> answerStored(late, failure));
                } catch (final RuleException e) {
                    late.answer(answering -> answering.reply().error("ERR " + e.getMessage()));
                }
            });
        });
        if (!isTaken) {
            late.answer(answering -> answering.reply().error(Authenticator.BUSY));
        }
    }

    private void answerStored(final LateReply late, final Exception failure) {
        late.answer(answering -> {
            if (failure == null) {
                answering.reply().ok();
            } else {
                answering.reply().error(NOT_SAVED);
            }
            closeIfGone(answering);
        });
    }

    /** Ends the connection with this reply if its user has just been removed. */
    private void closeIfGone(final CommandContext context) {
        final User user = context.event().user();
        if (access.find(user.name()) != user) {
            context.event().closeAfterReply();
        }
    }

    /** The number of those who were there. Who deletes himself is disconnected with the reply. */
    void deleteUser(final CommandContext context) {
        final List<String> names = new ArrayList<>();
        boolean isDefaultNamed = false;
        for (int i = NAME_ARG; i < context.argCount() && !isDefaultNamed; i++) {
            isDefaultNamed = context.argText(i).equals(User.DEFAULT_NAME);
            if (!isDefaultNamed) {
                names.add(context.argText(i));
            }
        }
        final boolean isRefused = isDefaultNamed;
        if (context.event().isNested()) {
            answerDeleted(context, removeAll(context, names), isRefused);
            if (access.hasStore()) {
                access.store().delete(names, awaitStored(context));
            }
            closeIfGone(context);
        } else if (!access.hasStore()) {
            context.goOnInMeeting(meeting -> {
                answerDeleted(meeting, removeAll(meeting, names), isRefused);
                closeIfGone(meeting);
            });
        } else {
            deleteStored(context.answerLater(), names, isRefused);
        }
    }

    private void deleteStored(final LateReply late, final List<String> names, final boolean isRefused) {
        late.meet(meeting -> {
            final int count = removeAll(meeting, names);
            access.store().delete(names, failure -> late.answer(answering -> {
                if (failure != null) {
                    answering.reply().error(NOT_SAVED);
                } else {
                    answerDeleted(answering, count, isRefused);
                }
                closeIfGone(answering);
            }));
        });
    }

    private int removeAll(final CommandContext context, final List<String> names) {
        int count = 0;
        for (final String name : names) {
            count += access.removeUser(context, name) ? 1 : 0;
        }
        return count;
    }

    private static void answerDeleted(final CommandContext context, final int count, final boolean isRefused) {
        if (isRefused) {
            context.reply().error("ERR The 'default' user cannot be removed");
        } else {
            context.reply().integer(count);
        }
    }

    /** A map of Redis's six entries and the namespace, or null if there is no such user. */
    void getUser(final CommandContext context) {
        final AclUser user = access.rules(context.argText(NAME_ARG));
        final ReplyWriter reply = context.reply();
        if (user == null) {
            reply.nil();
            return;
        }
        reply.map(USER_ENTRY_COUNT);
        reply.bulk("flags");
        reply.set(user.flags().size());
        user.flags().forEach(reply::bulk);
        reply.bulk("passwords");
        reply.array(user.passwords().size());
        user.passwords().forEach(reply::bulk);
        describe(user.root(), reply);
        reply.bulk("selectors");
        reply.array(user.selectors().size());
        for (final AclSelector selector : user.selectors()) {
            reply.map(SELECTOR_ENTRY_COUNT);
            describe(selector, reply);
        }
        reply.bulk("namespace");
        reply.bulk(LatinText.bytes(user.namespace()));
    }

    private static void describe(final AclSelector selector, final ReplyWriter reply) {
        reply.bulk("commands");
        reply.bulk(LatinText.bytes(selector.commandText()));
        reply.bulk("keys");
        reply.bulk(LatinText.bytes(selector.keyText()));
        reply.bulk("channels");
        reply.bulk(LatinText.bytes(selector.channelText()));
    }

    void list(final CommandContext context) {
        final Collection<AclUser> users = access.allRules();
        context.reply().array(users.size());
        users.forEach(user -> context.reply().bulk(LatinText.bytes(user.line())));
    }

    void names(final CommandContext context) {
        final Collection<AclUser> users = access.allRules();
        context.reply().array(users.size());
        users.forEach(user -> context.reply().bulk(LatinText.bytes(user.name())));
    }

    /** Reads the users from the file or the database again; a transaction couldn't see what it has stored itself. */
    void load(final CommandContext context) {
        if (context.event().isNested()) {
            context.reply().error(Errors.NOT_IN_TRANSACTION);
            return;
        }
        if (!access.hasStore() && !access.hasFile()) {
            context.reply().error(NO_FILE);
            return;
        }
        final LateReply late = context.answerLater();
        access.readLater(users -> late.meet(meeting -> reload(meeting, users, late)),
            failure -> late.answer(answering -> answering.reply().error("ERR " + failure.getMessage())));
    }

    private void reload(final CommandContext meeting, final StoredUsers users, final LateReply late) {
        try {
            access.reload(meeting, users);
            late.answer(answering -> {
                answering.reply().ok();
                closeIfGone(answering);
            });
        } catch (final RuleException e) {
            late.answer(answering -> answering.reply().error("ERR " + e.getMessage()));
        }
    }

    /** Writes the users to the file. A database has them already; it is copied. */
    void save(final CommandContext context) {
        if (context.event().isNested() && (access.hasStore() || access.hasFile())) {
            if (access.hasStore()) {
                access.store().backUp(awaitStored(context));
            } else {
                access.writeFileLater(awaitStored(context));
            }
            context.reply().ok();
        } else if (access.hasStore()) {
            final LateReply late = context.answerLater();
            access.store().backUp(failure -> answerStored(late, failure));
        } else if (access.hasFile()) {
            // Shards stand still while the lines are made, not while they are written.
            final LateReply late = context.answerLater();
            late.meet(meeting -> access.writeFileLater(failure -> answerStored(late, failure)));
        } else {
            context.reply().error(NO_FILE);
        }
    }
}
