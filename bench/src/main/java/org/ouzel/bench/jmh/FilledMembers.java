package org.ouzel.bench.jmh;

import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;

/** A member table for members of 16 B, and native memory for one of them. One thread. */
final class FilledMembers implements AutoCloseable {
    private static final int MEMBER_BYTES = BenchedText.BYTES;
    private static final long SEED = 0x5DEECE66DL;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final MemberTable table = new MemberTable(keyspace);
    private final BenchedText text = new BenchedText();

    MemberTable table() {
        return table;
    }

    boolean add(final long member) {
        return table.add(hashOf(member), text.of(member), MEMBER_BYTES);
    }

    long find(final long member) {
        return table.find(hashOf(member), text.of(member), MEMBER_BYTES);
    }

    boolean remove(final long member) {
        return table.remove(hashOf(member), text.of(member), MEMBER_BYTES);
    }

    @Override
    public void close() {
        FreedCollection.free(table);
        keyspace.close();
        text.close();
    }

    private long hashOf(final long member) {
        return table.hashOf(text.of(member), MEMBER_BYTES);
    }
}
