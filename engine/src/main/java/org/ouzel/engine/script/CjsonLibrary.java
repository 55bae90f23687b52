package org.ouzel.engine.script;

import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.LuaUserdata;
import org.ouzel.engine.lua.NativeCall;

/** The library {@code cjson}, with the results and messages of version 2.1.0. */
final class CjsonLibrary {
    /** What JSON's null is to scripts. */
    static final LuaUserdata NULL = new LuaUserdata("(nil)");
    /** When a script sets the depth higher than the thread's stack can bear. */
    private static final String TOO_DEEP = "stack overflow (too many nested data structures)";
    private static final int MAX_DEPTH = Integer.MAX_VALUE;
    private static final int MAX_PRECISION = 14;

    private CjsonLibrary() {
    }

    static void open(final Interpreter interpreter) {
        interpreter.globals().set("cjson", create(interpreter));
    }

    private static LuaTable create(final Interpreter interpreter) {
        final CjsonSettings settings = new CjsonSettings();
        final Library table = new Library(interpreter);
        table.add("encode", call -> {
            requireOne(call);
            try {
                call.result(new CjsonEncoder(settings, call).encode(call.get(1)));
            } catch (final StackOverflowError e) {
                throw call.error(TOO_DEEP);
            }
        });
        table.add("decode", call -> {
            requireOne(call);
            try {
                call.result(new CjsonDecoder(call.string(1).bytes(), settings, call).decode());
            } catch (final StackOverflowError e) {
                throw call.error(TOO_DEEP);
            }
        });
        table.add("new", call -> call.result(create(call.interpreter())));
        addSettings(table, settings);
        return table.set("null", NULL).set("_NAME", LuaString.of("cjson")).set("_VERSION", LuaString.of("2.1.0"))
            .table();
    }

    private static void addSettings(final Library table, final CjsonSettings settings) {
        table.add("encode_sparse_array", call -> {
            limitArguments(call, 3);
            settings.isSparseConverted = flag(call, 1, settings.isSparseConverted);
            settings.sparseRatio = integer(call, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
            settings.sparseSafe = integer(call, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
            call.result(settings.isSparseConverted);
            call.result((double) settings.sparseRatio);
            call.result((double) settings.sparseSafe);
        });
        table.add("encode_max_depth", call -> {
            limitArguments(call, 1);
            settings.encodeMaxDepth = integer(call, 1, settings.encodeMaxDepth, 1, MAX_DEPTH);
            call.result((double) settings.encodeMaxDepth);
        });
        table.add("decode_max_depth", call -> {
            limitArguments(call, 1);
            settings.decodeMaxDepth = integer(call, 1, settings.decodeMaxDepth, 1, MAX_DEPTH);
            call.result((double) settings.decodeMaxDepth);
        });
        table.add("encode_number_precision", call -> {
            limitArguments(call, 1);
            settings.precision = integer(call, 1, settings.precision, 1, MAX_PRECISION);
            call.result((double) settings.precision);
        });
        table.add("encode_keep_buffer", call -> {
            limitArguments(call, 1);
            settings.isBufferKept = flag(call, 1, settings.isBufferKept);
            call.result(settings.isBufferKept);
        });
        table.add("encode_invalid_numbers", call -> {
            limitArguments(call, 1);
            settings.encodeInvalid = invalidNumbers(call, settings.encodeInvalid, true);
        });
        table.add("decode_invalid_numbers", call -> {
            limitArguments(call, 1);
            settings.decodeInvalid = invalidNumbers(call, settings.decodeInvalid, false);
        });
    }

    private static void requireOne(final NativeCall call) {
        if (call.count() != 1) {
            throw call.argumentError(1, "expected 1 argument");
        }
    }

    private static void limitArguments(final NativeCall call, final int most) {
        if (call.count() > most) {
            throw call.argumentError(most + 1, "found too many arguments");
        }
    }

    private static boolean flag(final NativeCall call, final int number, final boolean current) {
        if (call.isNil(number)) {
            return current;
        }
        if (call.get(number) instanceof Boolean isTrue) {
            return isTrue;
        }
        return option(call, number, "off", "on") == 1;
    }

    private static int option(final NativeCall call, final int number, final String... names) {
        final String name = call.string(number).toString();
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        throw call.argumentError(number, "invalid option '" + name + "'");
    }

    private static int integer(final NativeCall call, final int number, final int current, final int least,
        final int most) {
        if (call.isNil(number)) {
            return current;
        }
        final long value = call.integer(number);
        if (value < least || value > most) {
            throw call.argumentError(number, "expected integer between " + least + " and " + most);
        }
        return (int) value;
    }

    private static int invalidNumbers(final NativeCall call, final int current, final boolean hasNull) {
        int value = current;
        if (call.get(1) instanceof Boolean isTrue) {
            value = isTrue ? CjsonSettings.INVALID_ON : CjsonSettings.INVALID_OFF;
        } else if (!call.isNil(1)) {
            value = hasNull ? option(call, 1, "off", "on", "null") : option(call, 1, "off", "on");
        }
        if (value == CjsonSettings.INVALID_NULL) {
            call.result(LuaString.of("null"));
        } else {
            call.result(value == CjsonSettings.INVALID_ON);
        }
        return value;
    }
}
