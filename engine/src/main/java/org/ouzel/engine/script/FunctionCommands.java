package org.ouzel.engine.script;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.ReplyWriter;

/** FUNCTION and FCALL. DUMP and RESTORE are persistence's. */
final class FunctionCommands {
    private FunctionCommands() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("fcall", context -> call(context, false));
        bindings.bind("fcall_ro", context -> call(context, true));
        bindings.bind("function|load", FunctionCommands::load);
        bindings.bind("function|delete", FunctionCommands::delete);
        bindings.bind("function|flush", FunctionCommands::flush);
        bindings.bind("function|list", FunctionCommands::list);
        bindings.bind("function|stats", FunctionCommands::stats);
        bindings.bind("function|kill", context -> ScriptKill.execute(context, true));
        bindings.bind("function|help", SubcommandHelp::execute);
    }

    private static FunctionEngine engine(final CommandContext context) {
        return context.server().scripts().functions().of(context.event().namespace());
    }

    private static void call(final CommandContext context, final boolean isReadonlyCommand) {
        final FunctionEngine engine = engine(context);
        final FunctionLibrary.Function function = engine == null ? null : engine.function(context.argText(1));
        if (function == null) {
            context.reply().error("ERR Function not found");
        } else if (!context.isLong(2)) {
            context.reply().error("ERR Bad number of keys provided");
        } else if (context.parsedLong() > context.argCount() - 3) {
            context.reply().error("ERR Number of keys can't be greater than number of args");
        } else if (context.parsedLong() < 0) {
            context.reply().error("ERR Number of keys can't be negative");
        } else {
            final int keyCount = (int) context.parsedLong();
            final ScriptRights rights = ScriptRights.orRefuse(context, true, true, function.flags(),
                isReadonlyCommand);
            if (rights != null) {
                engine.state().run(context, function.callback(), rights, function.name(), keyCount);
            }
        }
    }

    private static void load(final CommandContext context) {
        boolean isReplacing = false;
        for (int i = 2; i < context.argCount() - 1; i++) {
            if (!context.argIs(i, "replace")) {
                context.reply().error("ERR Unknown option given: " + context.argText(i));
                return;
            }
            isReplacing = true;
        }
        try {
            final String name = context.server().scripts().functions().make(context.event().namespace())
                .load(context.argBytes(context.argCount() - 1), isReplacing);
            context.changed();
            context.reply().bulk(name);
        } catch (final LuaError e) {
            context.reply().error("ERR " + e.getMessage());
        }
    }

    private static void delete(final CommandContext context) {
        final FunctionEngine engine = engine(context);
        if (engine == null || !engine.remove(context.argText(2))) {
            context.reply().error("ERR Library not found");
            return;
        }
        context.changed();
        context.reply().ok();
    }

    private static void flush(final CommandContext context) {
        if (context.argCount() > 3) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "FUNCTION"));
            return;
        }
        if (context.argCount() == 3 && !context.argIs(2, "sync") && !context.argIs(2, "async")) {
            context.reply().error("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
            return;
        }
        context.server().scripts().functions().clear(context.event().namespace());
        context.changed();
        context.reply().ok();
    }

    private static void list(final CommandContext context) {
        boolean isWithCode = false;
        String pattern = null;
        for (int i = 2; i < context.argCount(); i++) {
            if (!isWithCode && context.argIs(i, "withcode")) {
                isWithCode = true;
            } else if (pattern == null && context.argIs(i, "libraryname")) {
                if (++i == context.argCount()) {
                    context.reply().error("ERR library name argument was not given");
                    return;
                }
                pattern = context.argText(i);
            } else {
                context.reply().error("ERR Unknown argument " + context.argText(i));
                return;
            }
        }
        final FunctionEngine engine = engine(context);
        final GlobPattern glob = pattern == null ? null : GlobPattern.of(pattern).ignoringCase();
        final List<FunctionLibrary> shown = engine == null ? List.of() : engine.libraries().values().stream()
            .filter(library -> glob == null || glob.matches(library.name())).toList();
        context.reply().array(shown.size());
        for (final FunctionLibrary library : shown) {
            write(context.reply(), library, isWithCode);
        }
    }

    private static void write(final ReplyWriter reply, final FunctionLibrary library, final boolean isWithCode) {
        reply.map(isWithCode ? 4 : 3);
        reply.bulk("library_name");
        reply.bulk(library.name());
        reply.bulk("engine");
        reply.bulk("LUA");
        reply.bulk("functions");
        reply.array(library.functions().size());
        for (final FunctionLibrary.Function function : library.functions().values()) {
            reply.map(3);
            reply.bulk("name");
            reply.bulk(function.name());
            reply.bulk("description");
            if (function.description() == null) {
                reply.nil();
            } else {
                reply.bulk(function.description());
            }
            reply.bulk("flags");
            reply.set(Integer.bitCount(function.flags()));
            for (final ScriptFlag flag : ScriptFlag.values()) {
                if (function.has(flag)) {
                    reply.simple(flag.text());
                }
            }
        }
        if (isWithCode) {
            reply.bulk("library_code");
            reply.bulk(library.source());
        }
    }

    private static void stats(final CommandContext context) {
        final ScriptRun run = context.server().pausedScript() instanceof ScriptRun paused
            && paused.event().namespace() == context.event().namespace() ? paused : null;
        if (run != null && !run.rights().isFunction()) {
            context.reply().error(run.busyError());
            return;
        }
        final ReplyWriter reply = context.reply();
        reply.map(2);
        reply.bulk("running_script");
        if (run == null) {
            reply.nil();
        } else {
            writeRunning(reply, run);
        }
        final FunctionEngine engine = engine(context);
        reply.bulk("engines");
        reply.map(1);
        reply.bulk("LUA");
        reply.map(2);
        reply.bulk("libraries_count");
        reply.integer(engine == null ? 0 : engine.libraries().size());
        reply.bulk("functions_count");
        reply.integer(engine == null ? 0 : engine.functionCount());
    }

    private static void writeRunning(final ReplyWriter reply, final ScriptRun run) {
        final CommandEvent event = run.event();
        reply.map(3);
        reply.bulk("name");
        reply.bulk(run.name());
        reply.bulk("command");
        reply.array(event.argCount());
        for (int i = 0; i < event.argCount(); i++) {
            reply.bulk(event.argAddress(i), event.argLength(i));
        }
        reply.bulk("duration_ms");
        reply.integer(run.elapsedMs());
    }
}
