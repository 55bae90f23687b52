package org.ouzel.engine.command.bitmap;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group bitmap. */
public final class BitmapFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("bitmap");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        SingleBits.bind(bindings);
        BitRanges.bind(bindings);
        bindings.bind("bitop", new BitOpCommand());
        bindings.bind("bitfield", new BitFieldCommand(false));
        bindings.bind("bitfield_ro", new BitFieldCommand(true));
    }
}
