package org.ouzel.engine.command.geo;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group geo. */
public final class GeoFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("geo");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        GeoReads.bind(bindings);
        GeoSearchCommand.bind(bindings);
        bindings.bind("geoadd", GeoaddCommand::execute);
    }
}
