package org.ouzel.engine.lua;

/** A function: one of a script, or one of the host. */
public abstract sealed class LuaFunction permits LuaClosure, NativeFunction {
}
