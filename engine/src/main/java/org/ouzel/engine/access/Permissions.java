package org.ouzel.engine.access;

import java.util.Arrays;
import org.ouzel.engine.spi.AccessRules;

/**
 * What a user may do at one moment: a bit for each command that is allowed whatever its arguments, and the rules for
 * all others. Immutable.
 */
public final class Permissions {
    /** Commands that there is a bit for: more than any table has. */
    public static final int MAX_COMMAND_COUNT = 1024;
    /** Everything. */
    public static final Permissions ALL = new Permissions(allBits(), (spec, request, keys) -> null);

    private final long[] freeCommands;
    private final AccessRules rules;

    /**
     * @param freeCommands a bit for each command's id, set where no look at the arguments is needed
     * @param rules        asked about all other commands
     */
    public Permissions(final long[] freeCommands, final AccessRules rules) {
        this.freeCommands = Arrays.copyOf(freeCommands, MAX_COMMAND_COUNT / Long.SIZE);
        this.rules = rules;
    }

    /** Returns whether a command is allowed, whatever its arguments. */
    public boolean isFree(final int commandId) {
        return (freeCommands[commandId >>> 6] >>> commandId & 1) != 0;
    }

    public AccessRules rules() {
        return rules;
    }

    private static long[] allBits() {
        final long[] bits = new long[MAX_COMMAND_COUNT / Long.SIZE];
        Arrays.fill(bits, -1L);
        return bits;
    }
}
