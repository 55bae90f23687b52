package org.ouzel.engine.script;

import java.util.Locale;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.protocol.ReplyWriter;

/** EVAL and its kin, and SCRIPT. */
final class EvalCommands {
    private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";

    private EvalCommands() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("eval", context -> eval(context, false));
        bindings.bind("eval_ro", context -> eval(context, true));
        bindings.bind("evalsha", context -> evalSha(context, false));
        bindings.bind("evalsha_ro", context -> evalSha(context, true));
        bindings.bind("script|load", EvalCommands::load);
        bindings.bind("script|exists", EvalCommands::exists);
        bindings.bind("script|flush", EvalCommands::flush);
        bindings.bind("script|show", EvalCommands::show);
        bindings.bind("script|kill", EvalCommands::kill);
        bindings.bind("script|debug", EvalCommands::debug);
        bindings.bind("script|help", SubcommandHelp::execute);
    }

    private static ScriptCache cache(final CommandContext context) {
        return context.server().scripts().cache(context.event().namespace());
    }

    private static void eval(final CommandContext context, final boolean isReadonly) {
        if (!hasKeys(context)) {
            return;
        }
        final byte[] source = context.argBytes(1);
        final String sha = Script.shaOf(source);
        Script script = cache(context).get(sha);
        if (script == null) {
            script = compiled(context, sha, source);
            if (script == null) {
                return;
            }
            cache(context).addPassing(script);
        }
        run(context, script, isReadonly);
    }

    /** Returns the script of a source, or answers with what is wrong with it and returns null. */
    private static Script compiled(final CommandContext context, final String sha, final byte[] source) {
        try {
            return Script.compile(sha, source);
        } catch (final LuaError e) {
            context.reply().error(e.getMessage());
            return null;
        }
    }

    private static void evalSha(final CommandContext context, final boolean isReadonly) {
        if (context.argLength(1) != ScriptCache.DIGEST_LENGTH) {
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
        final ScriptRights rights = ScriptRights.orRefuse(context, false, script.shebang().isPresent(),
            script.shebang().flags(), isReadonlyCommand);
        if (rights != null) {
            cache(context).use(script);
            context.isLong(2);
            ScriptStates.of(context).run(context, script, rights, (int) context.parsedLong());
        }
    }

    private static void load(final CommandContext context) {
        final byte[] source = context.argBytes(2);
        final String sha = Script.shaOf(source);
        final Script known = cache(context).get(sha);
        final Script script = known != null ? known : compiled(context, sha, source);
        if (script != null) {
            cache(context).addLasting(script);
            context.reply().bulk(sha);
        }
    }

    private static void exists(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        reply.array(context.argCount() - 2);
        for (int i = 2; i < context.argCount(); i++) {
            reply.integer(cache(context).get(context.argText(i).toLowerCase(Locale.ROOT)) == null ? 0 : 1);
        }
    }

    private static void flush(final CommandContext context) {
        if (context.argCount() > 3 || context.argCount() == 3 && !context.argIs(2, "sync")
            && !context.argIs(2, "async")) {
            context.reply().error("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
            return;
        }
        cache(context).clear();
        context.reply().ok();
    }

    private static void show(final CommandContext context) {
        final Script script = context.argLength(2) == ScriptCache.DIGEST_LENGTH
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
