package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Namespace.Limit;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.spi.NamespaceFiles;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;

/**
 * TENANT CREATE, DROP, RENAME and SETQUOTA: changes while all shards stand still, answered when they have been stored,
 * should there be a database. An ACL file gets them with ACL SAVE.
 */
final class TenantChanges {
    private static final int NAME_ARG = 2;
    private static final int NEW_NAME_ARG = 3;
    private static final int FIRST_LIMIT_ARG = 3;
    private static final String EXISTS = "ERR There is a namespace of that name already";
    private static final String BAD_NAME = "ERR Names of namespaces can't be empty or contain spaces";
    private static final String NOT_DEFAULT = "ERR The namespace 'default' can be neither renamed nor dropped";
    private static final String NOT_MOVED =
        "ERR The namespace has been changed, but its KDB files couldn't be moved. Check logs.";
    private static final String IN_USE = "ERR Users belong to the namespace";

    private final AclAccess access;

    /** A change: returns what it was refused for, or null; told what is to be stored. */
    private interface Change {
        String make(CommandContext meeting, List<Write> writes);
    }

    /** A change that files follow. */
    private interface MovingChange {
        String make(CommandContext meeting, NamespaceFiles.Move move, List<Write> writes);

        /** Returns the change with a move that is forgotten if the change is refused. */
        default Change with(final NamespaceFiles.Move move) {
            return (meeting, writes) -> {
                final String refusal = make(meeting, move, writes);
                if (refusal != null) {
                    move.cancel();
                }
                return refusal;
            };
        }
    }

    TenantChanges(final AclAccess access) {
        this.access = access;
    }

    void create(final CommandContext context) {
        final String name = context.argText(NAME_ARG);
        if (name.isEmpty() || AclUser.hasBlank(name)) {
            context.reply().error(BAD_NAME);
            return;
        }
        change(context, context.session().namespace(), (meeting, writes) -> {
            if (access.namespaces().find(name) != null) {
                return EXISTS;
            }
            final Namespace made = access.namespace(name);
            if (access.hasStore()) {
                writes.add(new Write(done -> access.store().save(made, done), AclUsers.NOT_SAVED));
            }
            return null;
        });
    }

    void rename(final CommandContext context) {
        final String name = context.argText(NAME_ARG);
        final String newName = context.argText(NEW_NAME_ARG);
        if (newName.isEmpty() || AclUser.hasBlank(newName)) {
            context.reply().error(BAD_NAME);
            return;
        }
        final Namespace found = access.namespaces().find(name);
        changeAndMove(context, context.session().namespace(), found, newName, (meeting, move, writes) -> {
            if (access.namespaces().find(name) != found || access.namespaces().find(newName) != null) {
                return access.namespaces().find(newName) != null ? EXISTS : TenantFigures.UNKNOWN;
            }
            final Map<String, AclUser> users = access.rename(found, newName);
            move.begin(found);
            writes.add(new Write(access::keepTable, AclUsers.NOT_SAVED));
            writes.add(new Write(move::make, NOT_MOVED));
            if (access.hasStore()) {
                writes.add(new Write(done -> access.store().save(found, done), AclUsers.NOT_SAVED));
                users.values().forEach(user ->
                    writes.add(new Write(done -> access.store(user, done), AclUsers.NOT_SAVED)));
            }
            return null;
        });
    }

    void setQuota(final CommandContext context) {
        final String name = context.argText(NAME_ARG);
        final List<Limit> limits = new ArrayList<>();
        final List<Long> values = new ArrayList<>();
        for (int i = FIRST_LIMIT_ARG; i < context.argCount(); i += 2) {
            limits.add(QuotaText.limit(context.argText(i)));
            values.add(i + 1 < context.argCount() ? QuotaText.number(context.argText(i + 1)) : -1L);
        }
        if (limits.contains(null) || values.contains(-1L)) {
            context.syntaxError();
            return;
        }
        change(context, context.session().namespace(), (meeting, writes) -> {
            final Namespace namespace = access.namespaces().find(name);
            if (namespace == null) {
                return TenantFigures.UNKNOWN;
            }
            final Map<Limit, Long> quota = QuotaText.values(namespace.quota());
            for (int i = 0; i < limits.size(); i++) {
                quota.put(limits.get(i), values.get(i));
            }
            namespace.setQuota(QuotaText.quota(quota));
            if (access.hasStore()) {
                writes.add(new Write(done -> access.store().save(namespace, done), AclUsers.NOT_SAVED));
            }
            return null;
        });
    }

