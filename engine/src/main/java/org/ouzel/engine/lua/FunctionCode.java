package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.lua.Ast.Expression;
import org.ouzel.engine.lua.Ast.Statement;
import org.ouzel.engine.lua.Ast.Variable;

/** Generates the code of a function's statements. */
final class FunctionCode {
    private final CodeBuffer code;
    private final ExpressionCode expressions;
    private final Ast.Function function;
    private final List<List<Integer>> breaks = new ArrayList<>();

    private FunctionCode(final Ast.Function function, final String source) {
        this.function = function;
        this.code = new CodeBuffer(source);
        this.expressions = new ExpressionCode(code, function, source);
    }

    static Prototype generate(final Ast.Function function, final String source) {
        return new FunctionCode(function, source).generate(source);
    }

    private Prototype generate(final String source) {
        final Prototype prototype = new Prototype(source, function.line);
        for (final Variable parameter : function.parameters) {
            parameter.register = code.reserve(1);
            code.localCount = code.free;
        }
        for (final Variable parameter : function.parameters) {
            if (parameter.isCaptured) {
                code.emit(Operation.NEWCELL, parameter.register, parameter.register, 0, function.line);
            }
        }
        block(function.body);
        code.emit(Operation.RETURN, 0, 0, 0, function.endLine);
        code.finish(prototype);
        prototype.hasArgTable = function.argTable != null;
        prototype.parameterCount = function.parameters.size() - (function.isVararg && function.outer != null ? 1 : 0);
        prototype.isVararg = function.isVararg;
        prototype.captures = new int[0];
        return prototype;
    }

    private void block(final List<Statement> statements) {
        final int mark = code.free;
        for (final Statement statement : statements) {
            statement(statement);
            code.free = code.localCount;
        }
        code.free = mark;
        code.localCount = mark;
    }

    private void statement(final Statement statement) {
        if (statement instanceof Ast.LocalStatement local) {
            local(local);
        } else if (statement instanceof Ast.Assignment assignment) {
            assign(assignment);
        } else if (statement instanceof Ast.CallStatement call) {
            expressions.call(call.call(), 0, false);
        } else if (statement instanceof Ast.Block inner) {
            block(inner.statements());
        } else if (statement instanceof Ast.If branch) {
            branch(branch);
        } else if (statement instanceof Ast.LocalFunction local) {
            localFunction(local);
        } else if (statement instanceof Ast.Return end) {
            returnValues(end);
        } else if (statement instanceof Ast.Break end) {
            breaks.get(breaks.size() - 1).add(code.emit(Operation.JUMP, 0, 0, 0, end.line()));
        } else {
            loop(statement);
        }
    }

    private void loop(final Statement statement) {
        if (statement instanceof Ast.While loop) {
            whileLoop(loop);
        } else if (statement instanceof Ast.Repeat loop) {
            repeatLoop(loop);
        } else if (statement instanceof Ast.NumericFor loop) {
            numericFor(loop);
        } else {
            genericFor((Ast.GenericFor) statement);
        }
    }

    private void declare(final Variable variable, final int register) {
        variable.register = register;
        code.localCount = register + 1;
        if (variable.isCaptured) {
            code.emit(Operation.NEWCELL, register, register, 0, 0);
        }
    }

    private void local(final Ast.LocalStatement local) {
        final int first = code.free;
        expressions.list(local.values(), local.variables().size());
        code.free = first + local.variables().size();
        for (int i = 0; i < local.variables().size(); i++) {
            declare(local.variables().get(i), first + i);
        }
    }

    private void localFunction(final Ast.LocalFunction local) {
        final int register = code.reserve(1);
        final Variable variable = local.variable();
        if (!variable.isCaptured) {
            expressions.into(local.function(), register);
            declare(variable, register);
            return;
        }
        code.emit(Operation.LOADNIL, register, register, 0, 0);
        declare(variable, register);
        final int value = expressions.fresh(local.function());
        code.emit(Operation.SETCELL, register, value, 0, 0);
    }

    private void assign(final Ast.Assignment assignment) {
        if (assignment.targets().size() == 1 && assignment.values().size() == 1) {
            assignOne(assignment.targets().get(0), assignment.values().get(0), assignment.line());
            return;
        }
        final int count = assignment.targets().size();
        final int[] tables = new int[count];
        final int[] keys = new int[count];
        for (int i = 0; i < count; i++) {
            if (assignment.targets().get(i) instanceof Ast.Index index) {
                tables[i] = expressions.fresh(index.table());
                keys[i] = index.key() instanceof Ast.Constant ? expressions.value(index.key())
                    : expressions.fresh(index.key());
            }
        }
        final int first = code.free;
        expressions.list(assignment.values(), count);
        for (int i = count - 1; i >= 0; i--) {
            store(assignment.targets().get(i), tables[i], keys[i], first + i, assignment.line());
        }
    }

    private void assignOne(final Expression target, final Expression value, final int line) {
        if (target instanceof Ast.Local local && !local.variable().isCaptured) {
            if (ExpressionCode.isSafeInPlace(value)) {
                expressions.into(value, local.variable().register);
            } else {
                code.emit(Operation.MOVE, local.variable().register, expressions.fresh(value), 0, line);
            }
            return;
        }
        int table = 0;
        int key = 0;
        if (target instanceof Ast.Index index) {
            table = expressions.any(index.table());
            key = expressions.value(index.key());
        }
        store(target, table, key, expressions.value(value), line);
    }

