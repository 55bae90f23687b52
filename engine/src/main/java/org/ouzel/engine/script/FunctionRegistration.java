package org.ouzel.engine.script;

import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaFunction;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.Values;

/** {@code redis.register_function}: by position, or by named arguments in a table. */
final class FunctionRegistration {
    private String name;
    private String description;
    private LuaFunction callback;
    private int flags;
    private final NativeCall call;

    private FunctionRegistration(final NativeCall call) {
        this.call = call;
    }

    /** Adds the function that a call describes to a library; throws {@link LuaError} if it is described wrongly. */
    static void register(final NativeCall call, final FunctionLibrary library) {
        final FunctionRegistration work = new FunctionRegistration(call);
        if (call.count() < 1 || call.count() > 2) {
            throw work.fail("wrong number of arguments to redis.register_function");
        }
        if (call.count() == 2) {
            work.readPositions();
        } else {
            work.readNames();
        }
        if (!Shebang.isName(work.name)) {
            // Redis says so of functions, too.
            throw work.fail("Library names can only contain letters, numbers, or underscores(_) and must be at least "
                + "one character long");
        }
        if (library.functions().containsKey(work.name)) {
            throw work.fail("Function already exists in the library");
        }
        library.functions().put(work.name, new FunctionLibrary.Function(library, work.name, work.callback,
            work.description, work.flags));
    }

    private void readPositions() {
        final LuaString text = Values.toText(call.get(1));
        if (text == null) {
            throw fail("first argument to redis.register_function must be a string");
        }
        if (!(call.get(2) instanceof LuaFunction function)) {
            throw fail("second argument to redis.register_function must be a function");
        }
        name = text.toString();
        callback = function;
    }

    private void readNames() {
        if (!(call.get(1) instanceof LuaTable table)) {
            throw fail("calling redis.register_function with a single argument is only applicable to Lua table "
                + "(representing named arguments).");
        }
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            final LuaString key = Values.toText(table.keyAt(i));
            if (key == null) {
                throw fail("named argument key given to redis.register_function is not a string");
            }
            readNamed(key.toString(), table.valueAt(i));
        }
        if (name == null) {
            throw fail("redis.register_function must get a function name argument");
        }
        if (callback == null) {
            throw fail("redis.register_function must get a callback argument");
        }
    }

    private void readNamed(final String key, final Object value) {
        switch (key) {
            case "function_name" -> name = text(value, key);
            case "description" -> description = text(value, key);
            case "callback" -> {
                if (!(value instanceof LuaFunction function)) {
                    throw fail("callback argument given to redis.register_function must be a function");
                }
                callback = function;
            }
            case "flags" -> readFlags(value);
            default -> throw fail("unknown argument given to redis.register_function");
        }
    }

    private String text(final Object value, final String key) {
        final LuaString text = Values.toText(value);
        if (text == null) {
            throw fail(key + " argument given to redis.register_function must be a string");
        }
        return text.toString();
    }

    private void readFlags(final Object value) {
        if (!(value instanceof LuaTable table)) {
            throw fail("flags argument to redis.register_function must be a table representing function flags");
        }
        for (int i = 1; table.getInt(i) != null; i++) {
            final LuaString text = Values.toText(table.getInt(i));
            final ScriptFlag flag = text == null ? null : ScriptFlag.of(text.toString());
            if (flag == null || flag == ScriptFlag.NO_CROSS_SLOT_KEYS) {
                throw fail("unknown flag given");
            }
            flags |= flag.bit();
        }
    }

    private LuaError fail(final String message) {
        return RedisErrors.thrown(call.interpreter().meter(), "ERR " + message);
    }
}
