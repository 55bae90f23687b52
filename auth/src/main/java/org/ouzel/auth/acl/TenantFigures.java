package org.ouzel.auth.acl;

import java.util.List;
import org.ouzel.engine.ShardStatistics;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.server.Scope;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.ReplyWriter;

/** TENANT LIST, INFO and STATS. Hold all shards. */
final class TenantFigures {
    static final String UNKNOWN = "ERR No such namespace";

    private static final int NAME_ARG = 2;
    private static final int INFO_ENTRY_COUNT = 4;
    private static final int STATS_ENTRY_COUNT = 8;

    private final AclAccess access;

    TenantFigures(final AclAccess access) {
        this.access = access;
    }

    void list(final CommandContext context) {
        context.reply().array(access.namespaces().all().size());
        access.namespaces().all().forEach(each -> context.reply().bulk(LatinText.bytes(each.name())));
    }

    /** A map: name, number, users, quotas (a map of limits, 0 for none). */
    void info(final CommandContext context) {
        final Namespace namespace = access.namespaces().find(context.argText(NAME_ARG));
        final ReplyWriter reply = context.reply();
        if (namespace == null) {
            reply.error(UNKNOWN);
            return;
        }
        reply.map(INFO_ENTRY_COUNT);
        reply.bulk("name");
        reply.bulk(LatinText.bytes(namespace.name()));
        reply.bulk("number");
        reply.integer(namespace.number());
        final List<AclUser> users = access.usersOf(namespace);
        reply.bulk("users");
        reply.array(users.size());
        users.forEach(user -> reply.bulk(LatinText.bytes(user.name())));
        reply.bulk("quotas");
        reply.map(Namespace.Limit.values().length);
        QuotaText.values(namespace.quota()).forEach((limit, value) -> {
            reply.bulk(QuotaText.name(limit));
            reply.integer(value);
        });
    }

    /**
     * A map: keys, memory, connections, commands, input-bytes, output-bytes, expired-keys, evicted-keys, and how often
     * each quota refused.
     */
    void stats(final CommandContext context) {
        final Namespace namespace = access.namespaces().find(context.argText(NAME_ARG));
        final ReplyWriter reply = context.reply();
        if (namespace == null) {
            reply.error(UNKNOWN);
            return;
        }
        long commandCount = namespace.pastCommandCount();
        long inputBytes = namespace.pastInputBytes();
        long outputBytes = namespace.pastOutputBytes();
        for (final Session session : context.server().sessions().all()) {
            if (session.user().namespace() == namespace) {
                commandCount += session.commandCountHere();
                inputBytes += session.inputBytesHere();
                outputBytes += session.outputBytesHere();
            }
        }
        reply.map(STATS_ENTRY_COUNT + Namespace.Limit.values().length);
        entry(reply, "keys", context.server().keyCount(namespace));
        entry(reply, "memory", context.server().usedBytes(namespace));
        entry(reply, "connections", namespace.connectionCount());
        entry(reply, "commands", commandCount);
        entry(reply, "input-bytes", inputBytes);
        entry(reply, "output-bytes", outputBytes);
        final ShardStatistics statistics = Scope.of(context.server(), namespace).statistics();
        entry(reply, "expired-keys", statistics.expiredCount());
        entry(reply, "evicted-keys", statistics.evictedCount());
        for (final Namespace.Limit limit : Namespace.Limit.values()) {
            entry(reply, "refused-" + QuotaText.name(limit), namespace.refusalCount(limit));
        }
    }

    private static void entry(final ReplyWriter reply, final String name, final long value) {
        reply.bulk(name);
        reply.integer(value);
    }
}
