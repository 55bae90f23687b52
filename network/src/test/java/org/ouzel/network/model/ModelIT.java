package org.ouzel.network.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.SideBySide;

/**
 * Random command sequences, run on Ouzel and on redis-server side by side, every reply compared.
 *
 * <p>Each sequence is the same in every run, unless {@code -Douzel.model.seed} names another one, or {@code random}. So
 * a check is as good as the last, and one looks for what it doesn't find with longer sequences of one's own, such as
 *
 * <pre>
 * mvn -pl network -am verify -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dit.test=ModelIT -Dfailsafe.failIfNoSpecifiedTests=false \
 *     -Douzel.model.commands=200000 -Douzel.model.seed=random -Douzel.model.families=hash,list
 * </pre>
 *
 * <p>{@code -Douzel.model.commands} is the length of each sequence; by default such that the two protocols and the
 * three set-ups make 200,000 commands of a family, but for those whose commands take long.
 */
class ModelIT extends SideBySide {
    private static final int COMMANDS = Integer.getInteger("ouzel.model.commands", 34_000);
    private static final String SEED = System.getProperty("ouzel.model.seed", "20261121");
    private static final String FAMILIES = System.getProperty("ouzel.model.families", "all");

    static Stream<Arguments> sequences() {
        return Stream.<CommandGenerator>of(new StringCommands(), new BitmapCommands(), new GenericCommands(),
            new ConnectionCommands(), new ServerCommands(), new HashCommands(), new ListCommands(), new SetCommands(),
            new SortedSetCommands(), new SortedSetLexCommands(), new StreamCommands(), new StreamGroupCommands(),
            new GeoCommands(), new HyperLogLogCommands(), new SortCommands(), new TransactionCommands())
            .filter(each -> FAMILIES.equals("all") || List.of(FAMILIES.split(",")).contains(each.family()))
            .flatMap(each -> Stream.of(2, 3).map(protocol -> Arguments.of(each.family(), protocol, each)));
    }

    @ParameterizedTest(name = "{0} RESP{1}")
    @MethodSource("sequences")
    void shouldReplyAsRedisDoes(final String family, final int protocol, final CommandGenerator generator) {
        try (RawConnection connection = tested.connect()) {
            final boolean isKnown = connection.call("COMMAND", "INFO", generator.probe()).length() > 20;
            assertTrue(isKnown, () -> "the server doesn't know " + generator.probe());
        }
        configure(reference, generator.settings());
        configure(tested, generator.settings());
        try (DifferentialRun run = new DifferentialRun(reference, tested, protocol)) {
            final int count = COMMANDS / generator.slowness();
            run.run(generator, "random".equals(SEED) ? System.nanoTime() : Long.parseLong(SEED), count);
            assertTrue(run.commandCount() >= count, () -> "too short: " + run.commandCount());
        }
    }

    private static void configure(final ServerUnderTest server, final List<String> settings) {
        try (RawConnection connection = server.connect()) {
            for (int i = 0; i < settings.size(); i += 2) {
                assertEquals("+OK\r\n", connection.call("CONFIG", "SET", settings.get(i), settings.get(i + 1)),
                    settings.get(i));
            }
        }
    }
}
