package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.lua.Ast.Expression;
import org.ouzel.engine.lua.Ast.Function;
import org.ouzel.engine.lua.Ast.Statement;
import org.ouzel.engine.lua.Ast.Variable;

/** Parses the statements of a chunk. Names are resolved on the way. */
final class Parser {
    private static final int MAX_LEVELS = 200;
    private static final int MAX_LOCALS = 200;

    private int levels;
    private int loopDepth;
    private Function function;
    private final List<Variable> active = new ArrayList<>();
    private final List<Function> owners = new ArrayList<>();
    private final ExpressionParser expressions;
    private final Lexer lexer;

    Parser(final byte[] source, final String chunkName) {
        lexer = new Lexer(source, chunkName);
        expressions = new ExpressionParser(lexer, this);
    }

    /** Parses all of it; throws {@link LuaError} with the message of a syntax error. */
    Function parse() {
        function = new Function(null, 0);
        function.isVararg = true;
        lexer.next();
        function.body = chunk();
        if (lexer.token() != Token.EOF) {
            throw lexer.syntaxError("'<eof>' expected");
        }
        function.endLine = lexer.line();
        return function;
    }

    void enterLevel() {
        if (++levels > MAX_LEVELS) {
            throw lexer.errorAtLine("chunk has too many syntax levels");
        }
    }

    void leaveLevel() {
        levels--;
    }

    Function function() {
        return function;
    }

    /** Parses a function from its parameters on; {@code self} is its first parameter if it is a method. */
    Ast.FunctionExpression functionBody(final boolean isMethod, final int line) {
        final Function inner = new Function(function, line);
        final int outerLoopDepth = loopDepth;
        loopDepth = 0;
        function = inner;
        final int scope = active.size();
        if (isMethod) {
            inner.parameters.add(declare("self"));
        }
        expect('(');
        parameters(inner);
        expect(')');
        inner.body = chunk();
        inner.endLine = lexer.line();
        match(Token.END, Token.FUNCTION, line);
        if (inner.argTable != null && inner.usesVararg) {
            inner.argTable = null;
        }
        leaveScope(scope);
        function = inner.outer;
        loopDepth = outerLoopDepth;
        return new Ast.FunctionExpression(inner, lexer.lastLine());
    }

    /** Finds what a name stands for. */
    Expression resolve(final String name) {
        for (int i = active.size() - 1; i >= 0; i--) {
            final Variable variable = active.get(i);
            if (variable.name.equals(name)) {
                if (owners.get(i) == function) {
                    return new Ast.Local(variable);
                }
                variable.isCaptured = true;
                for (Function each = function; each != owners.get(i); each = each.outer) {
                    each.captureIndex(variable);
                    if (each.captures.size() > 60) {
                        throw lexer.errorAtLine(where(each) + " has more than 60 upvalues");
                    }
                }
                return new Ast.Upvalue(variable);
            }
        }
        return new Ast.Global(name, lexer.lastLine());
    }

    String name() {
        if (lexer.token() != Token.NAME) {
            throw lexer.syntaxError("'<name>' expected");
        }
        final String name = lexer.text().toString();
        lexer.next();
        return name;
    }

    void expect(final int character) {
        if (!lexer.is(character)) {
            throw lexer.syntaxError("'" + Lexer.describeCharacter(character) + "' expected");
        }
        lexer.next();
    }

    void match(final Token what, final Token opener, final int line) {
        if (lexer.token() == what) {
            lexer.next();
        } else if (line == lexer.line()) {
            throw lexer.syntaxError("'" + what.text() + "' expected");
        } else {
            throw lexer.syntaxError("'" + what.text() + "' expected (to close '" + opener.text() + "' at line " + line
                + ")");
        }
    }

    private static String where(final Function each) {
        return each.line == 0 ? "main function" : "function at line " + each.line;
    }

