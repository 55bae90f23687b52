package org.ouzel.engine.lua;

/** Builds a table of the host's functions. */
public final class Library {
    private final Interpreter interpreter;
    private final LuaTable table;

    public Library(final Interpreter interpreter) {
        this(interpreter, new LuaTable(interpreter.meter()));
    }

    /** @param table where the functions go */
    public Library(final Interpreter interpreter, final LuaTable table) {
        this.interpreter = interpreter;
        this.table = table;
    }

    public Library add(final String name, final NativeFunction.Body body) {
        table.set(name, new NativeFunction(body));
        return this;
    }

    public Library set(final String name, final Object value) {
        table.set(name, value);
        return this;
    }

    public LuaTable table() {
        return table;
    }

    /** Returns the function that a chunk of the host's own returns; errors in it don't tell its lines. */
    static LuaFunction builtin(final Interpreter interpreter, final String source, final String name,
        final Object... arguments) {
        final Prototype chunk = Interpreter.compile(LuaString.of(source).bytes(), name);
        markBuiltin(chunk);
        final Interpreter maker = new Interpreter(Long.MAX_VALUE);
        maker.start(interpreter.function(chunk), arguments);
        return (LuaFunction) maker.firstResult();
    }

    private static void markBuiltin(final Prototype prototype) {
        prototype.isBuiltin = true;
        for (final Prototype each : prototype.inner) {
            markBuiltin(each);
        }
    }
}
