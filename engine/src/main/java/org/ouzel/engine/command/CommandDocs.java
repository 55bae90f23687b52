package org.ouzel.engine.command;

import java.util.List;

/**
 * The documentation of one command, as COMMAND DOCS gives it. Immutable.
 *
 * @param summary         one sentence
 * @param since           the version of Redis in which the command appeared
 * @param group           Redis's group of commands
 * @param complexity      time complexity
 * @param docFlags        {@code deprecated}, {@code syscmd}
 * @param deprecatedSince version, or empty
 * @param replacedBy      what to use instead, or empty
 * @param arguments       what follows the name
 */
public record CommandDocs(String summary, String since, String group, String complexity, List<String> docFlags,
                          String deprecatedSince, String replacedBy, List<ArgumentDoc> arguments) {
    static CommandDocs of(final CommandRow row) {
        return new CommandDocs(row.summary(), row.since(), row.group(), row.complexity(), row.docFlags(),
            row.deprecatedSince(), row.replacedBy(), SyntaxParser.parse(row.syntax()));
    }

    /** Returns the arguments as a line of help shows them. */
    public String usage() {
        return ArgumentDoc.usage(arguments, " ");
    }
}
