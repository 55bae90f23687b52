package org.ouzel.engine.lua;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Measures what can be reached from a script's roots. */
final class Reachable {
    private static final int BYTES_PER_NUMBER = 16;
    private static final int BYTES_PER_STRING = 40;
    private static final int BYTES_PER_CLOSURE = 48;
    private static final int BYTES_PER_SLOT = 16;

    private long bytes;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<LuaTable> marked = new ArrayList<>();
    private final ArrayDeque<Object> pending = new ArrayDeque<>();

    private Reachable() {
    }

    static long bytesFrom(final Object... roots) {
        final Reachable reachable = new Reachable();
        for (final Object root : roots) {
            reachable.see(root);
        }
        while (!reachable.pending.isEmpty()) {
            reachable.walk(reachable.pending.poll());
        }
        reachable.marked.forEach(table -> table.setMarked(false));
        return reachable.bytes;
    }

    private void see(final Object value) {
        if (value instanceof LuaTable table) {
            if (!table.isMarked()) {
                table.setMarked(true);
                marked.add(table);
                pending.add(table);
            }
        } else if (value instanceof Double) {
            bytes += BYTES_PER_NUMBER;
        } else if (value instanceof LuaString string) {
            if (string.length() < BYTES_PER_STRING || seen.add(string)) {
                bytes += BYTES_PER_STRING + string.length();
            }
        } else if (value instanceof LuaUserdata userdata) {
            bytes += userdata.sizeBytes();
        } else if (value instanceof LuaClosure || value instanceof Cell || value instanceof LuaThread) {
            if (seen.add(value)) {
                pending.add(value);
            }
        }
    }

    private void walk(final Object value) {
        if (value instanceof LuaTable table) {
            bytes += table.sizeBytes();
            see(table.metatable());
            for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
                see(table.valueAt(i));
                see(table.keyAt(i));
            }
        } else if (value instanceof LuaClosure closure) {
            bytes += BYTES_PER_CLOSURE;
            for (final Cell cell : closure.cells) {
                see(cell);
            }
        } else if (value instanceof Cell cell) {
            bytes += BYTES_PER_NUMBER;
            see(cell.value);
        } else {
            walkThread((LuaThread) value);
        }
    }

    private void walkThread(final LuaThread thread) {
        bytes += (long) thread.stack.length * BYTES_PER_SLOT;
        see(thread.entry);
        see(thread.resumer);
        for (final Object each : thread.stack) {
            see(each);
        }
        for (int i = 0; i < thread.frameCount; i++) {
            see(thread.frames[i].closure);
            see(thread.frames[i].handler);
        }
    }
}
