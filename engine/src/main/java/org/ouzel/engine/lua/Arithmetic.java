package org.ouzel.engine.lua;

/** The operations on numbers. */
final class Arithmetic {
    private Arithmetic() {
    }

    static Double apply(final int operation, final double left, final double right) {
        return switch (operation) {
            case Operation.ADD -> left + right;
            case Operation.SUB -> left - right;
            case Operation.MUL -> left * right;
            case Operation.DIV -> left / right;
            case Operation.MOD -> left - Math.floor(left / right) * right;
            default -> right == 2 ? left * left : Math.pow(left, right);
        };
    }

    /** Tells whether a comparing jump is to be taken. */
    static boolean isMet(final int operation, final double left, final double right) {
        return switch (operation) {
            case Operation.JUMP_LT -> left < right;
            case Operation.JUMP_NOT_LT -> !(left < right);
            case Operation.JUMP_LE -> left <= right;
            default -> !(left <= right);
        };
    }

    /** Requires that a loop's three values are numbers. */
    static void prepareFor(final Interpreter interpreter, final Object[] stack, final int first) {
        final String[] names = {"initial value", "limit", "step"};
        for (int i = 0; i < names.length; i++) {
            final Double number = Values.toNumber(stack[first + i]);
            if (number == null) {
                throw new LuaError(interpreter.here() + "'for' " + names[i] + " must be a number");
            }
            stack[first + i] = number;
        }
        stack[first] = (Double) stack[first] - (Double) stack[first + 2];
        stack[first] = (Double) stack[first] + (Double) stack[first + 2];
    }

    /** Tells whether the loop has another round, and if so sets the variable. */
    static boolean hasRound(final Object[] stack, final int first) {
        final double number = (Double) stack[first];
        final double limit = (Double) stack[first + 1];
        if ((Double) stack[first + 2] > 0 ? number <= limit : limit <= number) {
            stack[first + 3] = stack[first];
            return true;
        }
        return false;
    }
}
