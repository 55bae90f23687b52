package org.ouzel.bench.jmh;

import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.LargeSortedSet;

/** A large set, hash or sorted set with members of 16 B, which come and go one by one. One thread. */
abstract class GrowingMembers implements AutoCloseable {
    private static final long SEED = 0x5DEECE66DL;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final BenchedText text = new BenchedText();

    /** Makes an empty one: {@code set}, {@code hash} with values of 8 B, or {@code sorted-set}. */
    static GrowingMembers of(final String structure) {
        return switch (structure) {
            case "set" -> new OfTable(0);
            case "hash" -> new OfTable(Long.BYTES);
            case "sorted-set" -> new OfSortedSet();
            default -> throw new IllegalArgumentException("unknown structure=" + structure);
        };
    }

    /** Adds a member that is not there yet; returns whether it came. */
    abstract boolean add(long member);

    /** Takes a member out; returns whether it was there. */
    abstract boolean remove(long member);

    abstract Collection collection();

    final Keyspace keyspace() {
        return keyspace;
    }

    final long text(final long member) {
        return text.of(member);
    }

    @Override
    public void close() {
        FreedCollection.free(collection());
        text.close();
        keyspace.close();
    }

    /** The members of a set, or the fields of a hash. */
    private static final class OfTable extends GrowingMembers {
        private final int valueBytes;
        private final MemberTable table = new MemberTable(keyspace());

        private OfTable(final int valueBytes) {
            this.valueBytes = valueBytes;
        }

        @Override
        boolean add(final long member) {
            final long address = text(member);
            return table.put(table.hashOf(address, BenchedText.BYTES), address, BenchedText.BYTES, valueBytes,
                EntryDescriptor.NO_EXPIRY) != 0;
        }

        @Override
        boolean remove(final long member) {
            final long address = text(member);
            return table.remove(table.hashOf(address, BenchedText.BYTES), address, BenchedText.BYTES);
        }

        @Override
        Collection collection() {
            return table;
        }
    }

    /** The members of a sorted set, whose scores come in no order. */
    private static final class OfSortedSet extends GrowingMembers {
        private static final long STRIDE = 0x9E3779B97F4A7C15L;

        private final LargeSortedSet set = new LargeSortedSet(keyspace());

        @Override
        boolean add(final long member) {
            set.add(text(member), BenchedText.BYTES, member * STRIDE >>> 12);
            return true;
        }

        @Override
        boolean remove(final long member) {
            set.remove(set.find(text(member), BenchedText.BYTES));
            return true;
        }

        @Override
        Collection collection() {
            return set;
        }
    }
}
