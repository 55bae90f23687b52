package org.ouzel.engine.lua;

import java.util.function.DoubleUnaryOperator;

/** The library {@code math}. */
final class MathLibrary {
    private static final double DEGREES_PER_RADIAN = 180 / Math.PI;
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long INCREMENT = 0xB;
    private static final long MASK = (1L << 48) - 1;
    private static final int SEED_SHIFT = 16;
    private static final int RESULT_SHIFT = 17;

    private long random;
    private final Interpreter interpreter;

    private MathLibrary(final Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    static void open(final Interpreter interpreter) {
        final MathLibrary library = new MathLibrary(interpreter);
        final Library table = new Library(interpreter);
        unary(table, "abs", Math::abs);
        unary(table, "acos", Math::acos);
        unary(table, "asin", Math::asin);
        unary(table, "atan", Math::atan);
        unary(table, "ceil", Math::ceil);
        unary(table, "cos", Math::cos);
        unary(table, "cosh", Math::cosh);
        unary(table, "deg", value -> value * DEGREES_PER_RADIAN);
        unary(table, "exp", Math::exp);
        unary(table, "floor", Math::floor);
        unary(table, "log", Math::log);
        unary(table, "log10", Math::log10);
        unary(table, "rad", value -> value / DEGREES_PER_RADIAN);
        unary(table, "sin", Math::sin);
        unary(table, "sinh", Math::sinh);
        unary(table, "sqrt", Math::sqrt);
        unary(table, "tan", Math::tan);
        unary(table, "tanh", Math::tanh);
        final NativeFunction.Body remainder = call -> call.result(call.number(1) % call.number(2));
        table.add("fmod", remainder).add("mod", remainder)
            .add("atan2", call -> call.result(Math.atan2(call.number(1), call.number(2))))
            .add("pow", call -> call.result(Math.pow(call.number(1), call.number(2))))
            .add("ldexp", call -> call.result(Math.scalb(call.number(1), (int) call.integer(2))))
            .add("frexp", MathLibrary::split).add("modf", MathLibrary::fraction)
            .add("max", call -> extreme(call, 1)).add("min", call -> extreme(call, -1))
            .add("random", library::random).add("randomseed", library::seed)
            .set("pi", Math.PI).set("huge", Double.POSITIVE_INFINITY);
        interpreter.globals().set("math", table.table());
        interpreter.setRandomSeeder(library::setSeed);
    }

    private static void unary(final Library table, final String name, final DoubleUnaryOperator operator) {
        table.add(name, call -> call.result(operator.applyAsDouble(call.number(1))));
    }

    private static void split(final NativeCall call) {
        final double value = call.number(1);
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            call.result(value);
            call.result(0.0);
            return;
        }
        int exponent = Math.getExponent(value) + 1;
        double mantissa = Math.scalb(value, -exponent);
        while (Math.abs(mantissa) < 0.5) {
            mantissa *= 2;
            exponent--;
        }
        call.result(mantissa);
        call.result((double) exponent);
    }

    private static void fraction(final NativeCall call) {
        final double value = call.number(1);
        final double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        call.result(whole);
        call.result(Double.isInfinite(value) ? Math.copySign(0, value) : Math.copySign(value - whole, value));
    }

    private static void extreme(final NativeCall call, final int sign) {
        double best = call.number(1);
        for (int i = 2; i <= call.count(); i++) {
            final double value = call.number(i);
            best = sign > 0 ? value > best ? value : best : value < best ? value : best;
        }
        call.result(best);
    }

    private void random(final NativeCall call) {
        random = random * MULTIPLIER + INCREMENT & MASK;
        final double share = (random >>> RESULT_SHIFT) % Integer.MAX_VALUE / (double) Integer.MAX_VALUE;
        switch (call.count()) {
            case 0 -> call.result(share);
            case 1 -> {
                final int most = (int) call.integer(1);
                if (most < 1) {
                    throw call.argumentError(1, "interval is empty");
                }
                call.result(Math.floor(share * most) + 1);
            }
            case 2 -> {
                final int least = (int) call.integer(1);
                final int most = (int) call.integer(2);
                if (least > most) {
                    throw call.argumentError(2, "interval is empty");
                }
                call.result(Math.floor(share * (most - least + 1)) + least);
            }
            default -> throw call.error("wrong number of arguments");
        }
    }

    private void seed(final NativeCall call) {
        setSeed(call.integer(1));
    }

    private void setSeed(final long seed) {
        random = ((seed & 0xFFFFFFFFL) << SEED_SHIFT) + 0x330E & MASK;
    }
}
