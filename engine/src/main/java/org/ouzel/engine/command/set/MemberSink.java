package org.ouzel.engine.command.set;

import org.ouzel.engine.type.SetValue;

/** Takes the members that an operation on sets comes to, each once. */
@FunctionalInterface
interface MemberSink {
    /**
     * Takes the current member of a set, whose text has been read.
     *
     * @return whether it wants more
     */
    boolean take(SetValue set, int length);
}
