package org.ouzel.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/**
 * Whatever a script does, it ends in a reply, if need be by SCRIPT KILL; what it holds stays within its limit; and the
 * scripts after it find all as it was. What is thrown at the interpreter alone is in {@code LuaFuzzTest}.
 */
class ScriptFuzzTest {
    private static final long LIMIT_BYTES = 4 << 20;
    private static final int MAX_TICKS = 1_000_000;
    private static final String INTERNAL = "internal error";
    private static final String CANARY = "local names = {} for k in pairs(_G) do names[#names + 1] = k end "
        + "table.sort(names) return table.concat(names, ' ') .. type(string.rep) .. #('x'):rep(3) .. "
        + "cjson.encode({1, 'a'}) .. tostring(getmetatable('').__index == string) .. redis.call('PING').ok .. "
        + "tostring(cjson.decode('{\"a\":1.5}').a)";

    /** Expressions that make up the values that functions are called with. */
    private static final List<String> VALUES = List.of("nil", "true", "0", "-1", "1.5", "1e308", "0/0", "1/0", "-1/0",
        "2^31", "2^53", "-2^63", "''", "'abc'", "'\\0\\255'", "('x'):rep(1000)", "('ab'):rep(100000)", "{}",
        "{1, 2, 3}",
        "{a = 1}", "{[1.5] = 2, [-1] = 3}", "{[1e6] = 1}", "print or type", "function() end",
        "coroutine.create(function() end)", "setmetatable({}, {__index = function(t, k) return t[k] end})",
        "setmetatable({}, {__index = error, __len = error, __call = error, __tostring = error, __concat = error})",
        "(function() local t = {} t.t = t return t end)()", "(function() local t = {} t[1] = t return t end)()",
        "(function() local t = {} for i = 1, 3000 do t = {t} end return t end)()", "string", "_G", "redis",
        "cjson.null",
        "math.huge", "'%d%s%99999f'", "'(((((.-)*)%b()%f[a]'", "'[[[[[[[['", "'{\"a\":[1,{\"b\":null}]}'",
        "'\\221\\255\\255\\255\\255'", "'c999999999'", "'<!16i8ds'", "KEYS", "ARGV");
    private static final List<String> FUNCTIONS = List.of("cjson.encode", "cjson.decode", "cjson.encode_sparse_array",
        "cjson.encode_max_depth", "cjson.decode_max_depth", "cjson.encode_number_precision", "cjson.encode_keep_buffer",
        "cjson.encode_invalid_numbers", "cjson.decode_invalid_numbers", "cjson.new", "cmsgpack.pack", "cmsgpack.unpack",
        "cmsgpack.unpack_one", "cmsgpack.unpack_limit", "struct.pack", "struct.unpack", "struct.size", "bit.tobit",
        "bit.tohex", "bit.bnot", "bit.band", "bit.bor", "bit.bxor", "bit.lshift", "bit.rshift", "bit.arshift",
        "bit.rol",
        "bit.ror", "bit.bswap", "redis.call", "redis.pcall", "redis.error_reply", "redis.status_reply", "redis.sha1hex",
        "redis.setresp", "redis.acl_check_cmd", "redis.set_repl", "redis.log", "string.rep", "string.format",
        "string.find", "string.match", "string.gmatch", "string.gsub", "string.byte", "string.char", "string.sub",
        "string.reverse", "table.concat", "table.insert", "table.remove", "table.sort", "table.maxn", "table.foreach",
        "unpack", "select", "next", "pairs", "ipairs", "rawget", "rawset", "rawequal", "setmetatable", "getmetatable",
        "tostring", "tonumber", "load", "loadstring", "pcall", "xpcall", "error", "assert", "coroutine.create",
        "coroutine.wrap", "coroutine.resume", "coroutine.status", "coroutine.yield", "math.random", "math.randomseed",
        "math.floor", "math.max", "math.fmod", "math.ldexp", "setfenv", "getfenv", "newproxy", "gcinfo",
        "collectgarbage", "require", "module", "dofile", "os.clock", "io.open", "debug.getinfo", "string.dump");
    private static final List<String> FRAMES = List.of("return %s", "return pcall(function() return %s end)",
        "local co = coroutine.wrap(function() return %s end) return co()", "for i = 1, 3 do local x = %s end",
        "return {%s}", "local t = setmetatable({}, {__index = function() return %s end}) return t.x",
        "return xpcall(function() error({}) end, function() return %s end)", "return tostring(%s)", "return #(%s)",
        "error(%s)", "local a = {} for i = 1, 50 do a[i] = %s end return #a", "return (%s)()", "x = %s");

    private EngineHarness engine;
    private EngineHarness.Client runner;
    private String canary;

