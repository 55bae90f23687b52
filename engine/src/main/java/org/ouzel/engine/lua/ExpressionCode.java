package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.lua.Ast.Expression;

/** Generates the code of expressions. */
final class ExpressionCode {
    private static final int OPEN = -1;

    private final CodeBuffer code;
    private final Ast.Function function;
    private final String source;

    ExpressionCode(final CodeBuffer code, final Ast.Function function, final String source) {
        this.code = code;
        this.function = function;
        this.source = source;
    }

    /** Returns how messages call an expression, or null. */
    static String nameOf(final Expression expression) {
        if (expression instanceof Ast.Local local) {
            return "local '" + local.variable().name + "'";
        }
        if (expression instanceof Ast.Upvalue upvalue) {
            return "upvalue '" + upvalue.variable().name + "'";
        }
        if (expression instanceof Ast.Global global) {
            return "global '" + global.name() + "'";
        }
        if (expression instanceof Ast.Index index) {
            return "field '" + (index.key() instanceof Ast.Constant constant
                && constant.value() instanceof LuaString text ? text : "?") + "'";
        }
        return expression instanceof Ast.Parenthesized inner ? nameOf(inner.inner()) : null;
    }

    /** Whether a value may be worked out in the register of a variable that it reads. */
    static boolean isSafeInPlace(final Expression expression) {
        if (expression instanceof Ast.Parenthesized inner) {
            return isSafeInPlace(inner.inner());
        }
        return !(expression instanceof Ast.And || expression instanceof Ast.Or
            || expression instanceof Ast.TableConstructor);
    }

    /** Puts a value into a register. */
    void into(final Expression expression, final int target) {
        final int mark = code.free;
        if (expression instanceof Ast.Constant constant) {
            loadConstant(constant.value(), target);
        } else if (expression instanceof Ast.Local local) {
            readLocal(local, target);
        } else if (expression instanceof Ast.Parenthesized inner) {
            into(inner.inner(), target);
        } else if (expression instanceof Ast.And and) {
            shortCut(and.left(), and.right(), Operation.JUMP_UNLESS, target);
        } else if (expression instanceof Ast.Or or) {
            shortCut(or.left(), or.right(), Operation.JUMP_IF, target);
        } else if (expression instanceof Ast.Binary binary) {
            binary(binary, target);
        } else if (expression instanceof Ast.TableConstructor table) {
            table(table, target);
        } else if (expression instanceof Ast.FunctionExpression inner) {
            closure(inner, target);
        } else {
            intoOther(expression, target);
        }
        code.free = mark;
    }

    /** Returns the register of a value: a variable's own, or a new one. */
    int any(final Expression expression) {
        if (expression instanceof Ast.Local local && !local.variable().isCaptured) {
            return local.variable().register;
        }
        return fresh(expression);
    }

    /** Puts a value into a new register. */
    int fresh(final Expression expression) {
        final int register = code.reserve(1);
        into(expression, register);
        return register;
    }

    /** Returns an operand for a value: a register or a constant. */
    int value(final Expression expression) {
        return expression instanceof Ast.Constant constant ? code.constant(constant.value()) : any(expression);
    }

    /**
     * Puts a list of values into new registers.
     *
     * @param wanted how many, or -1 for all
     * @return how many there are, or -1 if that is only known when it runs
     */
    int list(final List<Expression> values, final int wanted) {
        for (int i = 0; i < values.size(); i++) {
            final Expression value = values.get(i);
            final boolean isLast = i == values.size() - 1;
            if (isLast && isMulti(value)) {
                if (wanted == OPEN) {
                    multi(value, OPEN);
                    return OPEN;
                }
                final int missing = Math.max(0, wanted - i);
                multi(value, missing);
                return wanted;
            }
            if (wanted != OPEN && i >= wanted) {
                final int mark = code.free;
                fresh(value);
                code.free = mark;
            } else {
                fresh(value);
            }
        }
        if (wanted > values.size()) {
            final int first = code.reserve(wanted - values.size());
            code.emit(Operation.LOADNIL, first, code.free - 1, 0, 0);
        }
        return wanted == OPEN ? values.size() : wanted;
    }

    static boolean isMulti(final Expression expression) {
        return expression instanceof Ast.Call || expression instanceof Ast.MethodCall
            || expression instanceof Ast.Vararg;
    }

    /** Puts the values of a call or of "..." into new registers. */
    private void multi(final Expression expression, final int wanted) {
        final int first = code.free;
        if (expression instanceof Ast.Vararg vararg) {
            code.emit(Operation.VARARG, first, wanted, 0, vararg.line());
        } else {
            call(expression, wanted, false);
        }
        code.free = first;
        if (wanted > 0) {
            code.reserve(wanted);
        } else {
            code.reserve(1);
            code.free = first;
        }
    }

