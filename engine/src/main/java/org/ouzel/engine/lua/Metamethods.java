package org.ouzel.engine.lua;

/**
 * What instructions do beyond the plain case: strings that are numbers, metatables, and the messages when nothing fits.
 *
 * <p>The methods return whether a script's function was entered, which will put the result in its place.
 */
final class Metamethods {
    private static final int MAX_CHAIN = 100;
    private static final String READONLY = "Attempt to modify a readonly table";
    private static final LuaString INDEX = LuaString.of("__index");
    private static final LuaString NEW_INDEX = LuaString.of("__newindex");
    private static final LuaString EQUAL = LuaString.of("__eq");
    private static final LuaString LESS = LuaString.of("__lt");
    private static final LuaString LESS_OR_EQUAL = LuaString.of("__le");
    private static final LuaString CONCAT = LuaString.of("__concat");
    private static final LuaString NEGATE = LuaString.of("__unm");
    private static final LuaString LENGTH = LuaString.of("__len");
    private static final LuaString[] ARITHMETIC = {LuaString.of("__add"), LuaString.of("__sub"),
        LuaString.of("__mul"), LuaString.of("__div"), LuaString.of("__mod"), LuaString.of("__pow")};

    private final Interpreter interpreter;
    private final Calls calls;

    Metamethods(final Interpreter interpreter, final Calls calls) {
        this.interpreter = interpreter;
        this.calls = calls;
    }

    /** Returns a value's handler for an event, or null. */
    Object of(final Object value, final LuaString event) {
        final LuaTable metatable = metatableOf(value);
        return metatable == null ? null : metatable.get(event);
    }

    LuaTable metatableOf(final Object value) {
        if (value instanceof LuaTable table) {
            return table.metatable();
        }
        return value instanceof LuaString ? interpreter.stringMetatable() : null;
    }

    boolean index(final LuaThread thread, final Frame frame, final Object object, final Object key,
        final int destination) {
        Object holder = object;
        for (int i = 0; i < MAX_CHAIN; i++) {
            final Object handler;
            if (holder instanceof LuaTable table) {
                final Object value = table.get(key);
                final LuaTable metatable = value == null ? table.metatable() : null;
                handler = metatable == null ? null : metatable.get(INDEX);
                if (handler == null) {
                    thread.stack[destination] = value;
                    return false;
                }
            } else {
                handler = of(holder, INDEX);
                if (handler == null) {
                    throw typeError("index", holder, i == 0 ? leftName(frame) : null);
                }
            }
            if (handler instanceof LuaFunction) {
                return invoke(thread, frame, handler, destination, 1, holder, key);
            }
            holder = handler;
        }
        throw error("loop in gettable");
    }

    boolean store(final LuaThread thread, final Frame frame, final Object object, final Object key,
        final Object value) {
        Object holder = object;
        for (int i = 0; i < MAX_CHAIN; i++) {
            final Object handler;
            if (holder instanceof LuaTable table) {
                if (table.isReadonly()) {
                    throw error(READONLY);
                }
                final LuaTable metatable = table.metatable();
                handler = metatable == null || table.get(key) != null ? null : metatable.get(NEW_INDEX);
                if (handler == null) {
                    checkKey(key);
                    table.set(key, value);
                    return false;
                }
            } else {
                handler = of(holder, NEW_INDEX);
                if (handler == null) {
                    throw typeError("index", holder, i == 0 ? leftName(frame) : null);
                }
            }
            if (handler instanceof LuaFunction) {
                return invoke(thread, frame, handler, destinationOf(frame), 0, holder, key, value);
            }
            holder = handler;
        }
        throw error("loop in settable");
    }

    /** Stores without metamethods, for the host's functions: messages have no place. */
    static void rawStore(final LuaTable table, final Object key, final Object value) {
        if (table.isReadonly()) {
            throw new LuaError(READONLY);
        }
        if (key == null) {
            throw new LuaError("table index is nil");
        }
        if (key instanceof Double number && number.isNaN()) {
            throw new LuaError("table index is NaN");
        }
        table.set(key, value);
    }

