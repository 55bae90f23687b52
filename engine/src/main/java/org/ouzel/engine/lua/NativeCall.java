package org.ouzel.engine.lua;

import java.util.Arrays;

/**
 * What a host's function sees of a call: its arguments, numbered from 1 as messages do, and its results.
 *
 * <p>Bound to one call after another; nothing of it may be kept.
 */
public final class NativeCall {
    /** What is to be done when the function has returned. */
    enum Action {
        RETURN, TAIL_CALL, PROTECT, HANDLE, RESUME, WRAP, YIELD
    }

    private static final int INITIAL_RESULT_COUNT = 16;

    Object[] results = new Object[INITIAL_RESULT_COUNT];
    int resultCount;
    Action action;
    private LuaThread thread;
    private int first;
    private int count;
    private final Interpreter interpreter;

    NativeCall(final Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void begin(final LuaThread newThread, final int newFirst, final int newCount) {
        thread = newThread;
        first = newFirst;
        count = newCount;
        resultCount = 0;
        action = Action.RETURN;
    }

    public Interpreter interpreter() {
        return interpreter;
    }

    LuaThread thread() {
        return thread;
    }

    /** Returns the number of arguments. */
    public int count() {
        return count;
    }

    /** Returns an argument, or null if it is nil or wasn't given. */
    public Object get(final int number) {
        return number <= count ? thread.stack[first + number - 1] : null;
    }

    public boolean isNil(final int number) {
        return get(number) == null;
    }

    /** Requires that an argument was given, be it nil. */
    public Object any(final int number) {
        if (number > count) {
            throw argumentError(number, "value expected");
        }
        return get(number);
    }

    public LuaTable table(final int number) {
        if (get(number) instanceof LuaTable table) {
            return table;
        }
        throw typeError(number, "table");
    }

    public LuaFunction function(final int number) {
        if (get(number) instanceof LuaFunction function) {
            return function;
        }
        throw typeError(number, "function");
    }

    /** Returns a string; a number becomes one. */
    public LuaString string(final int number) {
        final Object value = get(number);
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof Double digits) {
            return LuaString.of(NumberText.of(digits));
        }
        throw typeError(number, "string");
    }

    public LuaString string(final int number, final LuaString otherwise) {
        return isNil(number) ? otherwise : string(number);
    }

    /** Returns a number; a string that is one becomes it. */
    public double number(final int number) {
        final Object value = get(number);
        if (value instanceof Double digits) {
            return digits;
        }
        final Double converted = Values.toNumber(value);
        if (converted == null) {
            throw typeError(number, "number");
        }
        return converted;
    }

    public double number(final int number, final double otherwise) {
        return isNil(number) ? otherwise : number(number);
    }

    /** Returns a number without its fraction; as in C on x86 the least there is if it has no place. */
    public long integer(final int number) {
        return Values.toLong(number(number));
    }

    public long integer(final int number, final long otherwise) {
        return isNil(number) ? otherwise : integer(number);
    }

    /** Adds a result. */
    public void result(final Object value) {
        if (resultCount == results.length) {
            results = Arrays.copyOf(results, resultCount * 2);
        }
        results[resultCount++] = value;
    }

    public void result(final boolean value) {
        result((Object) value);
    }

    public void result(final double value) {
        result((Object) value);
    }

    /** Adds a string as a result, and charges it. */
    public void result(final byte[] bytes) {
        interpreter.meter().charge(bytes.length);
        result(new LuaString(bytes));
    }

    /** Puts another value in the place of a result, numbered from 0. */
    public void setResult(final int index, final Object value) {
        results[index] = value;
    }

    /** Returns the last result so far, or null. */
    public Object lastResult() {
        return resultCount == 0 ? null : results[resultCount - 1];
    }

    /** Takes the last result back. */
    public Object takeLastResult() {
        return results[--resultCount];
    }

    /** Has a function called instead: its results become those of this call. */
    public void tailCall(final Object function, final Object... arguments) {
        resultCount = 0;
        result(function);
        for (final Object argument : arguments) {
            result(argument);
        }
        action = Action.TAIL_CALL;
    }

    /** Copies the arguments from a number on to the results. */
    void resultArguments(final int from) {
        for (int i = from; i <= count; i++) {
            result(get(i));
        }
    }

    /** Counts work of the function's own towards the time that the script may take. */
    public void spend(final int steps) {
        interpreter.spend(steps);
    }

    /** Returns an error with the place where the script called. */
    public LuaError error(final String message) {
        return new LuaError(interpreter.where(1) + message);
    }

    /** Returns the error of a wrong argument. */
    public LuaError argumentError(final int number, final String message) {
        final String caller = interpreter.calledName();
        if (caller != null && caller.startsWith("method ")) {
            final String name = caller.substring("method ".length());
            return number == 1 ? error("calling " + name + " on bad self (" + message + ")")
                : error("bad argument #" + (number - 1) + " to " + name + " (" + message + ")");
        }
        final String name = caller == null ? "'?'" : caller.substring(caller.indexOf('\''));
        return error("bad argument #" + number + " to " + name + " (" + message + ")");
    }

    public LuaError typeError(final int number, final String expected) {
        return argumentError(number, expected + " expected, got "
            + (number > count ? "no value" : Values.typeName(get(number))));
    }
}
