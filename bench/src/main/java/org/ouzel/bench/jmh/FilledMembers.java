package org.ouzel.bench.jmh;

import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.protocol.NativeMemory;

/** A member table for members of 16 B, and native memory for one of them. One thread. */
final class FilledMembers implements AutoCloseable {
    private static final int MEMBER_BYTES = 16;
    private static final long SEED = 0x5DEECE66DL;
    private static final long MEMBER_HEAD = 0x30303A7265626D65L;
    private static final int FREE_SLICE = 100_000;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final MemberTable table = new MemberTable(keyspace);
    private final long text = NativeMemory.allocate(MEMBER_BYTES);

    MemberTable table() {
        return table;
    }

    boolean add(final long member) {
        return table.add(write(member), text, MEMBER_BYTES);
    }

    long find(final long member) {
        return table.find(write(member), text, MEMBER_BYTES);
    }

    boolean remove(final long member) {
        return table.remove(write(member), text, MEMBER_BYTES);
    }

    @Override
    public void close() {
        int freed;
        do {
            freed = table.freeSlice(FREE_SLICE);
        } while (freed >= FREE_SLICE);
        keyspace.close();
        NativeMemory.free(text, MEMBER_BYTES);
    }

    private long write(final long member) {
        NativeMemory.putLong(text, MEMBER_HEAD);
        NativeMemory.putLong(text + Long.BYTES, member);
        return table.hashOf(text, MEMBER_BYTES);
    }
}
