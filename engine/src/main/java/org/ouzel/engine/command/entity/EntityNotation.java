package org.ouzel.engine.command.entity;

import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * {@code SET orders.42 x}, {@code GET orders.42}, {@code DEL orders.42}: with {@code entity-notation yes} such requests
 * are read, before they are routed, as if the key and what follows its first dot were two arguments. So a part is where
 * its entity is, and it is the entity's name that access rules are about. A key without a dot, or with nothing before
 * or behind it, is an ordinary one.
 *
 * <p>Changed in a rendezvous of all shards; read by any thread.
 */
public final class EntityNotation {
    private static final int GET_ARITY = 3;
    private static final int MULTIPLE_ARITY = -3;
    private static final String SINGLE = "i1:range(last=0,step=1,limit=0):";

    private volatile boolean isOn;
    private final CommandSpec set;
    private final CommandSpec get;
    private final CommandSpec delete;
    private final CommandSpec partSet;
    private final CommandSpec partGet;
    private final CommandSpec partDelete;

    /** @param table may lack the commands, in tests */
    public EntityNotation(final CommandTable table, final Settings settings) {
        set = table.find("set");
        get = table.find("get");
        delete = table.find("del");
        partSet = set == null ? null : set.inParts(MULTIPLE_ARITY, SINGLE + "RW+UPDATE", PartCommands::set);
        partGet = get == null ? null : get.inParts(GET_ARITY, SINGLE + "RO+ACCESS", PartCommands::get);
        partDelete = delete == null ? null : delete.inParts(MULTIPLE_ARITY,
            "i1:range(last=-1,step=2,limit=0):RM+DELETE", new PartCommands.Delete());
        isOn = settings.isOn(SettingsTable.ENTITY_NOTATION);
        settings.onChange(SettingsTable.ENTITY_NOTATION,
            changed -> isOn = changed.isOn(SettingsTable.ENTITY_NOTATION));
    }

    public boolean isOn() {
        return isOn;
    }

    /** Returns whether parts may be given to a command, so that its keys have to be looked at. */
    public boolean concerns(final CommandSpec spec) {
        return spec != null && (spec == set || spec == get || spec == delete);
    }

    /** Returns whether all arguments of a command are keys, rather than just the first. */
    public boolean isAllKeys(final CommandSpec spec) {
        return spec == delete;
    }

    /** Returns the same command for requests whose keys and parts are arguments of their own. */
    public CommandSpec inParts(final CommandSpec spec) {
        return spec == set ? partSet : spec == get ? partGet : partDelete;
    }
}