    /** Calls, with function and arguments in new registers, the results from the first of them on. */
    void call(final Expression expression, final int wanted, final boolean isTail) {
        final int base = code.free;
        final List<Expression> arguments;
        final int line;
        final String name;
        int extra = 0;
        if (expression instanceof Ast.MethodCall method) {
            code.reserve(2);
            final int mark = code.free;
            final int object = any(method.object());
            code.emit(Operation.SELF, base, object, code.constant(LuaString.of(method.name())), method.line(),
                nameOf(method.object()), null);
            code.free = mark;
            arguments = method.arguments();
            line = method.line();
            name = "method '" + method.name() + "'";
            extra = 1;
        } else {
            final Ast.Call plain = (Ast.Call) expression;
            fresh(plain.function());
            arguments = plain.arguments();
            line = plain.line();
            name = nameOf(plain.function());
        }
        final int count = list(arguments, OPEN);
        code.emit(isTail ? Operation.TAIL_CALL : Operation.CALL, base, count == OPEN ? OPEN : count + extra, wanted,
            line, name, null);
        code.free = base;
    }

    /** Generates jumps for when a condition is (or isn't) met; falls through otherwise. */
    void condition(final Expression expression, final boolean jumpWhen, final List<Integer> jumps) {
        final int mark = code.free;
        if (expression instanceof Ast.Parenthesized inner && !isMulti(inner.inner())) {
            condition(inner.inner(), jumpWhen, jumps);
        } else if (expression instanceof Ast.Constant constant) {
            if ((constant.value() != null && constant.value() != Boolean.FALSE) == jumpWhen) {
                jumps.add(code.emit(Operation.JUMP, 0, 0, 0, 0));
            }
        } else if (expression instanceof Ast.Unary unary && unary.operation() == Operation.NOT) {
            condition(unary.operand(), !jumpWhen, jumps);
        } else if (expression instanceof Ast.And and) {
            both(and.left(), and.right(), false, jumpWhen, jumps);
        } else if (expression instanceof Ast.Or or) {
            both(or.left(), or.right(), true, jumpWhen, jumps);
        } else if (expression instanceof Ast.Binary binary && binary.operation() >= ExpressionParser.EQ) {
            compare(binary, jumpWhen, jumps);
        } else {
            final int register = any(expression);
            jumps.add(code.emit(jumpWhen ? Operation.JUMP_IF : Operation.JUMP_UNLESS, 0, register, 0, 0));
        }
        code.free = mark;
    }

    /** The left side decides alone if it is {@code decisive}. */
    private void both(final Expression left, final Expression right, final boolean decisive, final boolean jumpWhen,
        final List<Integer> jumps) {
        if (jumpWhen == decisive) {
            condition(left, decisive, jumps);
            condition(right, jumpWhen, jumps);
        } else {
            final List<Integer> skips = new ArrayList<>();
            condition(left, decisive, skips);
            condition(right, jumpWhen, jumps);
            code.patch(skips, code.here());
        }
    }

    private void compare(final Ast.Binary binary, final boolean jumpWhen, final List<Integer> jumps) {
        final int left = value(binary.left());
        final int right = value(binary.right());
        final boolean isSwapped = binary.operation() == ExpressionParser.GT
            || binary.operation() == ExpressionParser.GE;
        final int operation = switch (binary.operation()) {
            case ExpressionParser.EQ -> jumpWhen ? Operation.JUMP_EQ : Operation.JUMP_NE;
            case ExpressionParser.NE -> jumpWhen ? Operation.JUMP_NE : Operation.JUMP_EQ;
            case ExpressionParser.LT, ExpressionParser.GT -> jumpWhen ? Operation.JUMP_LT : Operation.JUMP_NOT_LT;
            default -> jumpWhen ? Operation.JUMP_LE : Operation.JUMP_NOT_LE;
        };
        jumps.add(code.emit(operation, 0, isSwapped ? right : left, isSwapped ? left : right, binary.line()));
    }

    private void loadConstant(final Object value, final int target) {
        if (value == null) {
            code.emit(Operation.LOADNIL, target, target, 0, 0);
        } else {
            code.emit(Operation.LOADK, target, ~code.constant(value), 0, 0);
        }
    }

    private void readLocal(final Ast.Local local, final int target) {
        final int register = local.variable().register;
        if (local.variable().isCaptured) {
            code.emit(Operation.GETCELL, target, register, 0, 0);
        } else if (register != target) {
            code.emit(Operation.MOVE, target, register, 0, 0);
        }
    }

