package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of the table, read but not yet tied to code.
 *
 * @param name            lower case, a subcommand as {@code client|kill}
 * @param group           Redis's group of commands
 * @param since           the version of Redis in which it appeared
 * @param arity           the number of arguments with the name; negative for at least that many
 * @param flags           bits of {@link CommandFlag}
 * @param aclCategories   bits of {@link AclCategory}, implied ones included
 * @param keySpecs        where the keys are
 * @param tips            hints to clients that talk to several servers
 * @param deprecatedSince version, or empty
 * @param replacedBy      what to use in place of a deprecated command, or empty
 * @param docFlags        {@code deprecated}, {@code syscmd}
 * @param routing         where it runs
 * @param complexity      time complexity
 * @param summary         one sentence
 * @param syntax          the arguments, in the notation of {@link SyntaxParser}
 */
record CommandRow(String name, String group, String since, int arity, long flags, long aclCategories,
                  List<KeySpec> keySpecs, List<String> tips, String deprecatedSince, String replacedBy,
                  List<String> docFlags, Routing routing, String complexity, String summary, String syntax) {
    static final String COLUMNS = "name\tgroup\tsince\tarity\tflags\tacl_categories\tkey_specs\ttips\t"
        + "deprecated_since\treplaced_by\tdoc_flags\trouting\tcomplexity\tsummary\tsyntax";

    private static final int COLUMN_COUNT = COLUMNS.split("\t").length;

    /** Reads a line; one that doesn't fit is a fault of the build and ends it. */
    static CommandRow parse(final String line) {
        final String[] cells = line.split("\t", -1);
        if (cells.length != COLUMN_COUNT) {
            throw new IllegalArgumentException("command row has the wrong number of columns: expected="
                + COLUMN_COUNT + " found=" + cells.length + " row=" + line);
        }
        long flags = 0;
        for (final String flag : list(cells[4])) {
            flags |= CommandFlag.of(flag).bit();
        }
        long categories = 0;
        for (final String category : list(cells[5])) {
            categories |= AclCategory.of(category).bit();
        }
        final List<KeySpec> keySpecs = new ArrayList<>();
        for (final String spec : cells[6].isEmpty() ? new String[0] : cells[6].split(";")) {
            keySpecs.add(KeySpec.parse(spec));
        }
        if (LegacyKeyRange.of(keySpecs).isMovable()) {
            flags |= CommandFlag.MOVABLEKEYS.bit();
        }
        return new CommandRow(cells[0].toLowerCase(Locale.ROOT).replace(' ', '|'), cells[1], cells[2],
            Integer.parseInt(cells[3]), flags, AclCategory.withImplied(categories, flags), List.copyOf(keySpecs),
            list(cells[7]), cells[8], cells[9], list(cells[10]), Routing.valueOf(cells[11]), cells[12], cells[13],
            cells[14]);
    }

    /** Returns the same command with other arguments. */
    CommandRow with(final int newArity, final KeySpec newKeySpec) {
        return new CommandRow(name, group, since, newArity, flags, aclCategories, List.of(newKeySpec), tips,
            deprecatedSince, replacedBy, docFlags, routing, complexity, summary, syntax);
    }

    boolean isSubcommand() {
        return name.indexOf('|') >= 0;
    }

    /** Returns the name of the container of a subcommand. */
    String containerName() {
        return name.substring(0, name.indexOf('|'));
    }

    private static List<String> list(final String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(","));
    }
}
