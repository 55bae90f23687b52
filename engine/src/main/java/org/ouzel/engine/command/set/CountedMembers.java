package org.ouzel.engine.command.set;

import org.ouzel.engine.type.SetValue;

/** Members counted up to a limit. */
final class CountedMembers implements MemberSink {
    private long count;
    private final long limit;

    /** Takes the limit, 0 for none. */
    CountedMembers(final long limit) {
        this.limit = limit;
    }

    @Override
    public boolean take(final SetValue set, final int length) {
        count++;
        return count != limit;
    }

    long count() {
        return count;
    }
}
