package org.ouzel.engine.script;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaFunction;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NativeFunction;
import org.ouzel.engine.lua.Values;
import org.ouzel.protocol.ReplyWriter;

/**
 * An interpreter with all that scripts of one namespace find in it, on one shard.
 *
 * <p>Made when the namespace's first script runs: an empty server has none. Whoever holds the shard.
 *
 * <p>The interpreter is Ouzel's own, in Java, so that a script can be left in any loop, coroutines included, and gone
 * on with later on the same thread, and so that what it holds is counted and bounded. The luajava binding (4.0.2, Lua
 * 5.1) was tried: 3.7 microseconds for a script that makes one call (JDK 17, 200,000 runs, the sixth round), since each
 * value crosses JNI by itself. It allocates by itself, out of the reach of a limit per namespace, and a flaw in native
 * code would end the process.
 */
final class ScriptState implements AutoCloseable {
    private static final LuaString KEYS = LuaString.of("KEYS");
    private static final LuaString ARGV = LuaString.of("ARGV");

    /** The arguments are command, script or function, count of keys, keys, other arguments. */
    private static final int FIRST_KEY = 3;

    private final Interpreter interpreter;
    private final RedisLibrary redis;

    ScriptState(final long memoryLimitBytes) {
        interpreter = new Interpreter(memoryLimitBytes);
        interpreter.openLibraries();
        CjsonLibrary.open(interpreter);
        MsgpackLibrary.open(interpreter);
        StructLibrary.open(interpreter);
        BitLibrary.open(interpreter);
        redis = new RedisLibrary(interpreter);
        redis.open();
        interpreter.onCaught(ScriptState::caught);
        final LuaTable globals = interpreter.globals();
        globals.set("_G", globals);
        final LuaTable metatable = new LuaTable(interpreter.meter());
        metatable.set("__index", new NativeFunction(call -> {
            throw call.error("Script attempted to access nonexistent global variable '"
                + (call.get(2) instanceof LuaString name ? name : "?") + "'");
        }));
        globals.setMetatable(metatable);
        protect(globals);
        protect(metatable);
        protect(interpreter.stringMetatable());
    }

    Interpreter interpreter() {
        return interpreter;
    }

    /**
     * Takes all globals out of sight: what scripts see from now on is said by {@code visible}, the metatable of the
     * table that is left.
     *
     * @return what was there
     */
    LuaTable hideGlobals(final LuaTable visible) {
        final LuaTable globals = interpreter.globals();
        final LuaTable hidden = new LuaTable(interpreter.meter());
        for (int i = globals.nextPosition(0); i >= 0; i = globals.nextPosition(i + 1)) {
            hidden.set(globals.keyAt(i), globals.valueAt(i));
        }
        for (int i = hidden.nextPosition(0); i >= 0; i = hidden.nextPosition(i + 1)) {
            globals.set(hidden.keyAt(i), null);
        }
        hidden.set("_G", hidden);
        hidden.setMetatable(globals.metatable());
        hidden.setReadonly(true);
        visible.set("__index", hidden);
        visible.setReadonly(true);
        globals.setMetatable(visible);
        return hidden;
    }

    /** Runs a script, and writes its reply, or lets it pause. */
    void run(final CommandContext context, final Script script, final ScriptRights rights, final int keyCount) {
        run(context, interpreter.function(script.code()), rights, script.sha(), keyCount);
    }

    /** Runs a script's code or a library's function; that gets keys and arguments as its arguments. */
    void run(final CommandContext context, final LuaFunction function, final ScriptRights rights, final String name,
        final int keyCount) {
        final ScriptRun run = new ScriptRun(this, context, rights, name, FIRST_KEY, keyCount);
        begin(run);
        try {
            final LuaTable keys = arguments(context, FIRST_KEY, keyCount);
            final LuaTable arguments = arguments(context, FIRST_KEY + keyCount,
                context.argCount() - FIRST_KEY - keyCount);
            interpreter.seedRandom(context.seed());
            final boolean hasEnded;
            if (rights.isFunction()) {
                hasEnded = interpreter.start(function, keys, arguments);
            } else {
                interpreter.globals().set(KEYS, keys);
                interpreter.globals().set(ARGV, arguments);
                hasEnded = interpreter.start(function);
            }
            if (hasEnded) {
                writeResult(run);
            } else {
                run.pause();
            }
        } catch (final LuaError e) {
            writeError(run, e);
        } finally {
            endUnlessPaused(run);
        }
    }

    /** Goes on with a script that pauses; returns whether it has ended. */
    boolean proceed(final ScriptRun run) {
        boolean hasEnded = true;
        try {
            hasEnded = interpreter.proceed();
            if (hasEnded) {
                writeResult(run);
            }
        } catch (final LuaError e) {
            writeError(run, e);
        } finally {
            if (hasEnded) {
                end(run);
            }
        }
        return hasEnded;
    }

    private void writeResult(final ScriptRun run) {
        new ValueWriter(run.reply(), run.isResp3(), interpreter.meter().limitBytes()).write(interpreter.firstResult());
    }

    private void begin(final ScriptRun run) {
        redis.setRun(run);
        interpreter.onStep(run::isToPause);
        run.begin();
    }

    private void endUnlessPaused(final ScriptRun run) {
        if (run.server().pausedScript() != run) {
            end(run);
        }
    }

    private void end(final ScriptRun run) {
        run.end();
        redis.setRun(null);
        interpreter.reset();
    }

    @Override
    public void close() {
        redis.close();
    }

    private LuaTable arguments(final CommandContext context, final int first, final int count) {
        final LuaTable table = new LuaTable(interpreter.meter(), count, 0);
        for (int i = 0; i < count; i++) {
            table.setInt(i + 1, new LuaString(context.argBytes(first + i)));
        }
        return table;
    }

    /** Returns what an error says, with its code. */
    static String messageOf(final LuaError error) {
        final Object value = error.value();
        final Object text = value instanceof LuaTable table ? table.get(RedisErrors.ERR) : null;
        if (text instanceof LuaString) {
            return text.toString();
        }
        return value instanceof LuaTable ? "ERR unknown error" : "ERR " + Values.show(value);
    }

    private static void writeError(final ScriptRun run, final LuaError error) {
        final ReplyWriter reply = run.reply();
        reply.buffer().truncate(0);
        reply.error(error.source() == null ? messageOf(error)
            : messageOf(error) + " script: " + run.name() + ", on " + error.source() + ":" + error.line() + ".");
    }

    /** As in Redis, {@code pcall} gives the text of an error that {@code redis.call} has thrown. */
    private static Object caught(final Object value) {
        return value instanceof LuaTable table && table.get(RedisErrors.ERR) instanceof LuaString text ? text : value;
    }

    private static void protect(final LuaTable table) {
        if (table.isReadonly()) {
            return;
        }
        table.setReadonly(true);
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            if (table.valueAt(i) instanceof LuaTable inner) {
                protect(inner);
            }
        }
    }
}