    private void parameters(final Function inner) {
        if (lexer.is(')')) {
            return;
        }
        do {
            if (lexer.token() == Token.NAME) {
                inner.parameters.add(declare(name()));
            } else if (lexer.token() == Token.DOTS) {
                lexer.next();
                inner.isVararg = true;
                // As in Lua 5.0: a function that has but doesn't use "..." finds its extra arguments in "arg".
                inner.argTable = declare("arg");
                inner.parameters.add(inner.argTable);
            } else {
                throw lexer.syntaxError("<name> or '...' expected");
            }
        } while (!inner.isVararg && acceptComma());
    }

    private boolean acceptComma() {
        if (lexer.is(',')) {
            lexer.next();
            return true;
        }
        return false;
    }

    private Variable declare(final String name) {
        int count = 0;
        for (int i = active.size() - 1; i >= 0 && owners.get(i) == function; i--) {
            count++;
        }
        if (count >= MAX_LOCALS) {
            throw lexer.errorAtLine(where(function) + " has more than " + MAX_LOCALS + " local variables");
        }
        final Variable variable = new Variable(name);
        active.add(variable);
        owners.add(function);
        return variable;
    }

    private void leaveScope(final int size) {
        while (active.size() > size) {
            active.remove(active.size() - 1);
            owners.remove(owners.size() - 1);
        }
    }

    private List<Statement> block() {
        final int scope = active.size();
        final List<Statement> statements = chunk();
        leaveScope(scope);
        return statements;
    }

    private List<Statement> chunk() {
        final List<Statement> statements = new ArrayList<>();
        enterLevel();
        boolean isLast = false;
        while (!isLast && !isBlockEnd()) {
            isLast = lexer.token() == Token.RETURN || lexer.token() == Token.BREAK;
            statements.add(statement());
            if (lexer.is(';')) {
                lexer.next();
            }
        }
        leaveLevel();
        return statements;
    }

    private boolean isBlockEnd() {
        return switch (lexer.token()) {
            case ELSE, ELSEIF, END, EOF, UNTIL -> true;
            default -> false;
        };
    }

    private Statement statement() {
        final int line = lexer.line();
        return switch (lexer.token()) {
            case IF -> ifStatement(line);
            case WHILE -> whileStatement(line);
            case DO -> {
                lexer.next();
                final Statement block = new Ast.Block(block());
                match(Token.END, Token.DO, line);
                yield block;
            }
            case FOR -> forStatement(line);
            case REPEAT -> repeatStatement(line);
            case FUNCTION -> functionStatement(line);
            case LOCAL -> localStatement();
            case RETURN -> returnStatement();
            case BREAK -> {
                lexer.next();
                if (loopDepth == 0) {
                    throw lexer.syntaxError("no loop to break");
                }
                yield new Ast.Break(lexer.lastLine());
            }
            default -> expressionStatement(line);
        };
    }

    private Statement ifStatement(final int line) {
        final List<Expression> conditions = new ArrayList<>();
        final List<List<Statement>> blocks = new ArrayList<>();
        do {
            lexer.next();
            conditions.add(expressions.expression());
            expect(Token.THEN);
            blocks.add(block());
        } while (lexer.token() == Token.ELSEIF);
        List<Statement> otherwise = null;
        if (lexer.token() == Token.ELSE) {
            lexer.next();
            otherwise = block();
        }
        match(Token.END, Token.IF, line);
        return new Ast.If(conditions, blocks, otherwise);
    }

    private void expect(final Token token) {
        if (lexer.token() != token) {
            throw lexer.syntaxError("'" + token.text() + "' expected");
        }
        lexer.next();
    }

    private Statement whileStatement(final int line) {
        lexer.next();
        final Expression condition = expressions.expression();
        expect(Token.DO);
        final List<Statement> body = loopBody();
        match(Token.END, Token.WHILE, line);
        return new Ast.While(condition, body, lexer.lastLine());
    }

    private List<Statement> loopBody() {
        loopDepth++;
        final List<Statement> body = block();
        loopDepth--;
        return body;
    }

