package org.ouzel.engine.lua;

/** A script's function with the variables of outer functions that it uses. */
final class LuaClosure extends LuaFunction {
    final Prototype prototype;
    final Cell[] cells;

    LuaClosure(final Prototype prototype, final Cell[] cells) {
        this.prototype = prototype;
        this.cells = cells;
    }
}
