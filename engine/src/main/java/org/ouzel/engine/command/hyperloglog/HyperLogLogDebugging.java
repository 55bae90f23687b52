package org.ouzel.engine.command.hyperloglog;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HyperLogLog;
import org.ouzel.engine.type.HyperLogLogCheck;
import org.ouzel.engine.type.HyperLogLogEditor;

/** PFDEBUG and PFSELFTEST: a look inside. */
final class HyperLogLogDebugging {
    private static final String NO_KEY = "ERR The specified key does not exist";
    private static final String NOT_SPARSE = "ERR HLL encoding is not sparse";
    private static final int KEY_ARG = 2;

    private HyperLogLogDebugging() {
    }

    /** PFDEBUG GETREG | DECODE | ENCODING | TODENSE key. */
    static void debug(final CommandContext context) {
        final long entry = context.lookupWrite(KEY_ARG);
        if (entry == NONE) {
            context.reply().error(NO_KEY);
            return;
        }
        if (!HyperLogLogFamily.requireHyperLogLog(context, entry)) {
            return;
        }
        final long address = EntryDescriptor.valueAddress(entry);
        final boolean isDense = HyperLogLog.isDense(address);
        if (context.argIs(1, "getreg")) {
            if (makeDense(context, entry)) {
                writeRegisters(context);
            }
        } else if (context.argIs(1, "decode")) {
            if (isDense) {
                context.reply().error(NOT_SPARSE);
            } else {
                context.reply().bulk(HyperLogLog.describe(address, EntryDescriptor.valueLength(entry)));
            }
        } else if (context.argIs(1, "encoding")) {
            context.reply().simple(isDense ? "dense" : "sparse");
        } else if (context.argIs(1, "todense")) {
            if (makeDense(context, entry)) {
                context.reply().integer(isDense ? 0 : 1);
            }
        } else {
            context.reply().error("ERR Unknown PFDEBUG subcommand '" + context.argText(1) + "'");
        }
    }

    /** PFSELFTEST: OK, or what is wrong with the code. */
    static void selfTest(final CommandContext context) {
        final String failure = HyperLogLogCheck.run(context.seed());
        if (failure == null) {
            context.reply().ok();
        } else {
            context.reply().error("ERR " + failure);
        }
    }

    private static boolean makeDense(final CommandContext context, final long entry) {
        if (HyperLogLog.isDense(EntryDescriptor.valueAddress(entry))) {
            return true;
        }
        final HyperLogLogEditor editor = HyperLogLogFamily.editor(context);
        editor.load(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        if (!editor.makeDense()) {
            context.reply().error(HyperLogLogFamily.CORRUPT);
            return false;
        }
        HyperLogLogFamily.store(context, KEY_ARG, entry, editor);
        context.changed();
        return true;
    }

    private static void writeRegisters(final CommandContext context) {
        final byte[] registers = new byte[HyperLogLog.REGISTER_COUNT];
        final long entry = context.peek(KEY_ARG);
        HyperLogLog.mergeInto(registers, EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        context.reply().array(registers.length);
        for (final byte register : registers) {
            context.reply().integer(register);
        }
    }
}
