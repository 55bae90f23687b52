package org.ouzel.engine.script;

import org.ouzel.engine.KeySlot;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyFinder;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;

/**
 * Keeps a script that says {@code no-cross-slot-keys} to the slots of the keys that it declares. Slots rather than
 * shards, so that what a script may do doesn't depend on how many shards there are.
 */
final class SlotGuard {
    private static final String FOREIGN_SLOT = "ERR Script flagged no-cross-slot-keys attempted to access a key of "
        + "another slot than those that it declared";
    private static final String ALL_SHARDS = "ERR Script flagged no-cross-slot-keys attempted to call a command that "
        + "isn't about single keys";

    private final int[] slots;
    private final KeyList keys = new KeyList();

    /** Takes the slots of so many arguments of the script's request. */
    SlotGuard(final RequestArguments request, final int firstKey, final int keyCount) {
        slots = new int[keyCount];
        for (int i = 0; i < keyCount; i++) {
            slots[i] = slot(request, firstKey + i);
        }
    }

    /** Returns why the script may not make a request, or null. */
    String refusal(final CommandSpec spec, final RequestArguments request) {
        if (spec.routing().isOnSession()) {
            return null;
        }
        switch (spec.routing()) {
            case CHANNEL:
                return isDeclared(slot(request, 1)) ? null : FOREIGN_SLOT;
            case FIRST_KEY:
            case SPLIT_KEYS:
            case RENDEZVOUS_KEYS:
                return areDeclared(spec, request) ? null : FOREIGN_SLOT;
            default:
                return ALL_SHARDS;
        }
    }

    private boolean areDeclared(final CommandSpec spec, final RequestArguments request) {
        if (!KeyFinder.find(spec, request, keys)) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!isDeclared(slot(request, keys.index(i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean isDeclared(final int slot) {
        for (final int each : slots) {
            if (each == slot) {
                return true;
            }
        }
        return false;
    }

    private static int slot(final RequestArguments request, final int index) {
        return KeySlot.of(request.argAddress(index), request.argLength(index));
    }
}
