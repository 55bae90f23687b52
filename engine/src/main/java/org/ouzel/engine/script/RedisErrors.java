package org.ouzel.engine.script;

import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.MemoryMeter;

/** Errors as scripts see them: tables with a field {@code err}. */
final class RedisErrors {
    static final LuaString ERR = LuaString.of("err");
    private static final LuaString COUNTED = LuaString.of("ignore_error_stats_update");

    private RedisErrors() {
    }

    /** Returns the table of an error that has been counted already. */
    static LuaTable table(final MemoryMeter meter, final LuaString text) {
        final LuaTable table = new LuaTable(meter, 0, 2);
        table.set(ERR, text);
        table.set(COUNTED, Boolean.TRUE);
        return table;
    }

    /** Returns an error to throw; {@code text} with its code. */
    static LuaError thrown(final MemoryMeter meter, final String text) {
        final LuaTable table = new LuaTable(meter, 0, 1);
        table.set(ERR, LuaString.of(text));
        return new LuaError(table);
    }

    /** Returns whether an error was counted when it came up. */
    static boolean isCounted(final Object error) {
        return error instanceof LuaTable table && table.get(COUNTED) != null;
    }
}