    private void store(final Expression target, final int table, final int key, final int value, final int line) {
        if (target instanceof Ast.Local local) {
            code.emit(local.variable().isCaptured ? Operation.SETCELL : Operation.MOVE, local.variable().register,
                value, 0, line);
        } else if (target instanceof Ast.Upvalue upvalue) {
            code.emit(Operation.SETUPVAL, function.captureIndex(upvalue.variable()), value, 0, line);
        } else if (target instanceof Ast.Global global) {
            code.emit(Operation.SETGLOBAL, value, ~code.constant(LuaString.of(global.name())), 0, line);
        } else {
            final Ast.Index index = (Ast.Index) target;
            code.emit(Operation.SETTABLE, table, key, value, index.line(), ExpressionCode.nameOf(index.table()), null);
        }
    }

    private void branch(final Ast.If branch) {
        final List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < branch.conditions().size(); i++) {
            final List<Integer> skips = new ArrayList<>();
            expressions.condition(branch.conditions().get(i), false, skips);
            block(branch.blocks().get(i));
            if (i < branch.conditions().size() - 1 || branch.otherwise() != null) {
                ends.add(code.emit(Operation.JUMP, 0, 0, 0, 0));
            }
            code.patch(skips, code.here());
        }
        if (branch.otherwise() != null) {
            block(branch.otherwise());
        }
        code.patch(ends, code.here());
    }

    private void whileLoop(final Ast.While loop) {
        final int start = code.here();
        final List<Integer> exits = new ArrayList<>();
        expressions.condition(loop.condition(), false, exits);
        breaks.add(exits);
        block(loop.body());
        breaks.remove(breaks.size() - 1);
        code.emit(Operation.JUMP, start, 0, 0, loop.line());
        code.patch(exits, code.here());
    }

    private void repeatLoop(final Ast.Repeat loop) {
        final int start = code.here();
        final int mark = code.free;
        final List<Integer> exits = new ArrayList<>();
        breaks.add(exits);
        for (final Statement statement : loop.body()) {
            statement(statement);
            code.free = code.localCount;
        }
        breaks.remove(breaks.size() - 1);
        // A jump back over a forward jump, so that only plain jumps go backwards.
        expressions.condition(loop.condition(), true, exits);
        code.emit(Operation.JUMP, start, 0, 0, loop.line());
        code.patch(exits, code.here());
        code.free = mark;
        code.localCount = mark;
    }

    private void numericFor(final Ast.NumericFor loop) {
        final int base = code.free;
        expressions.fresh(loop.first());
        expressions.fresh(loop.last());
        expressions.fresh(loop.step());
        final int prepare = code.emit(Operation.FOR_PREPARE, base, 0, 0, loop.line());
        final int body = code.here();
        code.localCount = code.free;
        code.reserve(1);
        declare(loop.variable(), base + 3);
        final List<Integer> exits = new ArrayList<>();
        breaks.add(exits);
        block(loop.body());
        breaks.remove(breaks.size() - 1);
        code.emit(Operation.FOR_LOOP, base, body, 0, loop.line());
        exits.add(prepare);
        code.patch(exits, code.here());
        code.free = base;
        code.localCount = base;
    }

    private void genericFor(final Ast.GenericFor loop) {
        final int base = code.free;
        expressions.list(loop.values(), 3);
        code.free = base + 3;
        code.localCount = code.free;
        final int count = loop.variables().size();
        final int start = code.emit(Operation.JUMP, 0, 0, 0, loop.line());
        final int body = code.here();
        // The call that fetches the next values needs three registers.
        code.reserve(Math.max(3, count));
        code.free = base + 3 + count;
        for (int i = 0; i < count; i++) {
            declare(loop.variables().get(i), base + 3 + i);
        }
        final List<Integer> exits = new ArrayList<>();
        breaks.add(exits);
        block(loop.body());
        breaks.remove(breaks.size() - 1);
        code.patch(List.of(start), code.here());
        code.emit(Operation.ITERATE, base, count, 0, loop.line(), "local '(for generator)'", null);
        code.emit(Operation.ITERATE_LOOP, base, body, 0, loop.line());
        code.patch(exits, code.here());
        code.free = base;
        code.localCount = base;
    }

    private void returnValues(final Ast.Return end) {
        final List<Expression> values = end.values();
        if (values.size() == 1 && (values.get(0) instanceof Ast.Call || values.get(0) instanceof Ast.MethodCall)) {
            final int base = code.free;
            expressions.call(values.get(0), -1, true);
            code.emit(Operation.RETURN, base, -1, 0, end.line());
        } else if (values.size() == 1 && !ExpressionCode.isMulti(values.get(0))) {
            code.emit(Operation.RETURN, expressions.any(values.get(0)), 1, 0, end.line());
        } else {
            final int base = code.free;
            final int count = expressions.list(values, -1);
            code.emit(Operation.RETURN, base, count, 0, end.line());
        }
    }
}