    /** The keys go with it, in a slot of the namespace, so that the journal knows whose they were. */
    void drop(final CommandContext context) {
        if (context.event().isNested()) {
            // A transaction's changes are journaled as those of one namespace.
            context.reply().error(Errors.NOT_IN_TRANSACTION);
            return;
        }
        final String name = context.argText(NAME_ARG);
        final Namespace found = access.namespaces().find(name);
        final int number = found == null ? context.session().namespace() : found.number();
        changeAndMove(context, number, found, null, (meeting, move, writes) -> {
            if (access.namespaces().find(name) != found) {
                return TenantFigures.UNKNOWN;
            }
            if (!access.usersOf(found).isEmpty()) {
                return IN_USE;
            }
            access.drop(found);
            clear(meeting, number);
            move.begin(found);
            writes.add(new Write(access::keepTable, AclUsers.NOT_SAVED));
            writes.add(new Write(move::make, NOT_MOVED));
            if (access.hasStore()) {
                writes.add(new Write(done -> access.store().delete(found, done), AclUsers.NOT_SAVED));
            }
            return null;
        });
    }

    private static String refusal(final Namespace namespace) {
        if (namespace == null) {
            return TenantFigures.UNKNOWN;
        }
        return namespace.number() == 0 ? NOT_DEFAULT : null;
    }

    private static void clear(final CommandContext meeting, final int namespace) {
        boolean isChanged = false;
        for (int i = 0; i < meeting.server().shardCount(); i++) {
            final Keyspace keyspace = meeting.server().shard(i).keyspace();
            for (int number = 0; number < keyspace.databaseCount(); number++) {
                final Database database = keyspace.databaseIfPresent(namespace, number);
                if (database != null) {
                    isChanged |= database.keyCount() > 0;
                    meeting.server().shard(i).observers().clearing(database);
                    database.clear();
                }
            }
        }
        if (isChanged) {
            journal(meeting, "FLUSHALL");
        }
        if (meeting.server().scripts().drop(namespace)) {
            journal(meeting, "FUNCTION", "FLUSH");
        }
    }

    private static void journal(final CommandContext meeting, final String... words) {
        final EffectWriter effects = meeting.changedAs();
        if (effects != null) {
            effects.begin(words.length);
            for (final String word : words) {
                effects.text(word);
            }
        }
    }

    /** Has it noted on disk what becomes of the namespace's files, before the change, which begins to move them. */
    private void changeAndMove(final CommandContext context, final int slotNamespace, final Namespace found,
        final String newName, final MovingChange change) {
        final String refusal = refusal(found);
        if (refusal != null) {
            context.reply().error(refusal);
            return;
        }
        final NamespaceFiles files = context.server().namespaceFiles();
        if (context.event().isNested()) {
            // Nothing can be waited for in a transaction but here.
            changeQueued(context, change.with(files.prepare(found.number(), found.name(), newName)));
            return;
        }
        if (files == NamespaceFiles.NONE) {
            change(context, slotNamespace, change.with(NamespaceFiles.Move.NONE));
            return;
        }
        final LateReply late = context.answerLater();
        final String name = found.name();
        final boolean isTaken = access.runSoon(() ->
            change(late, slotNamespace, change.with(files.prepare(found.number(), name, newName))));
        if (!isTaken) {
            late.answer(answering -> answering.reply().error(AclUsers.NOT_SAVED));
        }
    }

    private void change(final CommandContext context, final int namespace, final Change change) {
        if (context.event().isNested()) {
            changeQueued(context, change);
        } else {
            change(context.answerLater(), namespace, change);
        }
    }

    private static void change(final LateReply late, final int namespace, final Change change) {
        late.meet(namespace, meeting -> {
            final List<Write> writes = new ArrayList<>();
            final String refusal = change.make(meeting, writes);
            if (refusal != null) {
                late.answer(answering -> answering.reply().error(refusal));
            } else {
                writeNext(writes, 0, (failure, error) -> late.answer(answering -> {
                    if (failure == null) {
                        answering.reply().ok();
                    } else {
                        answering.reply().error(error);
                    }
                }));
            }
        });
    }

    /** In a transaction all shards stand still; EXEC is answered when all has been stored. */
    private void changeQueued(final CommandContext context, final Change change) {
        final List<Write> writes = new ArrayList<>();
        final String refusal = change.make(context, writes);
        if (refusal != null) {
            context.reply().error(refusal);
            return;
        }
        if (!writes.isEmpty()) {
            final Consumer<Exception> stored = AclUsers.awaitStored(context);
            writeNext(writes, 0, (failure, error) -> stored.accept(failure));
        }
        context.reply().ok();
    }

    private static void writeNext(final List<Write> writes, final int index,
        final BiConsumer<Exception, String> done) {
        if (index == writes.size()) {
            done.accept(null, null);
            return;
        }
        final Write write = writes.get(index);
        write.work().accept(failure -> {
            if (failure == null) {
                writeNext(writes, index + 1, done);
            } else {
                done.accept(failure, write.error());
            }
        });
    }

    /** What is to be done before the client is answered, and the error if it fails. */
    private record Write(Consumer<Consumer<Exception>> work, String error) {
    }
}
