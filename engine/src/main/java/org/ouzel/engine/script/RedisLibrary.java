package org.ouzel.engine.script;

import org.ouzel.engine.Version;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.Values;
import org.ouzel.protocol.NativeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code redis}.
 *
 * <p>Differences from Redis: {@code set_repl} checks its argument and does nothing else, since what a script changes is
 * always recorded; {@code breakpoint} and {@code debug} do nothing, as there without a debugger.
 */
final class RedisLibrary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("script");
    private static final int MAX_LOG_LEVEL = 3;
    private static final int REPLICATION_MASK = 3;
    /** Steps that a command counts for. */
    private static final int CALL_STEPS = 20;

    private ScriptRun run;
    private final ScriptRequest request = new ScriptRequest();
    private final KeyList keys = new KeyList();
    private final Interpreter interpreter;
    private final ReplyReader replies;

    RedisLibrary(final Interpreter interpreter) {
        this.interpreter = interpreter;
        this.replies = new ReplyReader(interpreter.meter());
    }

    LuaTable open() {
        final Library table = new Library(interpreter);
        table.add("call", call -> call(call, true)).add("pcall", call -> call(call, false))
            .add("error_reply", RedisLibrary::errorReply).add("status_reply", RedisLibrary::statusReply)
            .add("sha1hex", this::sha).add("log", this::log).add("setresp", this::setProtocol)
            .add("acl_check_cmd", this::checkAccess).add("set_repl", this::setReplication)
            .add("replicate_commands", call -> call.result(true))
            .add("breakpoint", call -> call.result(false)).add("debug", call -> { })
            .set("LOG_DEBUG", 0.0).set("LOG_VERBOSE", 1.0).set("LOG_NOTICE", 2.0).set("LOG_WARNING", 3.0)
            .set("REPL_NONE", 0.0).set("REPL_AOF", 1.0).set("REPL_SLAVE", 2.0).set("REPL_REPLICA", 2.0)
            .set("REPL_ALL", 3.0).set("REDIS_VERSION", LuaString.of(Version.REDIS))
            .set("REDIS_VERSION_NUM", versionNumber());
        interpreter.globals().set("redis", table.table());
        return table.table();
    }

    private static double versionNumber() {
        int number = 0;
        for (final String part : Version.REDIS.split("\\.")) {
            number = number << Byte.SIZE | Integer.parseInt(part);
        }
        return number;
    }

    /** Names the run that calls belong to; null between runs. */
    void setRun(final ScriptRun newRun) {
        run = newRun;
        request.release();
    }

    @Override
    public void close() {
        request.close();
    }

    private void call(final NativeCall call, final boolean isRaising) {
        call.spend(CALL_STEPS);
        if (run == null) {
            throw fail("redis.call/pcall can only be called inside a script invocation");
        }
        final CommandSpec spec = call.count() == 0 || !request.read(call) ? null
            : request.find(run.server().commandTable());
        final String refusal = refusal(call, spec);
        if (refusal != null) {
            run.server().errors().count(run.event().namespace(), refusal);
            answer(call, RedisErrors.table(interpreter.meter(), LuaString.of(refusal)), isRaising);
            return;
        }
        final NativeBuffer reply = run.call(spec, request);
        final boolean isError = run.isCallError();
        answer(call, replies.read(reply), isError && isRaising);
    }

    private static void answer(final NativeCall call, final Object value, final boolean isThrown) {
        if (isThrown) {
            throw new LuaError(value);
        }
        call.result(value);
    }

    private String refusal(final NativeCall call, final CommandSpec spec) {
        if (call.count() == 0) {
            return "ERR Please specify at least one argument for this redis lib call";
        }
        for (int i = 1; i <= call.count(); i++) {
            if (!(call.get(i) instanceof LuaString) && !(call.get(i) instanceof Double)) {
                return "ERR Lua redis lib command arguments must be strings or integers";
            }
        }
        if (spec == null) {
            return "ERR Unknown Redis command called from script";
        }
        if (!spec.isArgCountAllowed(request.argCount()) || spec.handler() == null) {
            return "ERR Wrong number of args calling Redis command from script";
        }
        if (spec.has(CommandFlag.NOSCRIPT)) {
            return "ERR This Redis command is not allowed from script";
        }
        return run.refusal(spec, request);
    }

    private LuaError fail(final String message) {
        return RedisErrors.thrown(interpreter.meter(), "ERR " + message);
    }

    private static void errorReply(final NativeCall call) {
        if (call.count() != 1 || !(call.get(1) instanceof LuaString text)) {
            call.result(RedisErrors.table(call.interpreter().meter(),
                LuaString.of("ERR wrong number or type of arguments")));
            return;
        }
        final LuaTable table = new LuaTable(call.interpreter().meter(), 0, 1);
        call.interpreter().meter().charge(text.length());
        final String message = text.toString().startsWith("-") ? text.toString().substring(1) : text.toString();
        // A word alone is no code.
        final String whole = message.indexOf(' ') < 0 ? "ERR " + message : message;
        table.set(RedisErrors.ERR, LuaString.of(whole));
        call.result(table);
    }

    private static void statusReply(final NativeCall call) {
        if (call.count() != 1 || !(call.get(1) instanceof LuaString text)) {
            call.result(RedisErrors.table(call.interpreter().meter(),
                LuaString.of("ERR wrong number or type of arguments")));
            return;
        }
        final LuaTable table = new LuaTable(call.interpreter().meter(), 0, 1);
        table.set("ok", text);
        call.result(table);
    }

    private void sha(final NativeCall call) {
        if (call.count() != 1) {
            throw fail("wrong number of arguments");
        }
        call.result(LuaString.of(Script.shaOf(call.string(1).bytes())));
    }

    private void log(final NativeCall call) {
        if (call.count() < 2) {
            throw fail("redis.log() requires two arguments or more.");
        }
        if (!(call.get(1) instanceof Double)) {
            throw fail("First argument must be a number (log level).");
        }
        final long level = call.integer(1);
        if (level < 0 || level > MAX_LOG_LEVEL) {
            throw fail("Invalid debug level.");
        }
        final StringBuilder line = new StringBuilder();
        for (int i = 2; i <= call.count(); i++) {
            final LuaString part = Values.toText(call.get(i));
            if (part != null) {
                line.append(line.isEmpty() ? "" : " ").append(part);
            }
        }
        final String text = line.toString().replaceAll("\\p{Cntrl}", "?");
        switch ((int) level) {
            case 0 -> LOG.trace("{}", text);
            case 1 -> LOG.debug("{}", text);
            case 2 -> LOG.info("{}", text);
            default -> LOG.warn("{}", text);
        }
    }

    private void setProtocol(final NativeCall call) {
        if (call.count() != 1) {
            throw fail("redis.setresp() requires one argument.");
        }
        final Double version = Values.toNumber(call.get(1));
        if (version == null || version.intValue() != 2 && version.intValue() != 3) {
            throw fail("RESP version must be 2 or 3.");
        }
        run.setResp3(version.intValue() == 3);
    }

    private void checkAccess(final NativeCall call) {
        if (call.count() == 0) {
            throw fail("Please specify at least one argument for this redis lib call");
        }
        if (!request.read(call)) {
            throw fail("Lua redis lib command arguments must be strings or integers");
        }
        final CommandSpec spec = request.find(run.server().commandTable());
        if (spec == null) {
            throw fail("Invalid command passed to redis.acl_check_cmd()");
        }
        call.result(run.isAllowed(spec, request, keys));
    }

    private void setReplication(final NativeCall call) {
        if (call.count() != 1) {
            throw fail("redis.set_repl() requires two arguments.");
        }
        final Double number = Values.toNumber(call.get(1));
        final long flags = number == null ? 0 : Values.toLong(number);
        if ((flags & ~REPLICATION_MASK) != 0) {
            throw fail("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
        }
    }
}