    boolean arithmetic(final LuaThread thread, final Frame frame, final int operation, final Object left,
        final Object right, final int destination) {
        final Double leftNumber = Values.toNumber(left);
        final Double rightNumber = leftNumber == null ? null : Values.toNumber(right);
        if (leftNumber != null && rightNumber != null) {
            thread.stack[destination] = Arithmetic.apply(operation, leftNumber, rightNumber);
            return false;
        }
        final LuaString event = ARITHMETIC[operation - Operation.ADD];
        Object handler = of(left, event);
        if (handler == null) {
            handler = of(right, event);
        }
        if (handler == null) {
            throw leftNumber == null ? typeError("perform arithmetic on", left, leftName(frame))
                : typeError("perform arithmetic on", right, rightName(frame));
        }
        return invoke(thread, frame, handler, destination, 1, left, right);
    }

    boolean negate(final LuaThread thread, final Frame frame, final Object operand, final int destination) {
        final Double number = Values.toNumber(operand);
        if (number != null) {
            thread.stack[destination] = -number;
            return false;
        }
        final Object handler = of(operand, NEGATE);
        if (handler == null) {
            throw typeError("perform arithmetic on", operand, leftName(frame));
        }
        return invoke(thread, frame, handler, destination, 1, operand, operand);
    }

    boolean length(final LuaThread thread, final Frame frame, final Object operand, final int destination) {
        if (operand instanceof LuaTable table) {
            thread.stack[destination] = (double) table.length();
            return false;
        }
        if (operand instanceof LuaString string) {
            thread.stack[destination] = (double) string.length();
            return false;
        }
        final Object handler = of(operand, LENGTH);
        if (handler == null) {
            throw typeError("get length of", operand, leftName(frame));
        }
        return invoke(thread, frame, handler, destination, 1, operand);
    }

    /** Joins the values of registers, from the right; a handler's result takes the place of the two it joined. */
    boolean concatenate(final LuaThread thread, final Frame frame, final int first, final int last,
        final int destination) {
        int end = frame.concatLast == Frame.NOT_PENDING ? last : frame.concatLast;
        frame.concatLast = Frame.NOT_PENDING;
        while (end > first) {
            final Object[] stack = thread.stack;
            int begin = end + 1;
            while (begin > first && isText(stack[frame.base + begin - 1])) {
                begin--;
            }
            if (end - begin >= 1) {
                stack[frame.base + begin] = join(stack, frame.base + begin, frame.base + end);
                end = begin;
                continue;
            }
            final Object left = stack[frame.base + end - 1];
            final Object right = stack[frame.base + end];
            Object handler = of(left, CONCAT);
            if (handler == null) {
                handler = of(right, CONCAT);
            }
            if (handler == null) {
                final int wrong = isText(left) ? end : end - 1;
                throw typeError("concatenate", stack[frame.base + wrong], concatName(frame, wrong - first));
            }
            end--;
            if (end == first) {
                return invoke(thread, frame, handler, destination, 1, left, right);
            }
            frame.concatLast = end;
            frame.pc -= Prototype.INSTRUCTION_LENGTH;
            return invoke(thread, frame, handler, frame.base + end, 1, left, right) || true;
        }
        thread.stack[destination] = thread.stack[frame.base + first];
        return false;
    }

    /** Tells whether values that aren't the same may be equal by a handler. */
    boolean mayBeEqual(final Object left, final Object right) {
        return left instanceof LuaTable one && right instanceof LuaTable other && one.metatable() != null
            && other.metatable() != null;
    }

    boolean equal(final LuaThread thread, final Frame frame, final Object left, final Object right,
        final boolean expected, final int target) {
        final Object handler = of(left, EQUAL);
        if (handler == null || !Values.rawEqual(handler, of(right, EQUAL))) {
            if (!expected) {
                frame.pc = target;
            }
            return false;
        }
        return compare(thread, frame, handler, left, right, expected, target);
    }

