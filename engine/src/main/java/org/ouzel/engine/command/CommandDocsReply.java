package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ouzel.protocol.ReplyWriter;

/**
 * Writes what COMMAND DOCS says about a command.
 *
 * <pre>
 * map of: summary, since, group, complexity, doc_flags (set), deprecated_since, replaced_by,
 *         arguments (array of maps), subcommands (map of names to the same map)
 * argument, map of: name, type, display_text, key_spec_index, token, since, flags (set), arguments
 * </pre>
 *
 * <p>What doesn't apply is left out. Maps and sets are arrays in RESP2. Source: redis.io, COMMAND DOCS; the history of
 * a command is left out.
 */
final class CommandDocsReply {
    private CommandDocsReply() {
    }

    /** Writes the map from the commands' names to their documentation. */
    static void write(final Collection<CommandSpec> specs, final ReplyWriter reply) {
        reply.map(specs.size());
        for (final CommandSpec spec : specs) {
            reply.bulk(spec.name());
            write(spec, reply);
        }
    }

    private static void write(final CommandSpec spec, final ReplyWriter reply) {
        final CommandDocs docs = spec.docs();
        final boolean isDeprecated = !docs.deprecatedSince().isEmpty();
        reply.map(4 + (docs.docFlags().isEmpty() ? 0 : 1) + (isDeprecated ? 2 : 0)
            + (docs.arguments().isEmpty() ? 0 : 1) + (spec.isContainer() ? 1 : 0));
        writeText("summary", docs.summary(), reply);
        writeText("since", docs.since(), reply);
        writeText("group", docs.group().replace('_', '-'), reply);
        writeText("complexity", docs.complexity(), reply);
        if (!docs.docFlags().isEmpty()) {
            reply.bulk("doc_flags");
            writeFlags(docs.docFlags(), reply);
        }
        if (isDeprecated) {
            writeText("deprecated_since", docs.deprecatedSince(), reply);
            writeText("replaced_by", docs.replacedBy(), reply);
        }
        if (!docs.arguments().isEmpty()) {
            reply.bulk("arguments");
            writeArguments(docs.arguments(), reply);
        }
        if (spec.isContainer()) {
            reply.bulk("subcommands");
            write(spec.subcommands().values(), reply);
        }
    }

    private static void writeArguments(final List<ArgumentDoc> arguments, final ReplyWriter reply) {
        reply.array(arguments.size());
        for (final ArgumentDoc argument : arguments) {
            write(argument, reply);
        }
    }

    private static void write(final ArgumentDoc argument, final ReplyWriter reply) {
        final List<String> flags = flags(argument);
        final boolean hasKeySpec = argument.keySpecIndex() >= 0;
        // Either the text to show or the members.
        reply.map(3 + (hasKeySpec ? 1 : 0) + (argument.token() == null ? 0 : 1) + (argument.since() == null ? 0 : 1)
            + (flags.isEmpty() ? 0 : 1));
        writeText("name", argument.name(), reply);
        writeText("type", argument.type().text(), reply);
        if (!argument.type().isGroup()) {
            writeText("display_text", argument.displayText(), reply);
        }
        if (hasKeySpec) {
            reply.bulk("key_spec_index");
            reply.integer(argument.keySpecIndex());
        }
        if (argument.token() != null) {
            writeText("token", argument.token(), reply);
        }
        if (argument.since() != null) {
            writeText("since", argument.since(), reply);
        }
        if (!flags.isEmpty()) {
            reply.bulk("flags");
            writeFlags(flags, reply);
        }
        if (argument.type().isGroup()) {
            reply.bulk("arguments");
            writeArguments(argument.arguments(), reply);
        }
    }

    private static List<String> flags(final ArgumentDoc argument) {
        final List<String> flags = new ArrayList<>(3);
        if (argument.isOptional()) {
            flags.add("optional");
        }
        if (argument.isMultiple()) {
            flags.add("multiple");
        }
        if (argument.isMultipleToken()) {
            flags.add("multiple_token");
        }
        return flags;
    }

    private static void writeText(final String name, final String value, final ReplyWriter reply) {
        reply.bulk(name);
        reply.bulk(value);
    }

    private static void writeFlags(final List<String> flags, final ReplyWriter reply) {
        reply.set(flags.size());
        for (final String flag : flags) {
            reply.simple(flag);
        }
    }
}
