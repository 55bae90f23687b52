package org.ouzel.engine.command.hyperloglog;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HyperLogLog;
import org.ouzel.engine.type.HyperLogLogEditor;
import org.ouzel.engine.type.HyperLogLogEditor.Outcome;
import org.ouzel.protocol.NativeMemory;

/** PFADD, PFCOUNT and PFMERGE: how many distinct elements were seen, about. */
public final class HyperLogLogFamily implements CommandFamily {
    static final String NOT_A_HYPERLOGLOG = "WRONGTYPE Key is not a valid HyperLogLog string value.";
    static final String CORRUPT = "INVALIDOBJ Corrupted HLL object detected";

    private static final int RAW_TYPE = EntryDescriptor.ENCODING_RAW << 4 | EntryDescriptor.TYPE_STRING;
    private static final int KEY_ARG = 1;

    @Override
    public List<String> tables() {
        return List.of("hyperloglog");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("pfadd", HyperLogLogFamily::add);
        bindings.bind("pfcount", HyperLogLogFamily::count);
        bindings.bind("pfmerge", HyperLogLogFamily::merge);
        bindings.bind("pfdebug", HyperLogLogDebugging::debug);
        bindings.bind("pfselftest", HyperLogLogDebugging::selfTest);
    }

    /** PFADD key [element …]: 1 if a register or the keyspace changed, else 0. */
    private static void add(final CommandContext context) {
        final long entry = context.lookupWrite(KEY_ARG);
        if (!requireHyperLogLog(context, entry)) {
            return;
        }
        final HyperLogLogEditor editor = editor(context);
        int next = KEY_ARG + 1;
        boolean isChanged = false;
        if (entry == NONE) {
            editor.create();
            HyperLogLog.forgetCardinality(editor.address());
            isChanged = true;
        } else {
            next = addInPlace(context, entry);
            if (next < 0) {
                return;
            }
            if (next == 0) {
                context.reply().integer(0);
                return;
            }
            final long address = EntryDescriptor.valueAddress(entry);
            if (HyperLogLog.isDense(address)) {
                HyperLogLog.forgetCardinality(address);
                answerChanged(context);
                return;
            }
            editor.load(address, EntryDescriptor.valueLength(entry));
        }
        for (int i = next; i < context.argCount(); i++) {
            final Outcome outcome = editor.add(context.argAddress(i), context.argLength(i));
            if (outcome == Outcome.CORRUPT) {
                context.reply().error(CORRUPT);
                return;
            }
            isChanged |= outcome == Outcome.CHANGED;
        }
        assert isChanged : "nothing changed that was said to change: firstArg=" + next;
        store(context, KEY_ARG, entry, editor);
        answerChanged(context);
    }

    /**
     * Adds what can be added without moving the value.
     *
     * @return the first argument that changes a sparse value, or any positive number if a dense one has changed; 0 if
     *     nothing changes; negative after an error
     */
    private static int addInPlace(final CommandContext context, final long entry) {
        final long address = EntryDescriptor.valueAddress(entry);
        final int length = EntryDescriptor.valueLength(entry);
        int changed = 0;
        for (int i = KEY_ARG + 1; i < context.argCount(); i++) {
            switch (HyperLogLogEditor.addInPlace(address, length, context.argAddress(i), context.argLength(i))) {
                case CORRUPT -> {
                    context.reply().error(CORRUPT);
                    return -1;
                }
                case CHANGED -> {
                    if (!HyperLogLog.isDense(address)) {
                        return i;
                    }
                    changed = i;
                }
                default -> {
                    // Nothing to do.
                }
            }
        }
        return changed;
    }

    private static void answerChanged(final CommandContext context) {
        context.changed();
        context.notify(KeyEvent.PFADD, KEY_ARG);
        context.reply().integer(1);
    }

