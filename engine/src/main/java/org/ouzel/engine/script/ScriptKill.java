package org.ouzel.engine.script;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.ring.PausedScript;

/** SCRIPT KILL and FUNCTION KILL: end the script that holds the others up, if it has changed nothing yet. */
final class ScriptKill {
    private static final String NOT_BUSY = "NOTBUSY No scripts in execution right now.";
    private static final String UNKILLABLE = "UNKILLABLE Sorry the script already executed write commands against the "
        + "dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN "
        + "NOSAVE command.";

    private ScriptKill() {
    }

    static void execute(final CommandContext context, final boolean isFunction) {
        final PausedScript paused = context.server().pausedScript();
        if (!(paused instanceof ScriptRun run) || run.event().namespace() != context.event().namespace()) {
            context.reply().error(NOT_BUSY);
        } else if (run.rights().isFunction() != isFunction) {
            context.reply().error(run.busyError());
        } else if (run.hasChanged()) {
            context.reply().error(UNKILLABLE);
        } else {
            run.kill();
            context.reply().ok();
        }
    }
}
