package org.ouzel.engine.command.set;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.SetValue;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/** Members written aside, since their number comes first in the reply. */
final class ShownMembers implements MemberSink {
    private int count;
    private final NativeBuffer buffer;
    private final ReplyWriter members = new ReplyWriter();

    ShownMembers(final CommandContext context, final NativeBuffer buffer) {
        this.buffer = buffer;
        members.wrap(buffer, context.reply().isResp3());
    }

    @Override
    public boolean take(final SetValue set, final int length) {
        members.bulk(set.address(), length);
        count++;
        return true;
    }

    /** Writes the set. */
    void reply(final ReplyWriter reply) {
        reply.set(count);
        reply.buffer().putBytes(buffer.address(), buffer.length());
    }
}
