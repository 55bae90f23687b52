package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.access.Permissions;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyFinder;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.protocol.NativeMemory;

/**
 * The part of a user's rules that most requests are allowed by: commands whose keys stand at fixed places, and keys
 * that may be both read and written and are told by how they begin. What isn't allowed here may be so by the other
 * rules. Immutable; no garbage.
 */
final class QuickRules {
    private final long[] commands;
    private final byte[][] beginnings;
    private final boolean[] areWhole;

    /**
     * @param commands a bit for each command's id, set if it is allowed, and on all channels that it names
     * @param patterns the keys that may be read and written
     */
    QuickRules(final long[] commands, final Iterable<KeyPattern> patterns) {
        this.commands = commands;
        final List<byte[]> found = new ArrayList<>();
        final List<Boolean> whole = new ArrayList<>();
        for (final KeyPattern pattern : patterns) {
            final String beginning = pattern.beginning();
            if (beginning != null) {
                found.add(beginning.getBytes(StandardCharsets.ISO_8859_1));
                whole.add(pattern.isLiteral());
            }
        }
        beginnings = found.toArray(new byte[0][]);
        areWhole = new boolean[beginnings.length];
        for (int i = 0; i < areWhole.length; i++) {
            areWhole[i] = whole.get(i);
        }
    }

    /** Returns an array with room for a bit for each command. */
    static long[] noCommands() {
        return new long[Permissions.MAX_COMMAND_COUNT / Long.SIZE];
    }

    /** Tells whether a request is allowed; false leaves it open. */
    boolean allows(final CommandSpec spec, final RequestArguments request) {
        if ((commands[spec.id() >>> 6] >>> spec.id() & 1) == 0 || !spec.hasPlainKeys()) {
            return false;
        }
        final int argCount = request.argCount();
        final int last = KeyFinder.lastIndex(spec, argCount);
        if (spec.firstKey() <= 0 || last < spec.firstKey() || last >= argCount) {
            return false;
        }
        for (int i = spec.firstKey(); i <= last; i += spec.keyStep()) {
            if (!isAllowed(request.argAddress(i), request.argLength(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isAllowed(final long address, final int length) {
        for (int i = 0; i < beginnings.length; i++) {
            final byte[] beginning = beginnings[i];
            if ((areWhole[i] ? length == beginning.length : length >= beginning.length)
                && isAt(address, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(final long address, final byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (NativeMemory.getByte(address + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
