package org.ouzel.engine.lua;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script is or does, it ends in a value, a pause or a {@link LuaError}: nothing else gets out. */
class LuaFuzzTest {
    private static final int STEP_LIMIT = 40;
    private static final List<String> WORDS = List.of("and", "break", "do", "else", "elseif", "end", "false", "for",
        "function", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while", "+",
        "-", "*", "/", "%", "^", "#", "==", "~=", "<=", ">=", "<", ">", "=", "(", ")", "{", "}", "[", "]", ";", ":",
        ",", ".", "..", "...", "a", "b", "t", "f", "x", "1", "0", "2.5", "1e300", "'s'", "\"%d\"", "[[l]]", "string",
        "table", "math", "pcall", "error", "coroutine", "select", "unpack", "setmetatable", "string.rep",
        "string.format", "table.concat", "table.sort", "table.insert", "coroutine.wrap", "coroutine.yield", "load",
        "loadstring", "next", "tostring", "xpcall", "string.gsub", "string.find", "'(%w+)'", "-1", "nil,nil");
    private static final List<String> STATEMENTS = List.of("local a, b, t, f = 1, 's', {1, 2, 3, x = 4}, print",
        "t = {a, b, [a or 1] = b, t}", "a = (a or 0) + 1", "b = tostring(b) .. tostring(a)",
        "for i = 1, 5 do t[i] = i .. b end", "for k, v in pairs(t) do t[k] = nil end",
        "f = function(...) return ..., a, select('#', ...) end", "a, b, t = pcall(f, a, b)", "t = type(t) == 'table'"
        + " and t or {}", "setmetatable(t, {__index = f, __add = f, __call = f, __lt = f, __eq = f, __concat = f})",
        "a = t + 1", "b = t .. 's'", "t(1, 2)", "a = t.foo", "f = coroutine.wrap(function(x) while true do x = "
        + "coroutine.yield(x) end end)", "a = f(a)", "table.sort(t, function(x, y) return tostring(x) < tostring(y) "
        + "end)", "b = string.gsub(tostring(b), '.', {['1'] = 'x', s = a})", "b = string.format('%5.2f %s %q %d', a, b,"
        + " b, a)", "error(t)", "error(a, 2)", "repeat local z = a until z", "while a do a = not a end",
        "do local q <close> = 1 end", "b = ('x'):rep(a)", "a = #t", "a = -a", "a = t == {}", "a = t < {}",
        "a = b < 's'",
        "return a, b, t", "if a then b = 1 elseif b then a = 1 else t = 1 end", "a = unpack(t)", "t[a] = t[b]",
        "a = load(function() return nil end)", "xpcall(f, f)", "local c = function() a = c end c()");

    private static void run(final String source) {
        final Interpreter interpreter = new Interpreter(8 << 20);
        interpreter.openLibraries();
        final int[] steps = {0};
        interpreter.onStep(() -> {
            if (++steps[0] > STEP_LIMIT) {
                throw LuaError.fatal("enough");
            }
            return steps[0] % 3 == 0;
        });
        try {
            final Prototype chunk = Interpreter.compile(LuaString.of(source).bytes(), "fuzz");
            boolean hasEnded = interpreter.start(interpreter.function(chunk));
            while (!hasEnded) {
                hasEnded = interpreter.proceed();
            }
        } catch (final LuaError e) {
            assertTrue(e.value() == null || e.isFatal() || Values.typeName(e.value()) != null);
        }
    }

