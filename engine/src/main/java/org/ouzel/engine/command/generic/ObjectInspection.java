package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.command.ValueNames;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.EntryDescriptor;

/** What is known about a value without reading it: TYPE and OBJECT. A missing key has null, and the type "none". */
final class ObjectInspection {
    private static final String NO_LFU = "ERR An LFU maxmemory policy is not selected, access frequency not tracked. "
        + "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.";
    private static final String NO_LRU = "ERR An LFU maxmemory policy is selected, idle time not tracked. "
        + "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.";
    /** Redis keeps the small numbers once for all keys, and shows so. */
    private static final int SHARED_NUMBER_COUNT = 10_000;
    private static final int SHARED_REFERENCE_COUNT = Integer.MAX_VALUE;

    private ObjectInspection() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("type", ObjectInspection::type);
        bindings.bind("object|encoding", ObjectInspection::encoding);
        bindings.bind("object|freq", ObjectInspection::frequency);
        bindings.bind("object|idletime", ObjectInspection::idleTime);
        bindings.bind("object|refcount", ObjectInspection::referenceCount);
        bindings.bind("object|help", SubcommandHelp::execute);
    }

    private static void type(final CommandContext context) {
        final long entry = context.inspect(1);
        context.reply().simple(entry == NONE ? "none" : ValueNames.type(entry));
    }

    private static void encoding(final CommandContext context) {
        final long entry = inspected(context);
        if (entry != NONE) {
            context.reply().bulk(ValueNames.encoding(entry));
        }
    }

    private static void frequency(final CommandContext context) {
        final long entry = inspected(context);
        if (entry == NONE) {
            return;
        }
        if (context.server().isLfu()) {
            context.reply().integer(AccessClock.decayedCounter(EntryDescriptor.access(entry), context.nowMs(),
                context.server().lfuDecayMinutes()));
        } else {
            context.reply().error(NO_LFU);
        }
    }

    private static void idleTime(final CommandContext context) {
        final long entry = inspected(context);
        if (entry == NONE) {
            return;
        }
        if (context.server().isLfu()) {
            context.reply().error(NO_LRU);
        } else {
            context.reply().integer(AccessClock.idleSeconds(EntryDescriptor.access(entry), context.nowMs()));
        }
    }

    private static void referenceCount(final CommandContext context) {
        final long entry = inspected(context);
        if (entry != NONE) {
            context.reply().integer(isShared(context, entry) ? SHARED_REFERENCE_COUNT : 1);
        }
    }

    private static boolean isShared(final CommandContext context, final long entry) {
        if (!EntryDescriptor.isInteger(entry)) {
            return false;
        }
        final long number = EntryDescriptor.integerValue(entry);
        if (number < 0 || number >= SHARED_NUMBER_COUNT) {
            return false;
        }
        final String policy = context.server().settings().getText(SettingsTable.MAXMEMORY_POLICY);
        return context.server().maxMemoryBytes() == 0 || !policy.endsWith("lru") && !policy.endsWith("lfu");
    }

    private static long inspected(final CommandContext context) {
        final long entry = context.inspect(2);
        if (entry == NONE) {
            context.reply().nil();
        }
        return entry;
    }
}
