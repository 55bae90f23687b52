package org.ouzel.auth.acl;

import org.ouzel.engine.command.RequestArguments;

/** A request that stands behind the first arguments of another one. */
final class InnerRequest implements RequestArguments {
    private final RequestArguments outer;
    private final int offset;

    InnerRequest(final RequestArguments outer, final int offset) {
        this.outer = outer;
        this.offset = offset;
    }

    @Override
    public int argCount() {
        return outer.argCount() - offset;
    }

    @Override
    public long argAddress(final int index) {
        return outer.argAddress(index + offset);
    }

    @Override
    public int argLength(final int index) {
        return outer.argLength(index + offset);
    }
}