    /** PFCOUNT key …: the estimate for the union of all keys; of a single one it is kept with the value. */
    private static void count(final CommandContext context) {
        if (context.argCount() > KEY_ARG + 1) {
            countUnion(context);
            return;
        }
        final long entry = context.lookupRead(KEY_ARG);
        if (!requireHyperLogLog(context, entry)) {
            return;
        }
        if (entry == NONE) {
            context.reply().integer(0);
            return;
        }
        final long address = EntryDescriptor.valueAddress(entry);
        long cardinality = HyperLogLog.cachedCardinality(address);
        if (cardinality < 0) {
            cardinality = HyperLogLog.count(address, EntryDescriptor.valueLength(entry));
            if (cardinality == HyperLogLog.CORRUPT) {
                context.reply().error(CORRUPT);
                return;
            }
            HyperLogLog.cacheCardinality(address, cardinality);
            context.changed();
            context.notify(null, KEY_ARG);
        }
        context.reply().integer(cardinality);
    }

    private static void countUnion(final CommandContext context) {
        final byte[] registers = new byte[HyperLogLog.REGISTER_COUNT];
        for (int i = KEY_ARG; i < context.argCount(); i++) {
            if (!mergeKey(context, context.lookupRead(i), registers)) {
                return;
            }
        }
        context.reply().integer(HyperLogLog.count(registers));
    }

    /** PFMERGE destination [source …]: the destination becomes the union of itself and the sources. */
    private static void merge(final CommandContext context) {
        final byte[] registers = new byte[HyperLogLog.REGISTER_COUNT];
        boolean isDense = false;
        for (int i = KEY_ARG; i < context.argCount(); i++) {
            final long each = context.lookupRead(i);
            if (!mergeKey(context, each, registers)) {
                return;
            }
            isDense |= each != NONE && HyperLogLog.isDense(EntryDescriptor.valueAddress(each));
        }
        final long entry = context.peek(KEY_ARG);
        final HyperLogLogEditor editor = editor(context);
        if (entry == NONE) {
            editor.create();
        } else {
            editor.load(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        }
        if (isDense) {
            // Can't fail, since all registers have been read above.
            editor.makeDense();
        }
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0) {
                editor.raise(i, registers[i]);
            }
        }
        HyperLogLog.forgetCardinality(editor.address());
        store(context, KEY_ARG, entry, editor);
        context.changed();
        context.notify(KeyEvent.PFADD, KEY_ARG);
        context.reply().ok();
    }

    private static boolean mergeKey(final CommandContext context, final long entry, final byte[] registers) {
        if (!requireHyperLogLog(context, entry)) {
            return false;
        }
        if (entry != NONE && !HyperLogLog.mergeInto(registers, EntryDescriptor.valueAddress(entry),
            EntryDescriptor.valueLength(entry))) {
            context.reply().error(CORRUPT);
            return false;
        }
        return true;
    }

    static boolean requireHyperLogLog(final CommandContext context, final long entry) {
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return false;
        }
        if (entry == NONE || !EntryDescriptor.isInteger(entry)
            && HyperLogLog.isValid(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry))) {
            return true;
        }
        context.reply().error(NOT_A_HYPERLOGLOG);
        return false;
    }

    static HyperLogLogEditor editor(final CommandContext context) {
        return new HyperLogLogEditor(context.scratch(),
            context.server().settings().getLong(SettingsTable.HLL_SPARSE_MAX_BYTES));
    }

    /** Puts what the editor has made into a key; {@code old} is its entry before, or none. */
    static void store(final CommandContext context, final int keyArg, final long old, final HyperLogLogEditor editor) {
        final long expiryMs = old == NONE ? EntryDescriptor.NO_EXPIRY : EntryDescriptor.expiryMs(old);
        final int access = old == NONE ? context.newAccess() : EntryDescriptor.access(old);
        final long entry = context.databaseOf(keyArg).put(context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), RAW_TYPE, editor.length(), expiryMs, access);
        NativeMemory.copy(editor.address(), EntryDescriptor.valueAddress(entry), editor.length());
    }
}
