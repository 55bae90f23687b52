package org.ouzel.engine.lua;

/** What can be said of a value without its metatable. */
public final class Values {
    private Values() {
    }

    public static String typeName(final Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Double) {
            return "number";
        }
        if (value instanceof LuaString) {
            return "string";
        }
        if (value instanceof LuaTable) {
            return "table";
        }
        if (value instanceof LuaFunction) {
            return "function";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof LuaThread ? "thread" : "userdata";
    }

    public static boolean isTrue(final Object value) {
        return value != null && value != Boolean.FALSE;
    }

    /** Returns a number without its fraction; as in C on x86 the least there is if it has no place. */
    public static long toLong(final double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    /** Returns a number, or what a string spells, or null. */
    public static Double toNumber(final Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof LuaString string) {
            final byte[] bytes = string.bytes();
            final double number = NumberText.parse(bytes, 0, bytes.length);
            return !Double.isNaN(number) || NumberText.isNan(bytes) ? (Double) number : null;
        }
        return null;
    }

    /** Returns a string, or a number's digits, or null. */
    public static LuaString toText(final Object value) {
        if (value instanceof LuaString string) {
            return string;
        }
        return value instanceof Double number ? LuaString.of(NumberText.of(number)) : null;
    }

    public static boolean rawEqual(final Object left, final Object right) {
        if (left instanceof Double number) {
            return right instanceof Double other && number.doubleValue() == other.doubleValue();
        }
        return left == right || left instanceof LuaString && left.equals(right);
    }

    /** Returns how {@code tostring} shows a value that has no {@code __tostring}. */
    public static String show(final Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof LuaString || value instanceof Boolean || value instanceof LuaUserdata) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return NumberText.of(number);
        }
        return typeName(value) + ": 0x" + String.format("%012x", System.identityHashCode(value));
    }
}
