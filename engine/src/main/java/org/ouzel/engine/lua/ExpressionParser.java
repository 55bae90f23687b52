package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.lua.Ast.Expression;

/** Parses expressions by the precedence of their operators. */
final class ExpressionParser {
    private static final int OR = 100;
    private static final int AND = 101;
    /** Comparisons, as operations of their own until code is made of them. */
    static final int EQ = 102;
    static final int NE = 103;
    static final int LT = 104;
    static final int LE = 105;
    static final int GT = 106;
    static final int GE = 107;
    private static final int NO_OPERATION = -1;
    private static final int UNARY_PRIORITY = 8;

    private final Lexer lexer;
    private final Parser parser;

    ExpressionParser(final Lexer lexer, final Parser parser) {
        this.lexer = lexer;
        this.parser = parser;
    }

    Expression expression() {
        return binary(0);
    }

    List<Expression> list() {
        final List<Expression> values = new ArrayList<>();
        values.add(expression());
        while (lexer.is(',')) {
            lexer.next();
            values.add(expression());
        }
        return values;
    }

    /** Parses a name or something in parentheses, with all indexes and calls behind it. */
    Expression primary() {
        Expression value = prefix();
        for (;;) {
            if (lexer.is('.')) {
                lexer.next();
                value = new Ast.Index(value, new Ast.Constant(LuaString.of(parser.name())), lexer.lastLine());
            } else if (lexer.is('[')) {
                lexer.next();
                final Expression key = expression();
                parser.expect(']');
                value = new Ast.Index(value, key, lexer.lastLine());
            } else if (lexer.is(':')) {
                lexer.next();
                final String name = parser.name();
                final int line = lexer.line();
                value = new Ast.MethodCall(value, name, arguments(), line);
            } else if (lexer.is('(') || lexer.is('{') || lexer.token() == Token.STRING) {
                final int line = lexer.line();
                value = new Ast.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    private Expression prefix() {
        if (lexer.token() == Token.NAME) {
            return parser.resolve(parser.name());
        }
        if (lexer.is('(')) {
            final int line = lexer.line();
            lexer.next();
            final Expression inner = expression();
            matchCharacter(')', '(', line);
            return new Ast.Parenthesized(inner);
        }
        throw lexer.syntaxError("unexpected symbol");
    }

    private void matchCharacter(final int what, final int opener, final int line) {
        if (lexer.is(what)) {
            lexer.next();
        } else if (line == lexer.line()) {
            throw lexer.syntaxError("'" + (char) what + "' expected");
        } else {
            throw lexer.syntaxError("'" + (char) what + "' expected (to close '" + (char) opener + "' at line " + line
                + ")");
        }
    }

    private List<Expression> arguments() {
        if (lexer.token() == Token.STRING) {
            final Expression argument = new Ast.Constant(lexer.text());
            lexer.next();
            return List.of(argument);
        }
        if (lexer.is('{')) {
            return List.of(table());
        }
        if (!lexer.is('(')) {
            throw lexer.syntaxError("function arguments expected");
        }
        final int line = lexer.line();
        if (line != lexer.lastLine()) {
            throw lexer.syntaxError("ambiguous syntax (function call x new statement)");
        }
        lexer.next();
        if (lexer.is(')')) {
            lexer.next();
            return List.of();
        }
        final List<Expression> values = list();
        matchCharacter(')', '(', line);
        return values;
    }

    private Expression binary(final int limit) {
        parser.enterLevel();
        Expression left = unaryOrSimple();
        int operation = binaryOperation();
        while (operation != NO_OPERATION && leftPriority(operation) > limit) {
            lexer.next();
            final Expression right = binary(rightPriority(operation));
            left = switch (operation) {
                case AND -> new Ast.And(left, right);
                case OR -> new Ast.Or(left, right);
                default -> new Ast.Binary(operation, left, right, lexer.lastLine());
            };
            operation = binaryOperation();
        }
        parser.leaveLevel();
        return left;
    }

    private Expression unaryOrSimple() {
        final int operation;
        if (lexer.token() == Token.NOT) {
            operation = Operation.NOT;
        } else if (lexer.is('-')) {
            operation = Operation.UNM;
        } else if (lexer.is('#')) {
            operation = Operation.LEN;
        } else {
            return simple();
        }
        lexer.next();
        final Expression operand = binary(UNARY_PRIORITY);
        if (operation == Operation.UNM && operand instanceof Ast.Constant constant
            && constant.value() instanceof Double number) {
            return new Ast.Constant(-number);
        }
        return new Ast.Unary(operation, operand, lexer.lastLine());
    }

    private Expression simple() {
        final Expression value;
        switch (lexer.token()) {
            case NUMBER -> value = new Ast.Constant(lexer.number());
            case STRING -> value = new Ast.Constant(lexer.text());
            case NIL -> value = new Ast.Constant(null);
            case TRUE -> value = new Ast.Constant(Boolean.TRUE);
            case FALSE -> value = new Ast.Constant(Boolean.FALSE);
            case DOTS -> {
                if (!parser.function().isVararg) {
                    throw lexer.syntaxError("cannot use '...' outside a vararg function");
                }
                parser.function().usesVararg = true;
                value = new Ast.Vararg(lexer.line());
            }
            case FUNCTION -> {
                lexer.next();
                return parser.functionBody(false, lexer.line());
            }
            default -> {
                return lexer.is('{') ? table() : primary();
            }
        }
        lexer.next();
        return value;
    }

    private Expression table() {
        final int line = lexer.line();
        final List<Ast.Item> items = new ArrayList<>();
        parser.expect('{');
        while (!lexer.is('}')) {
            items.add(item());
            if (!lexer.is(',') && !lexer.is(';')) {
                break;
            }
            lexer.next();
        }
        matchCharacter('}', '{', line);
        return new Ast.TableConstructor(items, lexer.lastLine());
    }

    private Ast.Item item() {
        if (lexer.token() == Token.NAME && lexer.isFollowedBy('=')) {
            final Expression key = new Ast.Constant(LuaString.of(parser.name()));
            lexer.next();
            return new Ast.Item(key, expression());
        }
        if (lexer.is('[')) {
            lexer.next();
            final Expression key = expression();
            parser.expect(']');
            parser.expect('=');
            return new Ast.Item(key, expression());
        }
        return new Ast.Item(null, expression());
    }

    private int binaryOperation() {
        return switch (lexer.token()) {
            case AND -> AND;
            case OR -> OR;
            case EQ -> EQ;
            case NE -> NE;
            case LE -> LE;
            case GE -> GE;
            case CONCAT -> Operation.CONCAT;
            case CHARACTER -> switch (lexer.character()) {
                case '+' -> Operation.ADD;
                case '-' -> Operation.SUB;
                case '*' -> Operation.MUL;
                case '/' -> Operation.DIV;
                case '%' -> Operation.MOD;
                case '^' -> Operation.POW;
                case '<' -> LT;
                case '>' -> GT;
                default -> NO_OPERATION;
            };
            default -> NO_OPERATION;
        };
    }

    private static int leftPriority(final int operation) {
        return switch (operation) {
            case OR -> 1;
            case AND -> 2;
            case EQ, NE, LT, LE, GT, GE -> 3;
            case Operation.CONCAT -> 5;
            case Operation.ADD, Operation.SUB -> 6;
            case Operation.MUL, Operation.DIV, Operation.MOD -> 7;
            default -> 10;
        };
    }

    private static int rightPriority(final int operation) {
        return switch (operation) {
            case Operation.CONCAT -> 4;
            case Operation.POW -> 9;
            default -> leftPriority(operation);
        };
    }
}