    private Statement repeatStatement(final int line) {
        lexer.next();
        final int scope = active.size();
        loopDepth++;
        final List<Statement> body = chunk();
        loopDepth--;
        match(Token.UNTIL, Token.REPEAT, line);
        final Expression condition = expressions.expression();
        leaveScope(scope);
        return new Ast.Repeat(body, condition, lexer.lastLine());
    }

    private Statement forStatement(final int line) {
        lexer.next();
        final String first = name();
        if (lexer.is('=')) {
            return numericFor(first, line);
        }
        if (lexer.is(',') || lexer.token() == Token.IN) {
            return genericFor(first, line);
        }
        throw lexer.syntaxError("'=' or 'in' expected");
    }

    private Statement numericFor(final String name, final int line) {
        lexer.next();
        final Expression first = expressions.expression();
        expect(',');
        final Expression last = expressions.expression();
        final Expression step = acceptComma() ? expressions.expression() : new Ast.Constant(1.0);
        expect(Token.DO);
        final int scope = active.size();
        final Variable variable = declare(name);
        final List<Statement> body = loopBody();
        leaveScope(scope);
        match(Token.END, Token.FOR, line);
        return new Ast.NumericFor(variable, first, last, step, body, line);
    }

    private Statement genericFor(final String first, final int line) {
        final List<String> names = new ArrayList<>();
        names.add(first);
        while (acceptComma()) {
            names.add(name());
        }
        expect(Token.IN);
        final List<Expression> values = expressions.list();
        expect(Token.DO);
        final int scope = active.size();
        final List<Variable> variables = new ArrayList<>();
        names.forEach(name -> variables.add(declare(name)));
        final List<Statement> body = loopBody();
        leaveScope(scope);
        match(Token.END, Token.FOR, line);
        return new Ast.GenericFor(variables, values, body, line);
    }

    private Statement functionStatement(final int line) {
        lexer.next();
        Expression target = resolve(name());
        boolean isMethod = false;
        while (lexer.is('.') || lexer.is(':')) {
            isMethod = lexer.is(':');
            lexer.next();
            target = new Ast.Index(target, new Ast.Constant(LuaString.of(name())), lexer.lastLine());
            if (isMethod) {
                break;
            }
        }
        final Expression body = functionBody(isMethod, line);
        return new Ast.Assignment(List.of(target), List.of(body), line);
    }

    private Statement localStatement() {
        lexer.next();
        if (lexer.token() == Token.FUNCTION) {
            lexer.next();
            final Variable variable = declare(name());
            return new Ast.LocalFunction(variable, functionBody(false, lexer.line()));
        }
        final List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (acceptComma());
        List<Expression> values = List.of();
        if (lexer.is('=')) {
            lexer.next();
            values = expressions.list();
        }
        final List<Variable> variables = new ArrayList<>();
        names.forEach(name -> variables.add(declare(name)));
        return new Ast.LocalStatement(variables, values, lexer.lastLine());
    }

    private Statement returnStatement() {
        lexer.next();
        final List<Expression> values = isBlockEnd() || lexer.is(';') ? List.of() : expressions.list();
        return new Ast.Return(values, lexer.lastLine());
    }

    private Statement expressionStatement(final int line) {
        final Expression first = expressions.primary();
        if (first instanceof Ast.Call || first instanceof Ast.MethodCall) {
            return new Ast.CallStatement(first);
        }
        final List<Expression> targets = new ArrayList<>();
        targets.add(assignable(first));
        while (acceptComma()) {
            targets.add(assignable(expressions.primary()));
            if (targets.size() > MAX_LEVELS) {
                throw lexer.errorAtLine(where(function) + " has more than " + MAX_LEVELS
                    + " variables in assignment");
            }
        }
        expect('=');
        return new Ast.Assignment(targets, expressions.list(), line);
    }

    private Expression assignable(final Expression target) {
        if (target instanceof Ast.Local || target instanceof Ast.Upvalue || target instanceof Ast.Global
            || target instanceof Ast.Index) {
            return target;
        }
        throw lexer.syntaxError("syntax error");
    }
}
