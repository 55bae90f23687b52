package org.ouzel.engine.script;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.protocol.ReplyWriter;

/** EVAL and its kin, and SCRIPT. */
final class EvalCommands {
    private static final int SHA_LENGTH = 40;
    private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
    private static final String READONLY_NEEDED = "ERR Can not execute a script with write flag using *_ro command.";
    private static final String OOM = "OOM allow-oom flag is not set on the script, can not run it when used memory > "
        + "'maxmemory'";

    private final Map<Integer, ScriptCache> caches = new ConcurrentHashMap<>();

    void bind(final HandlerBindings bindings) {
        bindings.bind("eval", context -> eval(context, false));
        bindings.bind("eval_ro", context -> eval(context, true));
        bindings.bind("evalsha", context -> evalSha(context, false));
        bindings.bind("evalsha_ro", context -> evalSha(context, true));
        bindings.bind("script|load", this::load);
        bindings.bind("script|exists", this::exists);
        bindings.bind("script|flush", this::flush);
        bindings.bind("script|show", this::show);
        bindings.bind("script|kill", EvalCommands::kill);
        bindings.bind("script|debug", EvalCommands::debug);
        bindings.bind("script|help", SubcommandHelp::execute);
    }

    private ScriptCache cache(final CommandContext context) {
        return caches.computeIfAbsent(context.event().namespace(), namespace -> new ScriptCache());
    }

    private void eval(final CommandContext context, final boolean isReadonly) {
        if (!hasKeys(context)) {
            return;
        }
        final byte[] source = context.argBytes(1);
        final Script script = compiled(context, source);
        if (script != null) {
            run(context, script, isReadonly);
        }
    }

    /** Returns the script of a source, new or known; answers with what is wrong with it otherwise. */
    private Script compiled(final CommandContext context, final byte[] source) {
        final String sha = Script.shaOf(source);
        final ScriptCache cache = cache(context);
        Script script = cache.get(sha);
        if (script == null) {
            try {
                script = Script.compile(sha, source);
            } catch (final LuaError e) {
                context.reply().error(e.getMessage());
                return null;
            }
            cache.add(script);
        }
        return script;
    }

    private void evalSha(final CommandContext context, final boolean isReadonly) {
        if (context.argLength(1) != SHA_LENGTH) {
            context.reply().error(NO_SCRIPT);
            return;
        }
        if (!hasKeys(context)) {
            return;
        }
        final Script script = cache(context).get(context.argText(1).toLowerCase(Locale.ROOT));
        if (script == null) {
            context.reply().error(NO_SCRIPT);
            return;
        }
        run(context, script, isReadonly);
    }

    private static boolean hasKeys(final CommandContext context) {
        if (!context.requireLong(2)) {
            return false;
        }
        if (context.parsedLong() > context.argCount() - 3) {
            context.reply().error("ERR Number of keys can't be greater than number of args");
            return false;
        }
        if (context.parsedLong() < 0) {
            context.reply().error("ERR Number of keys can't be negative");
            return false;
        }
        return true;
    }

    private static void run(final CommandContext context, final Script script, final boolean isReadonlyCommand) {
        final Shebang shebang = script.shebang();
        final boolean mayWrite = !shebang.has(ScriptFlag.NO_WRITES);
        if (isReadonlyCommand && shebang.isPresent() && mayWrite) {
            context.reply().error(READONLY_NEEDED);
            return;
        }
        final boolean mayExceed = shebang.has(ScriptFlag.ALLOW_OOM);
        if (shebang.isPresent() && mayWrite && !mayExceed && context.server().maxMemoryBytes() > 0
            && context.server().isOutOfMemory()) {
            context.reply().error(OOM);
            return;
        }
        context.isLong(2);
        ScriptStates.of(context).run(context, script,
            new ScriptRights(false, isReadonlyCommand || !mayWrite, !mayExceed), (int) context.parsedLong());
    }

    private void load(final CommandContext context) {
        final Script script = compiled(context, context.argBytes(2));
        if (script != null) {
            context.reply().bulk(script.sha());
        }
    }

    private void exists(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        reply.array(context.argCount() - 2);
        for (int i = 2; i < context.argCount(); i++) {
            reply.integer(cache(context).get(context.argText(i).toLowerCase(Locale.ROOT)) == null ? 0 : 1);
        }
    }

    private void flush(final CommandContext context) {
        if (context.argCount() > 3 || context.argCount() == 3 && !context.argIs(2, "sync")
            && !context.argIs(2, "async")) {
            context.reply().error("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
            return;
        }
        cache(context).clear();
        context.reply().ok();
    }

    private void show(final CommandContext context) {
        final Script script = context.argLength(2) == SHA_LENGTH
            ? cache(context).get(context.argText(2).toLowerCase(Locale.ROOT)) : null;
        if (script == null) {
            context.reply().error(NO_SCRIPT);
        } else {
            context.reply().bulk(script.source());
        }
    }

    private static void kill(final CommandContext context) {
        ScriptKill.execute(context, false);
    }

    /** There is no debugger: it can only be said to be off. */
    private static void debug(final CommandContext context) {
        if (context.argIs(2, "no")) {
            context.reply().ok();
        } else if (context.argIs(2, "yes") || context.argIs(2, "sync")) {
            context.reply().error("ERR SCRIPT DEBUG is not supported by this server");
        } else {
            context.reply().error("ERR Use SCRIPT DEBUG YES/SYNC/NO");
        }
    }
}
