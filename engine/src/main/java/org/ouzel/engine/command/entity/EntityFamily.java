package org.ouzel.engine.command.entity;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** CREATE. */
public final class EntityFamily implements CommandFamily {
    private static final int TYPE_ARG = 1;
    private static final int NAME_ARG = 2;

    @Override
    public List<String> tables() {
        return List.of("entity");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("create", EntityFamily::create);
    }

    /** {@code hashmap|set|list name}: OK, where there is nothing of that name. */
    private static void create(final CommandContext context) {
        final EntityType type = EntityType.named(context, TYPE_ARG);
        if (!context.server().entityNotation().isOn()) {
            context.reply().error("ERR CREATE needs the setting entity-notation");
        } else if (type == null) {
            context.reply().error("ERR An entity is a hashmap, a set or a list");
        } else if (context.argText(NAME_ARG).indexOf('.') >= 0 || !EntityType.isDeclarable(context, NAME_ARG)) {
            context.reply().error("ERR Names of entities hold no dot, and no brace by itself");
        } else if (EntityType.isTaken(context, NAME_ARG)) {
            context.reply().error("ERR There is something of that name already");
        } else {
            type.declare(context, NAME_ARG);
            context.reply().ok();
        }
    }
}
