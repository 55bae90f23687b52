package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.observe.KeyEvent;

/** Taking keys out. */
public final class KeyRemoval {
    private KeyRemoval() {
    }

    /** Takes a key out, in a command that does so again when it is repeated; returns whether it was there. */
    static boolean remove(final CommandContext context, final int keyArg) {
        if (!context.removeKey(keyArg)) {
            return false;
        }
        context.changed();
        context.notify(KeyEvent.DEL, keyArg);
        return true;
    }

    /** Takes a key out, in a command that would do something else if it was repeated; returns whether it was there. */
    public static boolean removeAndRecord(final CommandContext context, final int keyArg) {
        if (!context.removeKey(keyArg)) {
            return false;
        }
        context.recordAs("DEL", keyArg);
        context.notify(KeyEvent.DEL, keyArg);
        return true;
    }
}
