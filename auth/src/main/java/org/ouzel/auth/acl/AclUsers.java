package org.ouzel.auth.acl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subcommands of ACL that show and change users. Hold all shards: a change counts for all commands behind it. */
final class AclUsers {
    private static final Logger LOG = LoggerFactory.getLogger(AclUsers.class);
    private static final int NAME_ARG = 2;
    private static final int USER_ENTRY_COUNT = 6;
    private static final int SELECTOR_ENTRY_COUNT = 3;
    private static final String NO_FILE = "ERR This Redis instance is not configured to use an ACL file. You may want"
        + " to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis"
        + " configuration file set) in order to store users in the Redis configuration.";
    private static final String NOT_SAVED =
        "ERR There was an error trying to save the ACLs. Please check the server logs for more information";

    private final AclAccess access;

    AclUsers(final AclAccess access) {
        this.access = access;
    }

    void setUser(final CommandContext context) {
        final String name = context.argText(NAME_ARG);
        if (AclUser.hasBlank(name)) {
            context.reply().error("ERR Usernames can't contain spaces or null characters");
            return;
        }
        final List<String> rules = new ArrayList<>();
        for (int i = NAME_ARG + 1; i < context.argCount(); i++) {
            rules.add(context.argText(i));
        }
        try {
            access.setUser(name, rules);
            context.reply().ok();
        } catch (final RuleException e) {
            context.reply().error("ERR " + e.getMessage());
        }
    }

    /** The number of those who were there. */
    void deleteUser(final CommandContext context) {
        int count = 0;
        for (int i = NAME_ARG; i < context.argCount(); i++) {
            final String name = context.argText(i);
            if (name.equals(User.DEFAULT_NAME)) {
                context.reply().error("ERR The 'default' user cannot be removed");
                return;
            }
            count += access.removeUser(context, name) ? 1 : 0;
        }
        context.reply().integer(count);
    }

    /** A map of six entries, or null if there is no such user. */
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

    void load(final CommandContext context) {
        if (!access.hasFile()) {
            context.reply().error(NO_FILE);
            return;
        }
        try {
            access.reload(context);
            context.reply().ok();
        } catch (final RuleException e) {
            context.reply().error("ERR " + e.getMessage());
        }
    }

    void save(final CommandContext context) {
        if (!access.hasFile()) {
            context.reply().error(NO_FILE);
            return;
        }
        try {
            access.save();
            context.reply().ok();
        } catch (final IOException e) {
            LOG.warn("users not saved", e);
            context.reply().error(NOT_SAVED);
        }
    }
}