    @Test
    void shouldSurviveRandomWords() {
        final Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder source = new StringBuilder();
            final int length = random.nextInt(25);
            for (int j = 0; j < length; j++) {
                source.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
            }
            run(source.toString());
        }
    }

    @Test
    void shouldSurviveRandomStatements() {
        final Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            final StringBuilder source = new StringBuilder(STATEMENTS.get(0).replace("print", "type")).append('\n');
            for (int j = random.nextInt(15); j >= 0; j--) {
                source.append(random.nextInt(3) == 0 ? "pcall(function() " : "do ");
                source.append(STATEMENTS.get(random.nextInt(STATEMENTS.size())).replace("print", "type"));
                final boolean isProtected = source.lastIndexOf("pcall(function()") > source.lastIndexOf("do ");
                source.append(isProtected ? " end)\n" : " end\n");
            }
            run(source.toString());
        }
    }

    @Test
    void shouldSurviveRandomBytes() {
        final Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            run(new LuaString(bytes).toString());
        }
    }

    @Test
    void shouldSurviveRandomPatterns() {
        final Random random = new Random(4);
        final String alphabet = "ab%.*+-?()[]^$1bfw";
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder pattern = new StringBuilder();
            for (int j = random.nextInt(10); j >= 0; j--) {
                pattern.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            run("local s = ('ab('):rep(5) .. ')1' string.find(s, '" + pattern + "') string.gsub(s, '" + pattern
                + "', '%1')");
        }
    }

    /** Shapes that have brought down, or have been used to break out of, Lua 5.1. */
    @ParameterizedTest
    @ValueSource(strings = {
        "return loadstring('\\27Lua\\81\\0\\1\\4\\8\\4\\8\\0')()",
        "local function f(a, b, c, d) return d end return f(unpack({}, 1, 7999))",
        "return select('#', unpack({}, -2147483647, 2147483647))",
        "return select(-2147483648, 1)",
        "return (' '):rep(-1), ('x'):rep(2147483648)",
        "return ('a'):rep(100000):find(('.-'):rep(30) .. 'b')",
        "return ('x'):rep(50000):match(('('):rep(33))",
        "return string.format('%99.99f', 1e308), string.format('%' .. ('0'):rep(100) .. 'd', 1)",
        "return string.format('%s', setmetatable({}, {__tostring = function() return 1 end}))",
        "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
        "local t = setmetatable({}, {}) getmetatable(t).__newindex = t t.x = 1",
        "local t = setmetatable({}, {}) getmetatable(t).__call = t return t()",
        "local co co = coroutine.create(function() return coroutine.resume(co) end) return coroutine.resume(co)",
        "local co co = coroutine.wrap(function() return co() end) return co()",
        "local function f() return coroutine.wrap(f)() end return f()",
        "return coroutine.wrap(function() return pcall(coroutine.yield, 1) end)()",
        "return table.concat(setmetatable({}, {__index = error}), ',', 1, 1e9)",
        "local t = {} for i = 1, 300 do t[i] = 'a' .. i end return loadstring('local ' .. table.concat(t, ','))",
        "return loadstring(('('):rep(10000) .. '1' .. (')'):rep(10000))",
        "return loadstring(('{'):rep(10000)), loadstring('return ' .. ('-'):rep(10000) .. '1')",
        "return loadstring('return ' .. ('a.'):rep(50000) .. 'b')",
        "return loadstring('return ' .. ('1 ..'):rep(50000) .. '1')",
        "return loadstring(('do '):rep(5000)), loadstring(('function f() '):rep(5000))",
        "return loadstring('return function() ' .. ('a = 1 '):rep(20000) .. ' end')()",
        "local s = {} for i = 1, 300 do s[i] = 'x' .. i .. '=' .. i end return loadstring('return {' .. "
            + "table.concat(s, ',') .. '}')()",
        "next({}, {}) ", "local t = {} for i = 1, 100 do t[i] = i end for k in next, t do t[k + 1000] = 1 end",
        "table.sort({3, 1, 2, 5, 4, 7, 6}, function() return math.random() > 0.5 end)",
        "table.insert({}, 1e9, 1) table.insert({}, -5, 1) table.remove({1, 2}, 1e15)",
        "local t = {} t[2^53] = 1 t[-1] = 1 t[0] = 1 t[1.5] = 1 return #t",
        "xpcall(error, function(e) error(e) end)", "error(setmetatable({}, {__tostring = error}))",
        "return tostring(setmetatable({}, {__metatable = false})), getmetatable('').__index.rep",
        "string.gsub('x', 'x', function(...) return string.gsub('y', 'y', error) end)",
        "local a = {} a[a] = a return a[a][a]", "return #load(function() return ('x'):rep(1e6) end)",
        "return load(function() return 1 end)", "error({})", "return {loadstring('return ...', '=')}",
        "local t = setmetatable({}, {__mode = 'k'}) t[{}] = 1 collectgarbage()"})
    void shouldSurviveKnownAttacks(final String source) {
        run(source);
    }

    @Test
    void shouldRefuseByteCode() {
        final Interpreter interpreter = new Interpreter(1 << 20);
        interpreter.openLibraries();
        assertThrows(LuaError.class, () -> Interpreter.compile(LuaString.of("\33Lua").bytes(), "x"));
    }
}
