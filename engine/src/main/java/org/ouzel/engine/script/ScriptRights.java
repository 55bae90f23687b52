package org.ouzel.engine.script;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;

/**
 * What a script may do.
 *
 * @param isFunction   whether it is a library's function
 * @param isReadonly   whether it may change nothing
 * @param isOomChecked whether commands that may need memory are refused when there is none
 * @param isConfined   whether it may touch no slots but those of its keys
 */
record ScriptRights(boolean isFunction, boolean isReadonly, boolean isOomChecked, boolean isConfined) {
    private static final String READONLY_NEEDED = "ERR Can not execute a script with write flag using *_ro command.";

    /**
     * Returns a script's rights, or answers why it can't run and returns null.
     *
     * @param hasFlags          whether it says anything of itself; scripts of old may do whatever they do
     * @param flags             the bits of {@link ScriptFlag}
     * @param isReadonlyCommand whether the command is one that changes nothing
     */
    static ScriptRights orRefuse(final CommandContext context, final boolean isFunction, final boolean hasFlags,
        final int flags, final boolean isReadonlyCommand) {
        final boolean mayWrite = (flags & ScriptFlag.NO_WRITES.bit()) == 0;
        final boolean mayExceed = (flags & ScriptFlag.ALLOW_OOM.bit()) != 0;
        if (hasFlags && mayWrite && !mayExceed && context.server().isOutOfMemory(context.event())) {
            context.reply().error(Errors.OUT_OF_MEMORY);
            return null;
        }
        if (isReadonlyCommand && hasFlags && mayWrite) {
            context.reply().error(READONLY_NEEDED);
            return null;
        }
        return new ScriptRights(isFunction, isReadonlyCommand || !mayWrite, !mayExceed,
            (flags & ScriptFlag.NO_CROSS_SLOT_KEYS.bit()) != 0);
    }
}
