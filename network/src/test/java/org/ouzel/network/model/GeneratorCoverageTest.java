package org.ouzel.network.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.network.harness.RawConnection;

/** The sequences of a type have every command of its group in them that redis-server 7.0 knows. */
class GeneratorCoverageTest {
    private static final int COMMANDS = 20_000;

    static Stream<Arguments> groups() {
        return Stream.of(Arguments.of("hash", List.of(new HashCommands())),
            Arguments.of("list", List.of(new ListCommands())),
            Arguments.of("set", List.of(new SetCommands())),
            Arguments.of("sorted_set", List.of(new SortedSetCommands(), new SortedSetLexCommands())),
            Arguments.of("stream", List.of(new StreamCommands(), new StreamGroupCommands())),
            Arguments.of("geo", List.of(new GeoCommands())),
            Arguments.of("hyperloglog", List.of(new HyperLogLogCommands())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void shouldAskForEveryCommandOfTheGroup(final String group, final List<CommandGenerator> generators) {
        final Set<String> missing = new TreeSet<>();
        for (final CommandSpec spec : CommandTable.of(CommandFamilies.all()).all()) {
            if (spec.group().equals(group) && isKnownToRedis70(spec) && !spec.isContainer()) {
                missing.add(spec.name().toUpperCase(Locale.ROOT).replace('|', ' '));
            }
        }
        final Set<String> asked = new HashSet<>();
        for (final CommandGenerator generator : generators) {
            final Dice dice = new Dice(1);
            for (int i = 0; i < COMMANDS; i++) {
                generator.generate(dice, step -> {
                    asked.add(step.name());
                    asked.add(step.name() + " " + word(step, 1));
                });
            }
        }
        missing.removeAll(asked);
        missing.remove("PFSELFTEST");
        assertEquals(Set.of(), missing);
    }

    private static String word(final Step step, final int index) {
        return index < step.arguments().length
            ? RawConnection.text(step.arguments()[index]).toUpperCase(Locale.ROOT) : "";
    }

    private static boolean isKnownToRedis70(final CommandSpec spec) {
        final String[] numbers = spec.since().split("\\.");
        return Integer.parseInt(numbers[0]) < 7 || numbers[0].equals("7") && numbers[1].equals("0");
    }
}
