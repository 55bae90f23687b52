package org.ouzel.engine.ring;

import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.entity.EntityNotation;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads requests in entity notation: their keys and what follows these keys' first dots become arguments of their own.
 * The bytes stay where they are. One for each thread that takes requests.
 */
final class DottedKeys {
    private static final int INITIAL_PAIR_COUNT = 8;

    private int[] pairs = new int[2 * INITIAL_PAIR_COUNT];
    private final EntityNotation notation;

    DottedKeys(final EntityNotation notation) {
        this.notation = notation;
    }

    /** Returns whether there is anything to be read. */
    boolean areOn() {
        return notation.isOn();
    }

    /** Returns the command that a request is to be run by; null for null. */
    CommandSpec read(final CommandEvent event, final CommandSpec spec) {
        if (!notation.concerns(spec) || !spec.isArgCountAllowed(event.argCount())) {
            return spec;
        }
        final int lastKey = notation.isAllKeys(spec) ? event.argCount() - 1 : 1;
        for (int key = 1; key <= lastKey; key++) {
            if (headLength(event, key) < event.argLength(key)) {
                cut(event, lastKey);
                return notation.inParts(spec);
            }
        }
        return spec;
    }

    /** Cuts the keys in two; one that names no part gets an empty argument behind it. */
    private void cut(final CommandEvent event, final int lastKey) {
        final int argCount = event.argCount();
        if (pairs.length < 2 * (argCount + lastKey)) {
            pairs = new int[2 * (argCount + lastKey)];
        }
        int next = 0;
        for (int arg = 0; arg < argCount; arg++) {
            final int offset = (int) (event.argAddress(arg) - event.requestAddress());
            final int length = event.argLength(arg);
            final int head = arg > 0 && arg <= lastKey ? headLength(event, arg) : length;
            pairs[next++] = offset;
            pairs[next++] = head;
            if (arg > 0 && arg <= lastKey) {
                pairs[next++] = Math.min(offset + head + 1, offset + length);
                pairs[next++] = Math.max(0, length - head - 1);
            }
        }
        event.setKeptRequest(event.requestAddress(), event.requestLength(), next / 2, pairs, 0);
    }

    /** Returns how much of an argument is before its first dot: all of it if nothing is before the dot, or behind. */
    private static int headLength(final CommandEvent event, final int arg) {
        final long address = event.argAddress(arg);
        final int length = event.argLength(arg);
        for (int i = 0; i < length; i++) {
            if (NativeMemory.getByte(address + i) == '.') {
                return i > 0 && i < length - 1 ? i : length;
            }
        }
        return length;
    }
}
