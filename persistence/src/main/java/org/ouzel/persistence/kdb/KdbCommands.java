package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.settings.Settings;
import org.ouzel.persistence.aof.AofJournal;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KDB SAVE, LOAD, LIST and PERSIST: the client waits for its answer, all others are served meanwhile.
 *
 * <p>A name consists of letters, digits, {@code .}, {@code _} and {@code -}, doesn't begin with {@code .}, and may have
 * {@code .kdb} behind it.
 */
public final class KdbCommands {
    static final String BAD_NAME = "ERR Invalid KDB name: up to 64 letters, digits, '.', '_' and '-', no '.' in front";
    static final String MOVING = "ERR The files of the namespace are being moved, try again later";
    static final String NO_FILE = "ERR No such KDB file";

    private static final Logger LOG = LoggerFactory.getLogger(KdbCommands.class);
    private static final int NAME_ARG = 2;
    private static final String OWN_NAME = "data";
    private static final int LISTED_FIELD_COUNT = 3;
    private static final long MS_PER_SECOND = 1000;

    private KdbCommands() {
    }

    /** Removes files that a killed process left unfinished; before the engine starts. */
    public static void removeLeftovers(final Settings settings) {
        new KdbFiles(settings).removeLeftovers();
    }

    /** Binds the handlers of the container and its subcommands. */
    public static void bind(final HandlerBindings bindings) {
        bindings.bind("kdb|save", KdbCommands::save);
        bindings.bind("kdb|load", KdbCommands::load);
        bindings.bind("kdb|list", KdbCommands::list);
        bindings.bind("kdb|persist", KdbCommands::persist);
        bindings.bind("kdb|help", SubcommandHelp::execute);
    }

    /** {@code [name]}: OK when the file is there, as of a moment since the request came. */
    private static void save(final CommandContext context) {
        if (context.argCount() > NAME_ARG + 1) {
            context.syntaxError();
            return;
        }
        final Path file = file(context, context.argCount() > NAME_ARG ? context.argText(NAME_ARG) : OWN_NAME);
        if (file == null || isNested(context)) {
            return;
        }
        final LateReply late = context.answerLater();
        final SnapshotService snapshots = snapshots(context);
        snapshots.request(new KdbTarget(snapshots.layer(), directories(context), file,
            context.session().user().namespace(), context.session().namespace()),
            failure -> answer(late, "KDB SAVE", failure));
    }

    /** {@code name}: OK when the namespace holds what the file holds, and nothing else. */
    private static void load(final CommandContext context) {
        final Path file = file(context, context.argText(NAME_ARG));
        if (file == null || isNested(context)) {
            return;
        }
        if (!KdbFiles.isFile(file)) {
            context.reply().error(NO_FILE);
            return;
        }
        new KdbLoad(context, file, snapshots(context), directories(context)).begin();
    }

    /** An array with a map for each file: name, bytes, saved-at (Unix seconds). */
    private static void list(final CommandContext context) {
        if (isNested(context) || isMoving(context)) {
            return;
        }
        final KdbFiles files = directories(context).files();
        final Namespace namespace = context.session().user().namespace();
        final LateReply late = context.answerLater();
        CompletableFuture.runAsync(() -> {
            try {
                final List<KdbFiles.Saved> found = files.list(namespace);
                late.answer(answering -> reply(answering, found));
            } catch (final IOException | RuntimeException e) {
                LOG.warn("KDB LIST failed: directory={} cause={}", files.directory(namespace.name()), e.toString());
                late.answer(answering -> answering.reply().error("ERR KDB LIST failed"));
            }
        });
    }

    /** OK when everything up to here is on disk, in the files that the next start loads. */
    private static void persist(final CommandContext context) {
        if (isNested(context)) {
            return;
        }
        final LateReply late = context.answerLater();
        final SnapshotService snapshots = snapshots(context);
        late.meet(meeting -> {
            if (!meeting.server().isJournaled()) {
                snapshots.request(null, failure -> answer(late, "KDB PERSIST", failure));
                return;
            }
            final AofJournal journal = (AofJournal) meeting.server().journal();
            meeting.server().journalTasks().add(meeting.event(), passed -> {
                final String error = journal.persist();
                late.answer(answering -> reply(answering, error));
            });
        });
    }

    /** Answers OK, or an error if there is one. */
    static void reply(final CommandContext answering, final String error) {
        if (error == null) {
            answering.reply().ok();
        } else {
            answering.reply().error(error);
        }
    }

    private static void reply(final CommandContext answering, final List<KdbFiles.Saved> files) {
        answering.reply().array(files.size());
        for (final KdbFiles.Saved file : files) {
            answering.reply().map(LISTED_FIELD_COUNT);
            answering.reply().bulk("name");
            answering.reply().bulk(file.name());
            answering.reply().bulk("bytes");
            answering.reply().integer(file.bytes());
            answering.reply().bulk("saved-at");
            answering.reply().integer(file.savedMs() / MS_PER_SECOND);
        }
    }

    private static void answer(final LateReply late, final String command, final IOException failure) {
        if (failure != null) {
            LOG.warn("{} failed: cause={}", command, failure.toString());
        }
        final String error = failure == null ? null : "ERR " + command + " failed: " + FailureText.of(failure);
        late.answer(answering -> reply(answering, error));
    }

    /** Returns the file of a name, or null when the reply says why there is none. */
    private static Path file(final CommandContext context, final String given) {
        final String name = KdbFiles.allowed(given);
        if (name == null) {
            context.reply().error(BAD_NAME);
            return null;
        }
        return isMoving(context) ? null
            : directories(context).files().file(context.session().user().namespace(), name);
    }

    private static boolean isMoving(final CommandContext context) {
        final boolean isMoving = directories(context).isMoving(context.session().user().namespace());
        if (isMoving) {
            context.reply().error(MOVING);
        }
        return isMoving;
    }

    private static KdbDirectories directories(final CommandContext context) {
        return (KdbDirectories) context.server().namespaceFiles();
    }

    private static boolean isNested(final CommandContext context) {
        if (context.event().isNested()) {
            context.reply().error(Errors.NOT_IN_TRANSACTION);
        }
        return context.event().isNested();
    }

    private static SnapshotService snapshots(final CommandContext context) {
        return (SnapshotService) context.server().snapshots();
    }
}
