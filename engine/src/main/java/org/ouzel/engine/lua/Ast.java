package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;

/** The parts of a parsed function. */
final class Ast {
    private Ast() {
    }

    /** A local variable. */
    static final class Variable {
        final String name;
        /** Whether an inner function uses it: it lives in a {@link Cell} then. */
        boolean isCaptured;
        int register;

        Variable(final String name) {
            this.name = name;
        }
    }

    /** A function under construction, or parsed. */
    static final class Function {
        final Function outer;
        final int line;
        int endLine;
        boolean isVararg;
        boolean usesVararg;
        Variable argTable;
        List<Statement> body;
        final List<Variable> parameters = new ArrayList<>();
        /** The outer functions' variables that it uses, and their names. */
        final List<Variable> captures = new ArrayList<>();

        Function(final Function outer, final int line) {
            this.outer = outer;
            this.line = line;
        }

        int captureIndex(final Variable variable) {
            final int index = captures.indexOf(variable);
            if (index >= 0) {
                return index;
            }
            captures.add(variable);
            return captures.size() - 1;
        }
    }

    /** Something that has a value, with the line on which it ends. */
    sealed interface Expression {
    }

    record Constant(Object value) implements Expression {
    }

    record Vararg(int line) implements Expression {
    }

    record FunctionExpression(Function function, int line) implements Expression {
    }

    record Local(Variable variable) implements Expression {
    }

    record Upvalue(Variable variable) implements Expression {
    }

    record Global(String name, int line) implements Expression {
    }

    record Index(Expression table, Expression key, int line) implements Expression {
    }

    record Call(Expression function, List<Expression> arguments, int line) implements Expression {
    }

    record MethodCall(Expression object, String name, List<Expression> arguments, int line) implements Expression {
    }

    record Binary(int operation, Expression left, Expression right, int line) implements Expression {
    }

    record Unary(int operation, Expression operand, int line) implements Expression {
    }

    record And(Expression left, Expression right) implements Expression {
    }

    record Or(Expression left, Expression right) implements Expression {
    }

    record Parenthesized(Expression inner) implements Expression {
    }

    /** Items in order; those without a key are the array's. */
    record TableConstructor(List<Item> items, int line) implements Expression {
    }

    record Item(Expression key, Expression value) {
    }

    /** Something to be done. */
    sealed interface Statement {
    }

    record LocalStatement(List<Variable> variables, List<Expression> values, int line) implements Statement {
    }

    record Assignment(List<Expression> targets, List<Expression> values, int line) implements Statement {
    }

    record CallStatement(Expression call) implements Statement {
    }

    record Block(List<Statement> statements) implements Statement {
    }

    record While(Expression condition, List<Statement> body, int line) implements Statement {
    }

    record Repeat(List<Statement> body, Expression condition, int line) implements Statement {
    }

    record If(List<Expression> conditions, List<List<Statement>> blocks, List<Statement> otherwise)
        implements Statement {
    }

    record NumericFor(Variable variable, Expression first, Expression last, Expression step, List<Statement> body,
        int line) implements Statement {
    }

    record GenericFor(List<Variable> variables, List<Expression> values, List<Statement> body, int line)
        implements Statement {
    }

    record LocalFunction(Variable variable, FunctionExpression function) implements Statement {
    }

    record Return(List<Expression> values, int line) implements Statement {
    }

    record Break(int line) implements Statement {
    }
}
