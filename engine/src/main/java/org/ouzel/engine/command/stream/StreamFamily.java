package org.ouzel.engine.command.stream;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands about streams. */
public final class StreamFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("stream");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        StreamWrites.bind(bindings);
        StreamDeletions.bind(bindings);
        StreamRanges.bind(bindings);
        StreamReads.bind(bindings);
        StreamGroups.bind(bindings);
        StreamClaims.bind(bindings);
        PendingCommand.bind(bindings);
        StreamInfo.bind(bindings);
    }
}
