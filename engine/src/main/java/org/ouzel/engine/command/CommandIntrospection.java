package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * COMMAND and its subcommands: what the table knows, told to clients.
 *
 * <p>Runs on the IO loops; reads nothing but the table and the request. Differs from Redis in the order of the answers,
 * which here is that of the names.
 */
public final class CommandIntrospection implements CommandFamily {
    private static final String INVALID_COMMAND = "ERR Invalid command specified";
    private static final String NO_KEYS = "ERR The command has no key arguments";
    private static final String INVALID_ARG_COUNT = "ERR Invalid number of arguments specified for command";
    private static final String INVALID_ARGUMENTS = "ERR Invalid arguments specified for command";
    /** COMMAND and the subcommand come before what is asked about. */
    private static final int FIRST_ARG = 2;
    /** COMMAND LIST FILTERBY kind text. */
    private static final int FILTER_ARG_COUNT = 5;

    @Override
    public List<String> tables() {
        return List.of("command");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("command", answer(CommandIntrospection::info));
        bindings.bind("command|count", answer(CommandIntrospection::count));
        bindings.bind("command|docs", answer(CommandIntrospection::docs));
        bindings.bind("command|getkeys", answer((table, request, reply) -> keys(table, request, reply, false)));
        bindings.bind("command|getkeysandflags", answer((table, request, reply) -> keys(table, request, reply, true)));
        bindings.bind("command|help", SubcommandHelp::execute);
        bindings.bind("command|info", answer(CommandIntrospection::info));
        bindings.bind("command|list", answer(CommandIntrospection::list));
    }

    /** Answers one of the commands, given nothing but what it needs. */
    @FunctionalInterface
    interface Answer {
        void write(CommandTable table, RequestArguments request, ReplyWriter reply);
    }

    static void count(final CommandTable table, final RequestArguments request, final ReplyWriter reply) {
        reply.integer(table.topLevel().size());
    }

    /** All commands without arguments, else one element for each name, null for an unknown one. */
    static void info(final CommandTable table, final RequestArguments request, final ReplyWriter reply) {
        if (request.argCount() <= FIRST_ARG) {
            reply.array(table.topLevel().size());
            for (final CommandSpec spec : table.topLevel()) {
                CommandInfoReply.write(spec, reply);
            }
            return;
        }
        reply.array(request.argCount() - FIRST_ARG);
        for (int i = FIRST_ARG; i < request.argCount(); i++) {
            final CommandSpec spec = table.find(text(request, i));
            if (spec == null) {
                reply.nil();
            } else {
                CommandInfoReply.write(spec, reply);
            }
        }
    }

    /** All commands without arguments, else those that exist. */
    static void docs(final CommandTable table, final RequestArguments request, final ReplyWriter reply) {
        if (request.argCount() <= FIRST_ARG) {
            CommandDocsReply.write(table.topLevel(), reply);
            return;
        }
        final List<CommandSpec> found = new ArrayList<>();
        for (int i = FIRST_ARG; i < request.argCount(); i++) {
            final CommandSpec spec = table.find(text(request, i));
            if (spec != null) {
                found.add(spec);
            }
        }
        CommandDocsReply.write(found, reply);
    }

    /** The names of all commands and subcommands, or of those that pass a filter. */
    static void list(final CommandTable table, final RequestArguments request, final ReplyWriter reply) {
        if (request.argCount() == FIRST_ARG) {
            writeNames(table.all(), reply);
            return;
        }
        final Predicate<CommandSpec> filter = filter(request);
        if (filter == null) {
            reply.error(Errors.SYNTAX);
        } else {
            writeNames(table.all().stream().filter(filter).toList(), reply);
        }
    }

    /** The keys of the command given as arguments, on demand each with the set of what is done with it. */
    static void keys(final CommandTable table, final RequestArguments request, final ReplyWriter reply,
                     final boolean isWithFlags) {
        final InnerRequest inner = new InnerRequest(request);
        final CommandSpec spec = find(table, inner);
        if (spec == null) {
            reply.error(INVALID_COMMAND);
            return;
        }
        if (spec.keySpecCount() == 0) {
            reply.error(NO_KEYS);
            return;
        }
        if (!spec.isArgCountAllowed(inner.argCount())) {
            reply.error(INVALID_ARG_COUNT);
            return;
        }
        final KeyList keys = new KeyList();
        KeyFinder.findWithExactFlags(spec, inner, keys);
        if (keys.size() == 0 && !spec.has(CommandFlag.NO_MANDATORY_KEYS)) {
            reply.error(INVALID_ARGUMENTS);
            return;
        }
        reply.array(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            if (isWithFlags) {
                reply.array(2);
            }
            reply.bulk(inner.argAddress(keys.index(i)), inner.argLength(keys.index(i)));
            if (isWithFlags) {
                CommandInfoReply.writeKeyFlags(keys.flags(i), reply);
            }
        }
    }

    private static CommandHandler answer(final Answer answer) {
        return context -> answer.write(context.server().commandTable(), context, context.reply());
    }

    private static Predicate<CommandSpec> filter(final RequestArguments request) {
        if (request.argCount() != FILTER_ARG_COUNT || !"filterby".equalsIgnoreCase(text(request, 2))) {
            return null;
        }
        final String kind = text(request, 3);
        if ("module".equalsIgnoreCase(kind)) {
            return spec -> false;
        }
        if ("aclcat".equalsIgnoreCase(kind)) {
            final AclCategory category = AclCategory.find(text(request, 4));
            return spec -> category != null && spec.isIn(category);
        }
        if ("pattern".equalsIgnoreCase(kind)) {
            final GlobPattern pattern = GlobPattern.of(request.argAddress(4), request.argLength(4)).ignoringCase();
            return spec -> pattern.matches(spec.name());
        }
        return null;
    }

    private static CommandSpec find(final CommandTable table, final RequestArguments request) {
        final CommandSpec spec = table.find(request.argAddress(0), request.argLength(0));
        return spec == null || !spec.isContainer() || request.argCount() == 1
            ? spec : table.findSubcommand(spec, request.argAddress(1), request.argLength(1));
    }

    private static void writeNames(final Collection<CommandSpec> specs, final ReplyWriter reply) {
        reply.array(specs.size());
        for (final CommandSpec spec : specs) {
            reply.bulk(spec.name());
        }
    }

    private static String text(final RequestArguments request, final int index) {
        return NativeMemory.toText(request.argAddress(index), request.argLength(index));
    }

    /** The request inside a COMMAND GETKEYS. */
    private static final class InnerRequest implements RequestArguments {
        private final RequestArguments outer;

        InnerRequest(final RequestArguments outer) {
            this.outer = outer;
        }

        @Override
        public int argCount() {
            return outer.argCount() - FIRST_ARG;
        }

        @Override
        public long argAddress(final int index) {
            return outer.argAddress(index + FIRST_ARG);
        }

        @Override
        public int argLength(final int index) {
            return outer.argLength(index + FIRST_ARG);
        }
    }
}
