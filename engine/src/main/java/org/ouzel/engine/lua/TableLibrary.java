package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;

/** The library {@code table}. */
final class TableLibrary {
    private static final String FOREACH = """
        local next, get = ...
        return function(table, action, last)
            if last then
                for i = 1, last do
                    local result = action(i, get(table, i))
                    if result ~= nil then return result end
                end
            else
                for key, value in next, table do
                    local result = action(key, value)
                    if result ~= nil then return result end
                end
            end
        end
        """;
    /** Quicksort, with the pivot and the steps of the reference implementation, so that equal elements end alike. */
    private static final String SORT = """
        local get, set, floor, fail, plain = ...
        local function sort(t, low, high, less)
            while low < high do
                local a, b = get(t, low), get(t, high)
                if less(b, a) then set(t, low, b) set(t, high, a) end
                if high - low == 1 then break end
                local middle = floor((low + high) / 2)
                a, b = get(t, middle), get(t, low)
                if less(a, b) then
                    set(t, middle, b) set(t, low, a)
                else
                    b = get(t, high)
                    if less(b, a) then set(t, middle, b) set(t, high, a) end
                end
                if high - low == 2 then break end
                local pivot = get(t, middle)
                set(t, middle, get(t, high - 1))
                set(t, high - 1, pivot)
                local i, j = low, high - 1
                while true do
                    i = i + 1
                    while less(get(t, i), pivot) do
                        if i > high then fail() end
                        i = i + 1
                    end
                    j = j - 1
                    while less(pivot, get(t, j)) do
                        if j < low then fail() end
                        j = j - 1
                    end
                    if j < i then break end
                    local x, y = get(t, i), get(t, j)
                    set(t, i, y) set(t, j, x)
                end
                local x, y = get(t, high - 1), get(t, i)
                set(t, high - 1, y) set(t, i, x)
                if i - low < high - i then
                    sort(t, low, i - 1, less)
                    low = i + 1
                else
                    sort(t, i + 1, high, less)
                    high = i - 1
                end
            end
        end
        return function(t, last, less)
            sort(t, 1, last, less or function(a, b) return a < b end)
        end
        """;

    private LuaFunction forEach;
    private LuaFunction sort;
    private final Interpreter interpreter;

    private TableLibrary(final Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    static void open(final Interpreter interpreter) {
        final TableLibrary library = new TableLibrary(interpreter);
        final Library table = new Library(interpreter);
        table.add("concat", TableLibrary::concat).add("foreach", call -> library.forEach(call, false))
            .add("foreachi", call -> library.forEach(call, true))
            .add("getn", call -> call.result((double) call.table(1).length()))
            .add("insert", TableLibrary::insert).add("maxn", TableLibrary::maxNumber)
            .add("remove", TableLibrary::remove).add("setn", TableLibrary::setLength).add("sort", library::sort);
        interpreter.globals().set("table", table.table());
    }

    private static void setLength(final NativeCall call) {
        call.table(1);
        throw call.error("'setn' is obsolete");
    }

    private static void concat(final NativeCall call) {
        final LuaTable table = call.table(1);
        final byte[] separator = call.string(2, LuaString.EMPTY).bytes();
        final long first = call.integer(3, 1);
        final long last = call.isNil(4) ? table.length() : call.integer(4);
        final MeteredOutput joined = new MeteredOutput(call.interpreter().meter());
        for (long i = first; i <= last; i++) {
            final Object value = table.get((double) i);
            final LuaString text = Values.toText(value);
            if (text == null) {
                throw call.error("invalid value (" + Values.typeName(value) + ") at index " + i
                    + " in table for 'concat'");
            }
            joined.writeBytes(text.bytes());
            if (i < last) {
                joined.writeBytes(separator);
            }
        }
        call.spend((int) Math.min(1 << 20, Math.max(0, last - first) >> 3));
        call.result(joined.toByteArray());
    }

    private void forEach(final NativeCall call, final boolean isNumbered) {
        final LuaTable table = call.table(1);
        final LuaFunction action = call.function(2);
        if (forEach == null) {
            forEach = Library.builtin(interpreter, FOREACH, "foreach", interpreter.globals().get("next"),
                interpreter.globals().get("rawget"));
        }
        call.tailCall(forEach, table, action, isNumbered ? (Object) (double) table.length() : null);
    }

    private static void insert(final NativeCall call) {
        final LuaTable table = call.table(1);
        final int end = table.length() + 1;
        switch (call.count()) {
            case 2 -> Metamethods.rawStore(table, (double) end, call.get(2));
            case 3 -> {
                final int position = (int) call.integer(2);
                for (int i = Math.max(end, position); i > position; i--) {
                    Metamethods.rawStore(table, (double) i, table.getInt(i - 1));
                }
                call.spend(Math.max(0, end - position) >> 3);
                Metamethods.rawStore(table, (double) position, call.get(3));
            }
            default -> throw call.error("wrong number of arguments to 'insert'");
        }
    }

    private static void remove(final NativeCall call) {
        final LuaTable table = call.table(1);
        final int end = table.length();
        final long position = call.integer(2, end);
        if (position < 1 || position > end) {
            return;
        }
        call.result(table.getInt((int) position));
        for (int i = (int) position; i < end; i++) {
            Metamethods.rawStore(table, (double) i, table.getInt(i + 1));
        }
        call.spend((int) (end - position) >> 3);
        Metamethods.rawStore(table, (double) end, null);
    }

    private static void maxNumber(final NativeCall call) {
        final LuaTable table = call.table(1);
        double max = 0;
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            if (table.keyAt(i) instanceof Double number) {
                max = Math.max(max, number);
            }
        }
        call.result(max);
    }

    private void sort(final NativeCall call) {
        final LuaTable table = call.table(1);
        final int length = table.length();
        final LuaFunction less = call.isNil(2) ? null : call.function(2);
        if (less == null && sortPlain(table, length)) {
            call.spend(length);
            return;
        }
        if (sort == null) {
            sort = Library.builtin(interpreter, SORT, "sort", interpreter.globals().get("rawget"),
                interpreter.globals().get("rawset"), ((LuaTable) interpreter.globals().get("math")).get("floor"),
                new NativeFunction(TableLibrary::failSort));
        }
        call.tailCall(sort, table, (double) length, less);
    }

    private static void failSort(final NativeCall call) {
        throw call.error("invalid order function for sorting");
    }

    /** Sorts what is nothing but numbers, or nothing but strings, where equals can't be told apart. */
    private static boolean sortPlain(final LuaTable table, final int length) {
        if (table.isReadonly()) {
            return false;
        }
        final List<Double> numbers = new ArrayList<>();
        final List<LuaString> strings = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            final Object value = table.getInt(i);
            if (value instanceof Double number && !number.isNaN()) {
                numbers.add(number == 0 ? 0.0 : number);
            } else if (value instanceof LuaString string) {
                strings.add(string);
            } else {
                return false;
            }
        }
        if (numbers.size() != length && strings.size() != length) {
            return false;
        }
        numbers.sort(null);
        strings.sort(null);
        for (int i = 0; i < length; i++) {
            table.setInt(i + 1, numbers.isEmpty() ? strings.get(i) : numbers.get(i));
        }
        return true;
    }
}
