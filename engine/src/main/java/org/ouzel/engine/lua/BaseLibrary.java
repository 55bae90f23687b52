package org.ouzel.engine.lua;

import java.math.BigInteger;
import java.util.Arrays;

/** The functions that are global. */
final class BaseLibrary {
    /** As many values as a function may have on the stack. */
    static final int MAX_VALUES = 8000;
    private static final int SHOWN_SOURCE_LENGTH = 43;
    private static final int BINARY_CHUNK = 27;
    private static final LuaString METATABLE_EVENT = LuaString.of("__metatable");
    private static final LuaString TOSTRING_EVENT = LuaString.of("__tostring");
    private static final NativeFunction NEXT = new NativeFunction(BaseLibrary::next);
    private static final NativeFunction NEXT_NUMBER = new NativeFunction(BaseLibrary::nextNumber);
    private static final String LOAD = """
        local compile, concat, wrong = ...
        return function(reader, name)
            local parts, count = {}, 0
            while true do
                local part = reader()
                if part == nil or part == "" then break end
                wrong(part)
                count = count + 1
                parts[count] = part
            end
            return compile(concat(parts), name)
        end
        """;

    private LuaFunction loader;
    private final Interpreter interpreter;

    private BaseLibrary(final Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    static void open(final Interpreter interpreter) {
        final BaseLibrary library = new BaseLibrary(interpreter);
        final Library globals = new Library(interpreter, interpreter.globals());
        globals.add("assert", BaseLibrary::assertTrue).add("collectgarbage", library::collectGarbage)
            .add("error", BaseLibrary::error).add("gcinfo", library::garbageInfo)
            .add("getmetatable", library::getMetatable).add("ipairs", BaseLibrary::ipairs)
            .add("load", library::load).add("loadstring", library::loadString).set("next", NEXT)
            .add("pairs", BaseLibrary::pairs).add("pcall", BaseLibrary::protectedCall)
            .add("rawequal", call -> call.result(Values.rawEqual(call.any(1), call.any(2))))
            .add("rawget", BaseLibrary::rawGet).add("rawset", BaseLibrary::rawSet)
            .add("select", BaseLibrary::select).add("setmetatable", BaseLibrary::setMetatable)
            .add("tonumber", BaseLibrary::toNumber).add("tostring", library::toString)
            .add("type", call -> call.result(LuaString.of(Values.typeName(call.any(1)))))
            .add("unpack", BaseLibrary::unpack).add("xpcall", BaseLibrary::handledCall)
            .set("_VERSION", LuaString.of("Lua 5.1")).set("_G", interpreter.globals());
    }

    /** Returns how messages call a chunk that is known by a name given in a script. */
    static String shownName(final LuaString name) {
        final String text = name.toString();
        if (text.startsWith("=") || text.startsWith("@")) {
            final String rest = text.substring(1);
            return rest.substring(0, Math.min(59, rest.length()));
        }
        int end = 0;
        while (end < text.length() && "\n\r\0".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        final boolean isCut = end < text.length() || end > SHOWN_SOURCE_LENGTH;
        return "[string \"" + text.substring(0, Math.min(end, SHOWN_SOURCE_LENGTH)) + (isCut ? "..." : "") + "\"]";
    }

    private static void assertTrue(final NativeCall call) {
        if (!Values.isTrue(call.any(1))) {
            throw call.error(call.string(2, LuaString.of("assertion failed!")).toString());
        }
        call.resultArguments(1);
    }

    private void collectGarbage(final NativeCall call) {
        final String option = call.string(1, LuaString.of("collect")).toString();
        switch (option) {
            case "collect", "stop", "restart", "setpause", "setstepmul" -> call.result(0.0);
            case "count" -> call.result(interpreter.meter().chargedBytes() / 1024.0);
            case "step" -> call.result(true);
            default -> throw call.argumentError(1, "invalid option '" + option + "'");
        }
    }

    private void garbageInfo(final NativeCall call) {
        call.result((double) (interpreter.meter().chargedBytes() >> 10));
    }

    private static void error(final NativeCall call) {
        final int level = (int) call.integer(2, 1);
        final Object value = call.get(1);
        if (value instanceof LuaString || value instanceof Double) {
            call.interpreter().meter().charge(value instanceof LuaString text ? text.length() : 0);
            throw level > 0 ? new LuaError(LuaString.of(call.interpreter().where(level) + Values.toText(value)))
                : new LuaError(value);
        }
        throw new LuaError(value);
    }

    private void getMetatable(final NativeCall call) {
        final LuaTable metatable = interpreter.metamethods().metatableOf(call.any(1));
        final Object shown = metatable == null ? null : metatable.get(METATABLE_EVENT);
        call.result(shown == null ? metatable : shown);
    }

    private static void setMetatable(final NativeCall call) {
        final LuaTable table = call.table(1);
        final Object metatable = call.get(2);
        if (call.count() < 2 || metatable != null && !(metatable instanceof LuaTable)) {
            throw call.argumentError(2, "nil or table expected");
        }
        if (table.metatable() != null && table.metatable().get(METATABLE_EVENT) != null) {
            throw call.error("cannot change a protected metatable");
        }
        if (table.isReadonly()) {
            throw new LuaError("Attempt to modify a readonly table");
        }
        table.setMetatable((LuaTable) metatable);
        call.result(table);
    }

    private static void ipairs(final NativeCall call) {
        final LuaTable table = call.table(1);
        call.result(NEXT_NUMBER);
        call.result(table);
        call.result(0.0);
    }

    private static void nextNumber(final NativeCall call) {
        final int number = (int) call.integer(2) + 1;
        final Object value = call.table(1).getInt(number);
        call.result(value == null ? null : (Object) (double) number);
        if (value != null) {
            call.result(value);
        }
    }

    private static void pairs(final NativeCall call) {
        final LuaTable table = call.table(1);
        call.result(NEXT);
        call.result(table);
        call.result((Object) null);
    }

    private static void next(final NativeCall call) {
        final LuaTable table = call.table(1);
        final int from = table.positionAfter(call.get(2));
        if (from < 0) {
            throw new LuaError("invalid key to 'next'");
        }
        final int position = table.nextPosition(from);
        if (position < 0) {
            call.result((Object) null);
            return;
        }
        call.result(table.keyAt(position));
        call.result(table.valueAt(position));
    }

    private static void protectedCall(final NativeCall call) {
        if (call.count() == 0) {
            // Redis calls what it has put in front of the arguments.
            call.result(false);
            call.result(LuaString.of("attempt to call a boolean value"));
            return;
        }
        call.resultArguments(1);
        call.action = NativeCall.Action.PROTECT;
    }

    private static void handledCall(final NativeCall call) {
        call.any(2);
        call.result(call.get(1));
        call.result(call.get(2));
        call.action = NativeCall.Action.HANDLE;
    }

    private static void rawGet(final NativeCall call) {
        call.result(call.table(1).get(call.any(2)));
    }

    private static void rawSet(final NativeCall call) {
        final LuaTable table = call.table(1);
        call.any(3);
        Metamethods.rawStore(table, call.get(2), call.get(3));
        call.result(table);
    }

    private static void select(final NativeCall call) {
        if (call.get(1) instanceof LuaString text && text.length() > 0 && text.at(0) == '#') {
            call.result(call.count() - 1.0);
            return;
        }
        final long number = call.integer(1);
        final long first = number < 0 ? call.count() + number : number;
        if (first < 1) {
            throw call.argumentError(1, "index out of range");
        }
        for (long i = first + 1; i <= call.count(); i++) {
            call.result(call.get((int) i));
        }
    }

    private static void toNumber(final NativeCall call) {
        final long base = call.integer(2, 10);
        if (base == 10) {
            call.result((Object) Values.toNumber(call.any(1)));
            return;
        }
        final String text = call.string(1).toString();
        if (base < 2 || base > 36) {
            throw call.argumentError(2, "base out of range");
        }
        call.result((Object) parse(text.strip().toLowerCase(java.util.Locale.ROOT), (int) base));
    }

    private static Double parse(final String text, final int base) {
        String digits = text;
        final boolean isNegative = digits.startsWith("-");
        if (isNegative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (base == 16 && digits.startsWith("0x")) {
            digits = digits.substring(2);
        }
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), base) < 0) {
                return null;
            }
        }
        if (digits.isEmpty()) {
            return null;
        }
        // What C's strtoul makes of it: 64 bits, too large ones all set, and negative ones wrapped.
        BigInteger value = new BigInteger(digits, base);
        if (value.bitLength() > Long.SIZE) {
            value = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
        } else if (isNegative && value.signum() > 0) {
            value = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(value);
        }
        return value.doubleValue();
    }

    private void toString(final NativeCall call) {
        final Object value = call.any(1);
        final Object handler = interpreter.metamethods().of(value, TOSTRING_EVENT);
        if (handler != null) {
            call.tailCall(handler, value);
        } else {
            call.result(value instanceof LuaString ? value : LuaString.of(Values.show(value)));
        }
    }

    private static void unpack(final NativeCall call) {
        final LuaTable table = call.table(1);
        final long first = call.integer(2, 1);
        final long last = call.isNil(3) ? table.length() : call.integer(3);
        if (first > last) {
            return;
        }
        final long count = last - first + 1;
        if (count <= 0 || count + call.count() > MAX_VALUES) {
            throw call.error("too many results to unpack");
        }
        for (long i = first; i <= last; i++) {
            call.result(table.get((double) i));
        }
    }

    private void loadString(final NativeCall call) {
        final LuaString source = call.string(1);
        compile(call, source, call.string(2, source));
    }

    private void load(final NativeCall call) {
        if (loader == null) {
            loader = Library.builtin(interpreter, LOAD, "load",
                new NativeFunction(inner -> compile(inner, inner.string(1), inner.string(2))),
                ((LuaTable) interpreter.globals().get("table")).get("concat"),
                new NativeFunction(BaseLibrary::requireText));
        }
        call.tailCall(loader, call.function(1), call.string(2, LuaString.of("=(load)")));
    }

    private static void requireText(final NativeCall call) {
        if (Values.toText(call.get(1)) == null) {
            throw new LuaError("reader function must return a string");
        }
    }

    private void compile(final NativeCall call, final LuaString source, final LuaString name) {
        final String shown = shownName(name);
        if (source.length() > 0 && source.at(0) == BINARY_CHUNK) {
            call.result((Object) null);
            call.result(LuaString.of(shown + ": bad header in precompiled chunk"));
            return;
        }
        try {
            interpreter.meter().charge(4L * source.length());
            call.spend(source.length() >> 2);
            call.result(interpreter.function(Interpreter.compile(Arrays.copyOf(source.bytes(), source.length()),
                shown, name.toString())));
        } catch (final LuaError e) {
            call.result((Object) null);
            call.result(e.value());
        }
    }
}
