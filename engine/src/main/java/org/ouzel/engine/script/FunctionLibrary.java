package org.ouzel.engine.script;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ouzel.engine.lua.LuaFunction;

/** A library that FUNCTION LOAD has made: its source, and the functions that this has registered. */
final class FunctionLibrary {
    /**
     * One function.
     *
     * @param description what it says of itself, or null
     * @param flags       the bits of {@link ScriptFlag}
     */
    record Function(FunctionLibrary library, String name, LuaFunction callback, String description, int flags) {
        boolean has(final ScriptFlag flag) {
            return (flags & flag.bit()) != 0;
        }
    }

    private final String name;
    private final byte[] source;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    FunctionLibrary(final String name, final byte[] source) {
        this.name = name;
        this.source = source;
    }

    String name() {
        return name;
    }

    byte[] source() {
        return source;
    }

    Map<String, Function> functions() {
        return functions;
    }
}
