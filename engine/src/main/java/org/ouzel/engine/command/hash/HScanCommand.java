package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.ElementScan;
import org.ouzel.engine.type.HashValue;

/** HSCAN: {@code key cursor [MATCH pattern] [COUNT count] [NOVALUES]}; fields with their values in turn. */
final class HScanCommand {
    private static final ContextLocal<ElementScan> SCAN = new ContextLocal<>(ElementScan::new);

    private HScanCommand() {
    }

    static void execute(final CommandContext context) {
        final ElementScan scan = context.local(SCAN);
        final HashValue hash = scan.takeCursor(context) ? Hashes.forReading(context) : null;
        if (hash == null) {
            return;
        }
        if (!hash.exists()) {
            scan.replyNothing(context);
            return;
        }
        if (!scan.takeOptions(context, true)) {
            return;
        }
        if (hash.table() != null) {
            scan.reply(context, scan.walk(hash.table(), member -> {
                if (hash.moveTo(member)) {
                    show(scan, hash);
                }
            }));
            return;
        }
        hash.rewind();
        while (hash.next()) {
            show(scan, hash);
        }
        scan.reply(context, 0);
    }

    private static void show(final ElementScan scan, final HashValue hash) {
        if (!scan.passes(hash.fieldAddress(), hash.fieldLength())) {
            return;
        }
        if (scan.hasNoValues()) {
            hash.replyField(scan.add(1));
        } else {
            hash.replyField(scan.add(2));
            hash.replyValue(scan.add(0));
        }
    }
}