    @BeforeEach
    void startEngine() {
        engine = EngineHarness.start(EngineSetup.FUSED, "script-memory-limit", Long.toString(LIMIT_BYTES),
            "busy-reply-threshold", "5");
        runner = engine.newClient();
        canary = engine.run("EVAL", CANARY, "0");
        assertTrue(canary.startsWith("$") && canary.endsWith("[1,\"a\"]truePONG1.5"), canary);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    /** Runs a script, and ends it if it doesn't by itself; returns its reply. */
    private String survive(final String script) {
        runner.send("EVAL", script, "1", "key", "argument");
        engine.run("PING");
        if (engine.server().pausedScript() != null) {
            final String killed = engine.run("SCRIPT", "KILL");
            assertTrue(killed.equals("+OK") || killed.startsWith("-UNKILLABLE"), killed);
            for (int i = 0; engine.server().pausedScript() != null; i++) {
                engine.tick();
                assertTrue(i < MAX_TICKS, script);
            }
        }
        final String reply = runner.take();
        assertFalse(reply.isEmpty(), script);
        assertFalse(reply.contains(INTERNAL), () -> script + "\n" + reply);
        return reply;
    }

    private void checkAfter() {
        assertEquals(canary, engine.run("EVAL", CANARY, "0"));
        final String info = engine.run("INFO", "memory");
        final int start = info.indexOf("used_memory_vm_eval:") + "used_memory_vm_eval:".length();
        final long bytes = Long.parseLong(info.substring(start, info.indexOf(' ', start)));
        assertTrue(bytes < LIMIT_BYTES, "bytes=" + bytes);
    }

    @Test
    void shouldSurviveRandomCalls() {
        final Random random = new Random(5);
        for (int i = 0; i < 1_500; i++) {
            final StringBuilder call = new StringBuilder(FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))).append('(');
            for (int j = random.nextInt(4); j > 0; j--) {
                call.append(value(random, 0)).append(j > 1 ? ", " : "");
            }
            survive(FRAMES.get(random.nextInt(FRAMES.size())).replace("%s", call.append(')')));
        }
        checkAfter();
    }

    private static String value(final Random random, final int depth) {
        if (depth < 2 && random.nextInt(4) == 0) {
            return FUNCTIONS.get(random.nextInt(FUNCTIONS.size())) + "(" + value(random, depth + 1) + ")";
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    @Test
    void shouldSurviveHostileInputOfDecoders() {
        final Random random = new Random(6);
        for (int i = 0; i < 400; i++) {
            survive("return {pcall(cjson.decode, " + quoted(json(random)) + ")}");
            survive("return {pcall(cmsgpack.unpack, " + quoted(bytes(random)) + ")}");
            survive("return {pcall(cmsgpack.unpack_limit, " + quoted(bytes(random)) + ", " + random.nextInt(5) + ", "
                + (random.nextInt(20) - 5) + ")}");
            survive("return {pcall(struct.unpack, " + quoted(format(random)) + ", " + quoted(bytes(random)) + ", "
                + (random.nextInt(20) - 5) + ")}");
            survive("return {pcall(struct.pack, " + quoted(format(random)) + ", 1, -1, 's', 1e300, '', 0/0)}");
        }
        checkAfter();
    }

    private static String json(final Random random) {
        final String alphabet = "{}[]\",:0123456789.eE+-tfnulrasu\\/ \u0000\u00e9";
        final List<String> words = List.of("{\"a\":", "[1,2,", "\"\\u00e9\\ud83d\\ude00\"", "\"\\ud800\"", "null",
            "true",
            "-1e999", "1e-999", "\"\\", "NaN", "Infinity", "0x10", "\"k\":", "},", "],", "[[[[[[[[[[",
            "123456789012345678");
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            if (random.nextBoolean()) {
                text.append(words.get(random.nextInt(words.size())));
            } else {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }

    private static String bytes(final Random random) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(256) : 0xC0 + random.nextInt(0x40)));
        }
        return text.toString();
    }

    private static String format(final Random random) {
        final String alphabet = "<>!bBhHlLTiIcsxfd 0123456789@=";
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String quoted(final String text) {
        final StringBuilder quoted = new StringBuilder("'");
        for (final char each : text.toCharArray()) {
            quoted.append('\\').append(String.format("%03d", (int) each));
        }
        return quoted.append('\'').toString();
    }

    /** More than there is of something: memory, stack, time, arguments. A line is a script. */
    static Stream<String> excess() throws IOException {
        try (InputStream stream = ScriptFuzzTest.class.getResourceAsStream("excess.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("excess")
    void shouldSurviveExcess(final String script) {
        survive(script);
        survive("return coroutine.wrap(function() " + script + " end)()");
        checkAfter();
    }
}
