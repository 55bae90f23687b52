package org.ouzel.engine.command.sort;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.sortedset.SortedSets;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.engine.type.SetValue;
import org.ouzel.engine.type.SortedSetValue;

/** The list, set or sorted set that is sorted, or nothing at all. */
final class SortSource implements AutoCloseable {
    private final ListValue list;
    private final SetValue set;
    private final SortedSetValue sortedSet;

    private SortSource(final ListValue list, final SetValue set, final SortedSetValue sortedSet) {
        this.list = list;
        this.set = set;
        this.sortedSet = sortedSet;
    }

    /** Returns what the first key has; null where that can't be sorted. */
    static SortSource of(final CommandContext context) {
        final long entry = context.lookupRead(1);
        return switch (entry == NONE ? EntryDescriptor.TYPE_LIST : EntryDescriptor.type(entry)) {
            case EntryDescriptor.TYPE_LIST -> new SortSource(new ListValue(context.databaseFor(1), context.hash(1),
                context.argAddress(1), context.argLength(1), entry, context.newAccess(),
                context.server().listLimits()), null, null);
            case EntryDescriptor.TYPE_SET ->
                new SortSource(null, new SetValue().view(context.databaseFor(1), entry), null);
            case EntryDescriptor.TYPE_ZSET -> new SortSource(null, null, SortedSets.of(context, 1, entry));
            default -> null;
        };
    }

    boolean isSet() {
        return set != null;
    }

    long size() {
        return list != null ? list.size() : set != null ? set.count() : sortedSet.size();
    }

    /** Shows so many elements from a place in the own order on; of a set all. */
    void forEach(final long from, final long count, final ElementConsumer consumer) {
        if (list != null) {
            forEachOfList(from, count, consumer);
        } else if (set != null) {
            set.rewind();
            while (set.next()) {
                final int length = set.read();
                consumer.take(set.address(), length);
            }
        } else if (count > 0) {
            sortedSet.seek(from);
            for (long i = 0; i < count; i++) {
                consumer.take(sortedSet.address(), sortedSet.length());
                sortedSet.next();
            }
        }
    }

    private void forEachOfList(final long from, final long count, final ElementConsumer consumer) {
        long index = 0;
        for (int run = 0; run < list.runCount() && index < from + count; run++) {
            if (index + list.runSize(run) > from) {
                final long end = list.runEnd(run);
                for (long each = list.runStart(run); each < end; each = ListElements.next(each)) {
                    if (index >= from && index < from + count) {
                        consumer.take(ListElements.data(each), ListElements.length(each));
                    }
                    index++;
                }
            } else {
                index += list.runSize(run);
            }
        }
    }

    @Override
    public void close() {
        if (set != null) {
            set.close();
        }
    }

    /** Takes one element, whose bytes are valid during the call. */
    interface ElementConsumer {
        void take(long address, int length);
    }
}
