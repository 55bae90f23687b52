package org.ouzel.persistence;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.persistence.aof.AofJournal;
import org.ouzel.persistence.snapshot.SnapshotService;

/** SAVE, BGSAVE, LASTSAVE and BGREWRITEAOF. */
final class SnapshotCommands {
    private static final String IN_PROGRESS = "ERR Background save already in progress";
    private static final long MS_PER_SECOND = 1000;

    private SnapshotCommands() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("save", SnapshotCommands::save);
        bindings.bind("bgrewriteaof", SnapshotCommands::rewriteJournal);
        bindings.bind("bgsave", SnapshotCommands::saveInBackground);
        bindings.bind("lastsave", context ->
            context.reply().integer(service(context).lastSaveMs() / MS_PER_SECOND));
    }

    private static void save(final CommandContext context) {
        if (service(context).isBusy()) {
            context.reply().error(IN_PROGRESS);
        } else if (service(context).saveNow(context.nowMs()) == null) {
            context.reply().ok();
        } else {
            context.reply().error("ERR");
        }
    }

    private static void saveInBackground(final CommandContext context) {
        final boolean isSchedule = context.argCount() == 2 && context.argIs(1, "schedule");
        if (context.argCount() > 1 && !isSchedule) {
            context.syntaxError();
        } else if (service(context).isSaving()) {
            context.reply().error(IN_PROGRESS);
        } else if (!service(context).isBusy() && !context.event().isNested()) {
            service(context).beginDataset(context.nowMs());
            context.reply().simple("Background saving started");
        } else if (isSchedule || context.event().isNested()) {
            service(context).schedule();
            context.reply().simple("Background saving scheduled");
        } else {
            context.reply().error("ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE "
                + "SCHEDULE in order to schedule a BGSAVE whenever possible.");
        }
    }

    private static void rewriteJournal(final CommandContext context) {
        if (!(context.server().journal() instanceof AofJournal)) {
            context.reply().error("ERR There is no append only file");
            return;
        }
        final String outcome = ((AofJournal) context.server().journal()).rewrite(context.event());
        if (outcome.startsWith("-")) {
            context.reply().error(outcome.substring(1));
        } else {
            context.reply().simple(outcome.substring(1));
        }
    }

    private static SnapshotService service(final CommandContext context) {
        return (SnapshotService) context.server().snapshots();
    }
}
