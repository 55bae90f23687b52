package org.ouzel.engine.command.set;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.entity.EntityParts;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.SetValue;

/** A set's members as parts of an entity. */
public final class SetParts implements EntityParts {
    @Override
    public void put(final CommandContext context, final int keyArg, final int partArg, final int valueArg) {
        final SetValue set = forWriting(context, keyArg);
        if (set.add(context.argAddress(partArg), context.argLength(partArg))) {
            context.recordAs("SADD", keyArg, partArg);
            context.notify(KeyEvent.SADD, keyArg);
        }
    }

    @Override
    public void reply(final CommandContext context, final int keyArg, final int partArg) {
        final SetValue set = Sets.of(context).bind(context, 0, keyArg, context.lookupRead(keyArg));
        if (set.contains(context.argAddress(partArg), context.argLength(partArg))) {
            context.reply().bulk(context.argAddress(partArg), context.argLength(partArg));
        } else {
            context.reply().nil();
        }
    }

    @Override
    public boolean remove(final CommandContext context, final int keyArg, final int partArg) {
        final SetValue set = forWriting(context, keyArg);
        if (!set.exists() || !set.remove(context.argAddress(partArg), context.argLength(partArg))) {
            return false;
        }
        context.recordAs("SREM", keyArg, partArg);
        context.notify(KeyEvent.SREM, keyArg, !set.exists());
        return true;
    }

    private static SetValue forWriting(final CommandContext context, final int keyArg) {
        return Sets.of(context).bind(context, 0, keyArg, context.lookupWrite(keyArg));
    }
}