    private void intoOther(final Expression expression, final int target) {
        if (expression instanceof Ast.Upvalue upvalue) {
            code.emit(Operation.GETUPVAL, target, function.captureIndex(upvalue.variable()), 0, 0);
        } else if (expression instanceof Ast.Global global) {
            code.emit(Operation.GETGLOBAL, target, ~code.constant(LuaString.of(global.name())), 0, global.line());
        } else if (expression instanceof Ast.Index index) {
            final int table = any(index.table());
            final int key = value(index.key());
            code.emit(Operation.GETTABLE, target, table, key, index.line(), nameOf(index.table()), null);
        } else if (expression instanceof Ast.Vararg vararg) {
            code.emit(Operation.VARARG, target, 1, 0, vararg.line());
        } else if (expression instanceof Ast.Unary unary) {
            final int operand = any(unary.operand());
            code.emit(unary.operation(), target, operand, 0, unary.line(), nameOf(unary.operand()), null);
        } else {
            callInto(expression, target);
        }
    }

    private void callInto(final Expression expression, final int target) {
        final boolean isInPlace = target == code.free - 1 && target >= code.localCount;
        if (isInPlace) {
            code.free = target;
            call(expression, 1, false);
            return;
        }
        final int base = code.free;
        call(expression, 1, false);
        code.emit(Operation.MOVE, target, base, 0, 0);
    }

    private void shortCut(final Expression left, final Expression right, final int jump, final int target) {
        into(left, target);
        final List<Integer> jumps = new ArrayList<>();
        jumps.add(code.emit(jump, 0, target, 0, 0));
        into(right, target);
        code.patch(jumps, code.here());
    }

    private void binary(final Ast.Binary binary, final int target) {
        if (binary.operation() == Operation.CONCAT) {
            concatenate(binary, target);
        } else if (binary.operation() < ExpressionParser.EQ) {
            final int left = value(binary.left());
            final int right = value(binary.right());
            code.emit(binary.operation(), target, left, right, binary.line(), nameOf(binary.left()),
                nameOf(binary.right()));
        } else {
            final List<Integer> jumps = new ArrayList<>();
            condition(binary, true, jumps);
            loadConstant(Boolean.FALSE, target);
            final int end = code.emit(Operation.JUMP, 0, 0, 0, 0);
            code.patch(jumps, code.here());
            loadConstant(Boolean.TRUE, target);
            code.patch(List.of(end), code.here());
        }
    }

    private void concatenate(final Ast.Binary binary, final int target) {
        final StringBuilder names = new StringBuilder();
        final int first = code.free;
        Expression rest = binary;
        while (rest instanceof Ast.Binary each && each.operation() == Operation.CONCAT) {
            fresh(each.left());
            names.append(nameOf(each.left())).append('\n');
            rest = each.right();
        }
        fresh(rest);
        names.append(nameOf(rest));
        code.emit(Operation.CONCAT, target, first, code.free - 1, binary.line(), names.toString(), null);
    }

    private void closure(final Ast.FunctionExpression inner, final int target) {
        final Prototype prototype = FunctionCode.generate(inner.function(), source);
        final List<Ast.Variable> captures = inner.function().captures;
        prototype.captures = new int[captures.size()];
        for (int i = 0; i < prototype.captures.length; i++) {
            final Ast.Variable variable = captures.get(i);
            final int own = function.captures.indexOf(variable);
            prototype.captures[i] = own >= 0 ? ~own : variable.register;
        }
        code.emit(Operation.CLOSURE, target, code.addInner(prototype), 0, inner.line());
    }

    private void table(final Ast.TableConstructor table, final int target) {
        final int flushCount = 50;
        final int at = code.emit(Operation.NEWTABLE, target, 0, 0, table.line());
        final int work = target == code.free - 1 ? target : code.reserve(1);
        code.setOperand(at, 1, work);
        int arrayCount = 0;
        int fieldCount = 0;
        int pending = 0;
        for (int i = 0; i < table.items().size(); i++) {
            final Ast.Item item = table.items().get(i);
            if (item.key() != null) {
                final int mark = code.free;
                final int key = value(item.key());
                final int stored = value(item.value());
                code.emit(Operation.SETTABLE, work, key, stored, table.line());
                code.free = mark;
                fieldCount++;
            } else if (i == table.items().size() - 1 && isMulti(item.value())) {
                multi(item.value(), OPEN);
                code.emit(Operation.SETLIST, work, OPEN, arrayCount - pending + 1, table.line());
                pending = 0;
                code.free = work + 1;
            } else {
                fresh(item.value());
                arrayCount++;
                if (++pending == flushCount) {
                    code.emit(Operation.SETLIST, work, pending, arrayCount - pending + 1, table.line());
                    pending = 0;
                    code.free = work + 1;
                }
            }
        }
        if (pending > 0) {
            code.emit(Operation.SETLIST, work, pending, arrayCount - pending + 1, table.line());
        }
        code.setOperand(at, 2, arrayCount);
        code.setOperand(at, 3, fieldCount);
        if (work != target) {
            code.emit(Operation.MOVE, target, work, 0, 0);
        }
    }
}
