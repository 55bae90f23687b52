package org.ouzel.engine.lua;

/** A local variable that an inner function uses, too. */
final class Cell {
    Object value;

    Cell(final Object value) {
        this.value = value;
    }
}
