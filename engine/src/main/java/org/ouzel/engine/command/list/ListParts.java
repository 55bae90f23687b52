package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.entity.EntityParts;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;

/** A list's elements as parts of an entity, by their values: put in at the end, taken out wherever they are. */
public final class ListParts implements EntityParts {
    @Override
    public void put(final CommandContext context, final int keyArg, final int partArg, final int valueArg) {
        final ListValue list = Lists.forWriting(context, keyArg);
        list.prepareToPush(ListElements.bytes(context.argLength(partArg)), 1);
        list.push(false, context.argAddress(partArg), context.argLength(partArg));
        context.recordAs("RPUSH", keyArg, partArg);
        context.notify(KeyEvent.RPUSH, keyArg);
    }

    @Override
    public void reply(final CommandContext context, final int keyArg, final int partArg) {
        final ListValue list = Lists.forReading(context, keyArg);
        if (!list.isMissing()
            && ListChanges.indexOf(list, context.argAddress(partArg), context.argLength(partArg)) >= 0) {
            context.reply().bulk(context.argAddress(partArg), context.argLength(partArg));
        } else {
            context.reply().nil();
        }
    }

    @Override
    public boolean remove(final CommandContext context, final int keyArg, final int partArg) {
        final ListValue list = Lists.forWriting(context, keyArg);
        if (list.isMissing()
            || list.removeEqual(context.argAddress(partArg), context.argLength(partArg), 0) == 0) {
            return false;
        }
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(4).text("LREM").bytes(context.argAddress(keyArg), context.argLength(keyArg)).number(0)
                .bytes(context.argAddress(partArg), context.argLength(partArg));
        }
        context.notify(KeyEvent.LREM, keyArg, list.isMissing());
        return true;
    }
}
