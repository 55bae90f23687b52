package org.ouzel.engine.command.set;

import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.PackedElement;
import org.ouzel.engine.type.SetValue;

/** Members collected in the memory of the shard that is going to keep them. */
final class StoredMembers implements MemberSink {
    private boolean isIntegers = true;
    private int longest;
    private final Keyspace keyspace;
    private final MemberTable members;

    StoredMembers(final Keyspace keyspace) {
        this.keyspace = keyspace;
        this.members = new MemberTable(keyspace);
    }

    @Override
    public boolean take(final SetValue set, final int length) {
        final long address = set.address();
        members.add(members.hashOf(address, length), address, length);
        isIntegers = isIntegers && PackedElement.isNumber(address, length);
        longest = Math.max(longest, length);
        return true;
    }

    long count() {
        return members.elementCount();
    }

    /** Makes the members a set's, in place of what its key had. */
    void putUnder(final SetValue target) {
        target.replaceBy(members, isIntegers, longest);
    }

    /** Frees what was collected. */
    void discard() {
        keyspace.freeLater(members);
    }
}
