package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

class StageFailureTest {
    private static final String FAILURE = "-ERR internal error, the command was not completed";

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldAnswerAndGoOnWhenAHandlerThrows(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            assertEquals("+OK " + FAILURE + " $1 1", engine.newClient().pipeline("SET a 1", "FAIL.ONE a", "GET a"));
            engine.expect("+OK", "SET b 2");
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldLetTheOtherShardsGoOnWhenARendezvousThrows(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            assertEquals("+OK " + FAILURE + " *3 $1 1 $1 1 $1 1",
                engine.newClient().pipeline("MSET a 1 b 1 c 1", "FAIL.MEET a b c d e f", "MGET a b c"));
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldAnswerOnceWhenOnePartOfASplitCommandThrows(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            assertEquals(FAILURE + " :0", engine.newClient().pipeline("FAIL.SPLIT a b c bad d e", "EXISTS a"));
        }
    }

    @ParameterizedTest
    @EnumSource(EngineSetup.class)
    void shouldAnswerWhenASessionCommandThrows(final EngineSetup setup) {
        try (EngineHarness engine = start(setup)) {
            assertEquals(FAILURE + " :0", engine.newClient().pipeline("FAIL.SESSION", "EXISTS a"));
        }
    }

    private static EngineHarness start(final EngineSetup setup) {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new FailingFamily());
        return EngineHarness.start(setup, families);
    }
}
