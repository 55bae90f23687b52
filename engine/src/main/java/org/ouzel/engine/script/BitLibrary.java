package org.ouzel.engine.script;

import java.util.function.IntBinaryOperator;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.NativeCall;

/** The library {@code bit}: operations on numbers taken modulo 2^32, with signed results. */
final class BitLibrary {
    /** What rounds a double to the nearest whole number, in the low bits of its mantissa. */
    private static final double ROUNDER = 6755399441055744.0;

    private BitLibrary() {
    }

    static void open(final Interpreter interpreter) {
        final Library table = new Library(interpreter);
        table.add("tobit", call -> call.result(bits(call, 1)))
            .add("bnot", call -> call.result(~bits(call, 1)))
            .add("bswap", call -> call.result(Integer.reverseBytes(bits(call, 1))))
            .add("tohex", BitLibrary::toHex);
        fold(table, "band", (left, right) -> left & right);
        fold(table, "bor", (left, right) -> left | right);
        fold(table, "bxor", (left, right) -> left ^ right);
        shift(table, "lshift", (value, count) -> value << count);
        shift(table, "rshift", (value, count) -> value >>> count);
        shift(table, "arshift", (value, count) -> value >> count);
        shift(table, "rol", Integer::rotateLeft);
        shift(table, "ror", Integer::rotateRight);
        interpreter.globals().set("bit", table.table());
    }

    private static void fold(final Library table, final String name, final IntBinaryOperator operator) {
        table.add(name, call -> {
            int value = bits(call, 1);
            for (int i = 2; i <= call.count(); i++) {
                value = operator.applyAsInt(value, bits(call, i));
            }
            call.result(value);
        });
    }

    private static void shift(final Library table, final String name, final IntBinaryOperator operator) {
        table.add(name, call -> call.result(operator.applyAsInt(bits(call, 1), bits(call, 2) & 31)));
    }

    private static int bits(final NativeCall call, final int number) {
        return (int) Double.doubleToRawLongBits(call.number(number) + ROUNDER);
    }

    private static void toHex(final NativeCall call) {
        final int value = bits(call, 1);
        final int wanted = call.isNil(2) ? 8 : bits(call, 2);
        final int digits = Math.min(8, wanted < 0 ? wanted == Integer.MIN_VALUE ? 8 : -wanted : wanted);
        final String hex = String.format(wanted < 0 ? "%08X" : "%08x", value);
        call.result(LuaString.of(hex.substring(8 - digits)));
    }
}
