package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.command.ValueNames;
import org.ouzel.engine.evict.EvictionPolicy.Rank;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.EntryDescriptor;

/** What is known about a value without reading it: TYPE and OBJECT. A missing key has null, and the type "none". */
final class ObjectInspection {
    private static final String NO_LFU = "ERR An LFU maxmemory policy is not selected, access frequency not tracked. "
        + "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.";
    private static final String NO_LRU = "ERR An LFU maxmemory policy is selected, idle time not tracked. "
        + "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.";
    private static final long SECONDS_PER_MINUTE = 60;
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

    /** Where both are kept, as AHE needs it, the time is told to the minute. */
    private static void idleTime(final CommandContext context) {
        final long entry = inspected(context);
        if (entry == NONE) {
            return;
        }
        final Rank rank = context.server().eviction().policy().rank();
        if (rank == Rank.FREQUENCY) {
            context.reply().error(NO_LRU);
        } else if (rank == Rank.ADAPTIVE) {
            context.reply().integer(SECONDS_PER_MINUTE
                * AccessClock.idleMinutes(EntryDescriptor.access(entry), context.nowMs()));
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
        final Rank rank = context.server().eviction().policy().rank();
        return context.server().maxMemoryBytes() == 0 || rank != Rank.IDLE_TIME && rank != Rank.FREQUENCY
            && rank != Rank.ADAPTIVE;
    }

    private static long inspected(final CommandContext context) {
        final long entry = context.inspect(2);
        if (entry == NONE) {
            context.reply().nil();
        }
        return entry;
    }
}
