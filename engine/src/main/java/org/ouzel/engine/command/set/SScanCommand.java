package org.ouzel.engine.command.set;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.ElementScan;
import org.ouzel.engine.type.SetValue;

/** SSCAN: {@code key cursor [MATCH pattern] [COUNT count]}. */
final class SScanCommand {
    private static final ContextLocal<ElementScan> SCAN = new ContextLocal<>(ElementScan::new);

    private SScanCommand() {
    }

    static void execute(final CommandContext context) {
        final ElementScan scan = context.local(SCAN);
        final SetValue set = scan.takeCursor(context) ? Sets.forReading(context) : null;
        if (set == null) {
            return;
        }
        if (!set.exists()) {
            scan.replyNothing(context);
            return;
        }
        if (!scan.takeOptions(context, false)) {
            return;
        }
        if (set.table() != null) {
            scan.reply(context, scan.walk(set.table(), member -> {
                set.moveTo(member);
                show(scan, set);
            }));
            return;
        }
        set.rewind();
        while (set.next()) {
            show(scan, set);
        }
        scan.reply(context, 0);
    }

    private static void show(final ElementScan scan, final SetValue set) {
        final int length = set.read();
        if (scan.passes(set.address(), length)) {
            set.reply(scan.add(1));
        }
    }
}