    boolean order(final LuaThread thread, final Frame frame, final int operation, final Object left,
        final Object right, final int target) {
        final boolean expected = operation == Operation.JUMP_LT || operation == Operation.JUMP_LE;
        final boolean isLess = operation == Operation.JUMP_LT || operation == Operation.JUMP_NOT_LT;
        if (left instanceof LuaString one && right instanceof LuaString other) {
            final int order = one.compareTo(other);
            if ((isLess ? order < 0 : order <= 0) == expected) {
                frame.pc = target;
            }
            return false;
        }
        final Object handler = orderHandler(left, right, isLess ? LESS : LESS_OR_EQUAL);
        if (handler != null) {
            return compare(thread, frame, handler, left, right, expected, target);
        }
        final Object reversed = isLess ? null : orderHandler(left, right, LESS);
        if (reversed != null) {
            return compare(thread, frame, reversed, right, left, !expected, target);
        }
        final String leftType = Values.typeName(left);
        final String rightType = Values.typeName(right);
        throw error(leftType.equals(rightType) ? "attempt to compare two " + leftType + " values"
            : "attempt to compare " + leftType + " with " + rightType);
    }

    /** Returns the error of an operation that a value isn't good for. */
    LuaError typeError(final String operation, final Object value, final String name) {
        final String type = Values.typeName(value);
        return error("attempt to " + operation + " " + (name == null ? "a " + type + " value"
            : name + " (a " + type + " value)"));
    }

    private Object orderHandler(final Object left, final Object right, final LuaString event) {
        if (!Values.typeName(left).equals(Values.typeName(right))) {
            return null;
        }
        final Object handler = of(left, event);
        return handler != null && Values.rawEqual(handler, of(right, event)) ? handler : null;
    }

    private boolean compare(final LuaThread thread, final Frame frame, final Object handler, final Object left,
        final Object right, final boolean expected, final int target) {
        frame.pendingTarget = target;
        frame.isPendingExpected = expected;
        frame.pendingResult = destinationOf(frame);
        if (invoke(thread, frame, handler, frame.pendingResult, 1, left, right)) {
            return true;
        }
        if (Values.isTrue(thread.stack[frame.pendingResult]) == expected) {
            frame.pc = target;
        }
        frame.pendingTarget = Frame.NOT_PENDING;
        return false;
    }

    private boolean invoke(final LuaThread thread, final Frame frame, final Object handler, final int destination,
        final int wanted, final Object... arguments) {
        final int function = destinationOf(frame);
        thread.stack[function] = handler;
        System.arraycopy(arguments, 0, thread.stack, function + 1, arguments.length);
        return calls.call(thread, function, arguments.length, destination, wanted);
    }

    /** Returns the place behind a frame's own registers that is kept for handlers. */
    private static int destinationOf(final Frame frame) {
        return frame.base + frame.closure.prototype.registerCount - 4;
    }

    private void checkKey(final Object key) {
        if (key == null) {
            throw error("table index is nil");
        }
        if (key instanceof Double number && number.isNaN()) {
            throw error("table index is NaN");
        }
    }

    private static boolean isText(final Object value) {
        return value instanceof LuaString || value instanceof Double;
    }

    private LuaString join(final Object[] stack, final int first, final int last) {
        long length = 0;
        for (int i = first; i <= last; i++) {
            stack[i] = Values.toText(stack[i]);
            length += ((LuaString) stack[i]).length();
        }
        if (length > Integer.MAX_VALUE - 64) {
            throw error("string length overflow");
        }
        interpreter.meter().charge(length);
        interpreter.spend((int) (length >> 8));
        final byte[] joined = new byte[(int) length];
        int position = 0;
        for (int i = first; i <= last; i++) {
            final byte[] part = ((LuaString) stack[i]).bytes();
            System.arraycopy(part, 0, joined, position, part.length);
            position += part.length;
        }
        return new LuaString(joined);
    }

    private LuaError error(final String message) {
        return new LuaError(interpreter.here() + message);
    }

    private static String leftName(final Frame frame) {
        return frame.closure.prototype.leftNames[frame.pc / Prototype.INSTRUCTION_LENGTH - 1];
    }

    private static String rightName(final Frame frame) {
        return frame.closure.prototype.rightNames[frame.pc / Prototype.INSTRUCTION_LENGTH - 1];
    }

    private static String concatName(final Frame frame, final int index) {
        final String name = leftName(frame).split("\n")[index];
        return "null".equals(name) ? null : name;
    }
}
