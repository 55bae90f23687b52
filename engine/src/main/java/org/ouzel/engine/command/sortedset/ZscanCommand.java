package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.ElementScan;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.NativeBuffer;

/** ZSCAN: {@code key cursor [MATCH pattern] [COUNT count]}; members and their scores in turn, all as bulk strings. */
final class ZscanCommand {
    private static final ContextLocal<ElementScan> SCAN = new ContextLocal<>(ElementScan::new);

    private ZscanCommand() {
    }

    static void execute(final CommandContext context) {
        final ElementScan scan = context.local(SCAN);
        final SortedSetValue set = scan.takeCursor(context) ? SortedSets.forReading(context, 1) : null;
        if (set == null) {
            return;
        }
        if (set.isMissing()) {
            scan.replyNothing(context);
            return;
        }
        if (!scan.takeOptions(context, false)) {
            return;
        }
        if (set.large() != null) {
            scan.reply(context, scan.walk(set.large().members(), member -> {
                set.place(member);
                show(context, scan, set);
            }));
            return;
        }
        set.seek(0);
        do {
            show(context, scan, set);
        } while (set.next());
        scan.reply(context, 0);
    }

    private static void show(final CommandContext context, final ElementScan scan, final SortedSetValue set) {
        if (scan.passes(set.address(), set.length())) {
            scan.add(2).bulk(set.address(), set.length());
            final NativeBuffer text = context.scratch();
            text.advance(DoubleText.write(set.score(), text.reserve(DoubleText.MAX_BYTES)));
            scan.add(0).bulk(text.address(), text.length());
        }
    }
}
